"""The recall rule restated naively, day by day and person by person: what the database must agree with.

It shares nothing with the pipeline, not even the names of its tables. Where the pipeline is clever
(windows over ordered days, intervals), this is slow and literal.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

SIX = ("blood_pressure", "bmi", "alcohol", "lipids", "glucose", "smoking")


@dataclass(frozen=True)
class Recorded:
    """One entry about one element."""

    element: str
    on: date
    is_declined: bool = False
    is_precise: bool = True
    is_retracted: bool = False
    term: str = "term"
    value: str = ""


@dataclass(frozen=True)
class OnRegister:
    """What one practice's register says of somebody; `newest_extract_on` is of that practice's file in force."""

    practice: str
    newest_extract_on: date
    born_on: date
    is_left: bool = False
    registered_on: date | None = None
    deregistered_on: date | None = None
    is_dead: bool = False
    diagnosis_on: date | None = date(2015, 6, 1)
    remission_on: date | None = None
    lithium_on: date | None = None
    check_done_on: date | None = None
    no_response_on: date | None = None
    is_hard_to_reach: bool = False
    antipsychotic: str | None = None
    has_diabetes: bool | None = False
    has_cvd: bool | None = False
    ethnicity: str | None = "White British"

    @property
    def is_current(self) -> bool:
        return not self.is_left and self.deregistered_on is None


@dataclass(frozen=True)
class Person:
    """Somebody with all that is known of them."""

    registers: tuple[OnRegister, ...]
    record: tuple[Recorded, ...] = ()
    is_contradicted: bool = False
    is_superseded: bool = False
    # What a person decided: the practice that keeps them, and those whose registration does not count.
    kept_by: str = ""
    not_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class TheRule:
    """What a region may choose of the rule."""

    years: int = 3
    minimum_age: int = 18
    to_deduct: int = 30
    includes_hard_to_reach: bool = True


@dataclass(frozen=True)
class Judgement:
    """What the rule says of somebody."""

    practice: str
    status: str
    reason: str
    route: str | None
    last_complete_on: date | None
    last_check_done_on: date | None
    last_element_on: date | None
    last_blood_pressure_on: date | None
    missing: tuple[str, ...]
    out_of_date: tuple[str, ...]
    declined: tuple[str, ...]
    is_counted_nationally: bool
    is_counted_by_qof: bool


def judge(person: Person, as_of: date, rule: TheRule = TheRule()) -> Judgement:
    """All that is said of a person, by the words of the rule."""
    home = home_of(person, rule.to_deduct)
    newest = home.newest_extract_on
    a_year_before = years_before(newest, 1)
    known = [each for each in person.record if each.is_precise and not each.is_retracted and each.on <= newest]
    results = [entry for entry in known if not entry.is_declined]
    declines = [entry for entry in known if entry.is_declined]
    complete = last_complete_day(results)
    status = status_of(person, home, complete, as_of, rule)

    def has(entries: list[Recorded], element: str, after: date = date.min) -> bool:
        return any(entry.element == element and entry.on > after for entry in entries)

    lacking = [element for element in SIX if not has(results, element, a_year_before)]
    declined = tuple(element for element in lacking if has(declines, element, a_year_before))
    out_of_date = tuple(e for e in lacking if e not in declined and has(results, e))
    is_checkable = status in ("never_checked", "overdue", "due", "up_to_date")
    lipids_after = years_before(newest, 2) if is_at_lower_risk(home, results) else a_year_before
    pressures = [entry.on for entry in results if entry.element == "blood_pressure"]
    reason = ("never_all_six" if results else "nothing_recorded") if status == "never_checked" else status
    return Judgement(
        home.practice,
        status,
        reason,
        route_of(status, home, rule),
        complete,
        home.check_done_on if home.check_done_on and home.check_done_on <= newest else None,
        max((entry.on for entry in results), default=None),
        max(pressures, default=None),
        tuple(e for e in lacking if e not in declined and e not in out_of_date),
        out_of_date,
        declined,
        is_checkable and not lacking,
        is_checkable and lacking in ([], ["lipids"]) and has(results, "lipids", lipids_after),
    )


def route_of(status: str, home: OnRegister, rule: TheRule) -> str | None:
    """Why the service is for somebody at all."""
    if status in ("never_checked", "overdue"):
        return "no_check_in_years"
    newest = home.newest_extract_on
    said_on = home.no_response_on
    has_not_answered = said_on is not None and years_before(newest, 1) < said_on <= newest
    if status == "due" and rule.includes_hard_to_reach and (home.is_hard_to_reach or has_not_answered):
        return "hard_to_reach"
    return None


SMOKING_TERMS = {
    "Current smoker": True, "Cigarette smoker": True, "Light smoker - 1-9 cigs/day": True, "Ex-smoker": False,
    "Never smoked tobacco": False, "Current non-smoker": False, "Stopped smoking": False, "Does not smoke": False,
    "Smoking status": None, "term": None,
}  # fmt: skip
WHITE = ("White British", "Other White background")


def is_at_lower_risk(home: OnRegister, results: list[Recorded]) -> bool:
    """Nothing known that asks for yearly lipids, and everything known that could."""
    newest = {e: max((entry.on for entry in results if entry.element == e), default=None) for e in ("bmi", "smoking")}
    bmi = [entry for entry in results if entry.element == "bmi"]
    weights = [float(entry.value) for entry in bmi if entry.on == newest["bmi"] and entry.value]
    smoking = [
        SMOKING_TERMS[entry.term] for entry in results if entry.element == "smoking" and entry.on == newest["smoking"]
    ]
    limit = 25 if home.ethnicity in WHITE else 23
    return (
        home.antipsychotic is None
        and home.has_diabetes is False
        and home.has_cvd is False
        and True not in smoking
        and False in smoking
        and bool(weights)
        and max(weights) < limit
    )


def status_of(person: Person, home: OnRegister, complete: date | None, as_of: date, rule: TheRule) -> str:
    """The first of these that is true."""
    current = [register for register in person.registers if register.is_current]
    if any(register.is_dead for register in person.registers):
        return "died"
    if person.is_superseded:
        return "superseded_number"
    if not current:
        return "left"
    if person.is_contradicted:
        return "contradiction"
    if len(holders(person, rule.to_deduct)) > 1:
        return "on_two_registers"
    if not has_reached(rule.minimum_age, home.born_on, as_of):
        return "under_18"
    if home.diagnosis_on is None and home.remission_on is None and home.lithium_on is not None:
        return "lithium_only"
    if home.remission_on is not None and (home.diagnosis_on is None or home.remission_on >= home.diagnosis_on):
        return "in_remission"
    if home.diagnosis_on is None:
        return "no_diagnosis"
    if complete is None:
        return "never_checked"
    if complete < years_before(home.newest_extract_on, rule.years):
        return "overdue"
    if complete <= years_before(home.newest_extract_on, 1):
        return "due"
    return "up_to_date"


def holders(person: Person, to_deduct: int) -> list[OnRegister]:
    """The practices whose claim to somebody stands, after decisions and ordinary moves."""
    current = [register for register in person.registers if register.is_current]
    asked = current
    # A decision for a practice that no longer has the person decides nothing.
    if person.kept_by in [register.practice for register in current]:
        asked = [register for register in current if register.practice not in person.not_by]
    standing = []
    for register in asked:
        moved = False
        for other in asked:
            if register.registered_on is None or other.registered_on is None:
                continue
            is_later = other.registered_on > register.registered_on
            is_told_in_time = other.registered_on <= other.newest_extract_on
            had_time = (register.newest_extract_on - other.registered_on).days > to_deduct
            if is_later and is_told_in_time and not had_time:
                moved = True
        if not moved:
            standing.append(register)
    return standing


def home_of(person: Person, to_deduct: int) -> OnRegister:
    """A register whose claim stands before any other, the latest registration among those, then the lower code."""
    stands = holders(person, to_deduct)
    return min(
        person.registers,
        key=lambda register: (
            not any(register is each for each in stands),
            -(register.registered_on.toordinal() if register.registered_on else 0),
            register.practice,
        ),
    )


def last_complete_day(counted: list[Recorded]) -> date | None:
    """Every day with a result is tried: are all six there, each in the twelve months up to that day?"""
    complete = [
        day
        for day in {entry.on for entry in counted}
        if all(
            any(entry.element == element and years_before(day, 1) < entry.on <= day for entry in counted)
            for element in SIX
        )
    ]
    return max(complete, default=None)


def years_before(day: date, years: int) -> date:
    """The same day of an earlier year; 29 February becomes the 28th where the year has none."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(day.year - years, 2, 28) if is_leap_day and not is_leap(day.year - years) else _same(day, -years)


