"""A record in which exactly the elements asked for have a result in the twelve months to the extract."""

import random
from datetime import date, timedelta

from pipeline.synthetic import history, vocabulary
from pipeline.synthetic.history import History, Shape, Tier, Times
from pipeline.synthetic.published import ALL_SIX, Lot
from pipeline.synthetic.spans import DAY, months_after, months_before, years_before
from pipeline.synthetic.vocabulary import ELEMENTS


def write_recent(rng: random.Random, times: Times, lot: Lot) -> History:
    """The history of a lot; its `last_complete_on` is true of it."""
    written = History(rng, times, vocabulary.smoking_habit(rng))
    if lot.recent == ALL_SIX:
        _within_the_year(written)
    elif not lot.has_nothing:
        _lacking(written, lot)
    return written


def _within_the_year(written: History) -> None:
    """All six in the twelve months, in one visit or in several."""
    rng, extract_on = written.rng, written.times.extract_on
    first = months_before(extract_on, 12) + DAY
    visit = extract_on - timedelta(days=rng.randint(0, (extract_on - first).days))
    widest = rng.choice((0, 0, 0, 14, 45, 330))
    days = {element: max(first, visit - timedelta(days=rng.randint(0, widest))) for element in ELEMENTS}
    days[rng.choice(ELEMENTS)] = visit
    for element, on in days.items():
        written.result(element, on)
    written.last_complete_on = visit
    history.earlier_years(written, min(days.values()))


def _lacking(written: History, lot: Lot) -> None:
    """One element that is not recent lapses after the last complete check, if any, and never comes back."""
    rng, times = written.rng, written.times
    year_ago = months_before(times.extract_on, 12)
    lapsed = rng.choice([element for element in ELEMENTS if element not in lot.recent])
    if lot.tier is Tier.NEVER_CHECKED:
        free_from = max(times.first, years_before(times.extract_on, rng.randint(2, 7)))
    else:
        # So much before a year ago that the lapsed element is out of the window before the extract.
        on = history.last_complete_day(rng, lot.tier, times)
        assert on
        written.last_complete_on = min(on, year_ago - timedelta(days=10))
        days = history.complete_check(written, written.last_complete_on, lapsed, Shape.ORDINARY)
        free_from = months_after(days[lapsed], 12) + 3 * DAY
        history.earlier_years(written, min(days.values()))
    others = [element for element in ELEMENTS if element != lapsed]
    day = free_from + timedelta(days=rng.randint(0, 120))
    while day <= year_ago:
        written.results((element for element in others if rng.random() < 0.6), day)
        day += timedelta(days=rng.randint(150, 600))
    _this_year(written, lot, max(year_ago + DAY, free_from))


def _this_year(written: History, lot: Lot, first: date) -> None:
    rng, last = written.rng, written.times.extract_on
    visit = last - timedelta(days=rng.randint(0, (last - first).days))
    for element in ELEMENTS:
        if element in lot.recent:
            is_alone = rng.random() < 0.3
            on = last - timedelta(days=rng.randint(0, (last - first).days)) if is_alone else visit
            written.result(element, on)
        elif rng.random() < 0.15:
            written.decline(element, visit)
