"""A record of observations that has the recall status it was asked to have.

A history is built round its last complete check. Before it anything may stand. After it results may only
return once one element, the *lapsed* one, has left the twelve months, and never with that element again:
so no later day can be complete, whatever else is drawn.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from pipeline.synthetic import vocabulary
from pipeline.synthetic.spans import DAY, months_after, months_before, years_before
from pipeline.synthetic.vocabulary import ELEMENTS, Observation


class Tier(StrEnum):
    """What the record alone says, whoever the person is."""

    NEVER_CHECKED = "never_checked"
    OVERDUE = "overdue"
    DUE = "due"
    UP_TO_DATE = "up_to_date"


class Shape(StrEnum):
    """Borders and traps that a history may be asked to have."""

    ORDINARY = "ordinary"
    NO_ELEMENT = "no_element"
    SPREAD_OVER_13_MONTHS = "spread_over_13_months"
    DECLINE_FOR_ONE = "decline_for_one"
    BAD_READING_FOR_ONE = "bad_reading_for_one"
    DECLINE_AND_RESULT_ON_ONE_DAY = "decline_and_result_on_one_day"
    WINDOW_EDGE = "window_edge"
    LEAP_WINDOW = "leap_window"


@dataclass(frozen=True, slots=True)
class Times:
    """The days between which a history may lie."""

    first: date
    extract_on: date
    as_of: date
    born_on: date


@dataclass(slots=True)
class History:
    """Observations being written down, with the person's habit so that smoking is told the same each time."""

    rng: random.Random
    times: Times
    smoking: str
    last_complete_on: date | None = None
    observations: list[Observation] = field(default_factory=list)

    def result(self, element: str, day: date) -> None:
        if self.times.first <= day <= self.times.extract_on:
            self.observations.append(vocabulary.result(self.rng, element, day, self.smoking))

    def results(self, elements: Iterable[str], day: date) -> None:
        for element in elements:
            self.result(element, day)

    def decline(self, element: str, day: date) -> None:
        if self.times.first <= day <= self.times.extract_on:
            self.observations.append(vocabulary.declined(element, day))

    def bad_reading(self, element: str, near: date) -> None:
        """One line that is no result: in the future, on 01/01/1900, before birth, partial or implausible."""
        rng, times = self.rng, self.times
        day: date | str
        match rng.randrange(6):
            case 0:
                day = times.as_of + timedelta(days=rng.randint(10, 700))
            case 1:
                day = date(1900, 1, 1)
            case 2:
                day = times.born_on - timedelta(days=rng.randint(1, 3000))
            case 3:
                day = str(near.year)
            case 4:
                day = f"{near:%b %Y}"
            case _:
                implausible = vocabulary.implausible(element, min(near, times.extract_on))
                if implausible:
                    self.observations.append(implausible)
                    return
                day = str(near.year)
        line = vocabulary.result(rng, element, day, self.smoking)
        self.observations.append(Observation(element, day, line.term, line.value, line.unit, is_result=False))


def tier_of(last_complete_on: date | None, extract_on: date) -> Tier:
    """The tier a last complete check has on the extract's date."""
    if last_complete_on is None:
        return Tier.NEVER_CHECKED
    if last_complete_on < years_before(extract_on, 3):
        return Tier.OVERDUE
    return Tier.DUE if last_complete_on <= months_before(extract_on, 12) else Tier.UP_TO_DATE


def last_complete_day(rng: random.Random, tier: Tier, times: Times) -> date | None:
    """A day that gives the tier; overdue ones thin out over six more years (an assumption)."""
    year_ago, three_years_ago = months_before(times.extract_on, 12), years_before(times.extract_on, 3)
    match tier:
        case Tier.NEVER_CHECKED:
            return None
        case Tier.UP_TO_DATE:
            earliest, latest = year_ago + DAY, times.extract_on
        case Tier.DUE:
            earliest, latest = three_years_ago, year_ago
        case Tier.OVERDUE:
            earliest, latest = years_before(times.extract_on, 9), three_years_ago - DAY
    earliest = min(max(earliest, times.first), latest)
    back = int((latest - earliest).days * rng.random() ** (2 if tier is Tier.OVERDUE else 1))
    return latest - timedelta(days=back)