def has_reached(age: int, born_on: date, on: date) -> bool:
    """Whether a birthday has come: somebody born on 29 February has it on 1 March of a common year."""
    year = born_on.year + age
    if (born_on.month, born_on.day) == (2, 29) and not is_leap(year):
        return on >= date(year, 3, 1)
    return on >= _same(born_on, age)


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _same(day: date, years: int) -> date:
    return date(day.year + years, day.month, day.day)


@dataclass(frozen=True)
class NamedDay:
    """A day a text names, or the first it can mean where it names only a month or a year."""

    first: date
    is_whole: bool = True


_TIMES = [f"{gap}{time}" for gap in " t" for time in ("%H:%M", "%H:%M:%S", "%I:%M%p", "%I:%M:%S%p", "%I:%M %p",
          "%I:%M:%S %p")]  # fmt: skip
_WHOLE = [f"%d{first}%m{second}%Y" for first in "/.-" for second in "/.-"]
_WHOLE += [f"%d{first}{month}{second}%Y" for first in "/- " for month in ("%b", "%B") for second in "/- "]
_WHOLE += ["%Y-%m-%d"]
_VAGUE = [f"{month}{between}%Y" for month in ("%b", "%B") for between in "/- "] + ["%Y"]


def _last_two_words(text: str) -> tuple[str, str, str]:
    *first, one, two = ["", "", *text.split(" ")]
    return " ".join(first).strip(), " ", f"{one} {two}"


def day_named(text: str) -> NamedDay | None:
    """Every accepted way of writing a date, tried one after the other; the first that fits."""
    text = text.strip().lower()
    for form in _TIMES:
        day, gap, time = text.rpartition(form[0])
        if form[0] == " " and form.endswith(" %p"):
            day, gap, time = _last_two_words(text)
        try:
            datetime.strptime(time, form[1:])  # noqa: DTZ007
        except ValueError:
            continue
        text = day if gap else text
        break
    text = text.replace("sept ", "sep ").replace("sept-", "sep-").replace("sept/", "sep/")
    whole_number = text.removesuffix(".0")
    if len(whole_number) == 5 and whole_number.isdigit():
        return NamedDay(date(1899, 12, 30) + timedelta(days=int(whole_number)))
    for forms, is_whole in ((_WHOLE, True), (_VAGUE, False)):
        for form in forms:
            try:
                return NamedDay(datetime.strptime(text, form).date(), is_whole)  # noqa: DTZ007
            except ValueError:
                continue
    return None