def write_history(
    rng: random.Random, times: Times, last_complete_on: date | None, shape: Shape = Shape.ORDINARY
) -> History:
    """A history whose last complete check is on the day given, or that never had one."""
    history = History(rng, times, vocabulary.smoking_habit(rng), last_complete_on)
    if shape is Shape.NO_ELEMENT:
        return history
    lapsed = rng.choice(ELEMENTS)
    if last_complete_on is None:
        free_from = max(times.first, years_before(times.extract_on, rng.randint(2, 7)))
    else:
        days = complete_check(history, last_complete_on, lapsed, shape)
        free_from = months_after(days[lapsed], 12) + 3 * DAY
        earlier_years(history, min(days.values()))
    if last_complete_on is None or tier_of(last_complete_on, times.extract_on) is not Tier.UP_TO_DATE:
        _later_visits(history, free_from, lapsed, shape)
    if rng.random() < 0.03:
        history.bad_reading(rng.choice(ELEMENTS), times.extract_on - timedelta(days=rng.randint(1, 1500)))
    return history


def complete_check(history: History, day: date, lapsed: str, shape: Shape) -> dict[str, date]:
    """Writes the six results and returns the day of each."""
    rng = history.rng
    if shape is Shape.LEAP_WINDOW:
        days = dict.fromkeys(ELEMENTS, day) | {lapsed: day.replace(year=day.year - 1, day=29)}
    elif shape is Shape.WINDOW_EDGE:
        days = dict.fromkeys(ELEMENTS, day) | {lapsed: months_before(day, 12) + DAY}
    else:
        # Assumption: half of all checks are done in one visit, most others within some weeks.
        widest = rng.choice((0, 0, 0, 14, 45, 330))
        days = {element: day - timedelta(days=rng.randint(0, widest)) for element in ELEMENTS}
        days[rng.choice(ELEMENTS)] = day
    # A part that would lie before a young person's record began is moved into it.
    days = {element: max(on, history.times.first) for element, on in days.items()}
    for element, on in days.items():
        history.result(element, on)
    if shape is Shape.DECLINE_AND_RESULT_ON_ONE_DAY:
        history.decline(lapsed, days[lapsed])
    return days


def earlier_years(history: History, day: date) -> None:
    """Earlier visits, all before the day given: among the parts of the last check they could add a later one."""
    rng = history.rng
    for _ in range(rng.choice((0, 1, 1, 2, 2, 3, 4))):
        day -= timedelta(days=rng.randint(300, 480))
        for element in ELEMENTS:
            if rng.random() < 0.85:
                history.result(element, day - timedelta(days=rng.choice((0, 0, 0, 7, 21))))
            elif rng.random() < 0.2:
                history.decline(element, day)


def _later_visits(history: History, free_from: date, lapsed: str, shape: Shape) -> None:
    rng, last = history.rng, history.times.extract_on
    others = [element for element in ELEMENTS if element != lapsed]
    if shape is Shape.SPREAD_OVER_13_MONTHS:
        # The others of the last check must have left the window too before the lapsed one is seen again.
        if history.last_complete_on is not None:
            free_from = max(free_from, months_after(history.last_complete_on, 12) + 3 * DAY)
        seen_on = max(free_from, months_before(last, 13 + rng.randint(1, 6)))
        history.result(lapsed, seen_on)
        history.results(others, months_after(seen_on, 13))
        return
    if shape in (Shape.DECLINE_FOR_ONE, Shape.BAD_READING_FOR_ONE):
        seen_on = max(free_from, last - timedelta(days=rng.randint(5, 200)))
        history.results(others, seen_on)
        if shape is Shape.DECLINE_FOR_ONE:
            history.decline(lapsed, seen_on)
        else:
            history.bad_reading(lapsed, seen_on)
        return
    day = free_from + timedelta(days=rng.randint(0, 120))
    while day <= last:
        history.results((element for element in others if rng.random() < 0.6), day)
        if rng.random() < 0.25:
            history.decline(lapsed, day)
        day += timedelta(days=rng.randint(150, 600))
