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


# Who comes first, and for whom there is room.


@dataclass(frozen=True)
class Measured:
    """A result with what it says of risk: yes, no, or nothing that can be told."""

    on: date
    is_risk: bool | None


@dataclass(frozen=True)
class Overdue:
    """Somebody on the plan with all that decides their place; None where it is not known."""

    who: str
    practice: str
    status: str
    is_hard_to_reach: bool = False
    last_element_on: date | None = None
    without_current_result: int = 0
    medicine: str | None = None
    has_diabetes: bool | None = None
    has_cvd: bool | None = None
    results: tuple[tuple[str, Measured], ...] = ()
    own_decile: int | None = None
    practice_decile: int | None = None
    has_no_fixed_abode: bool = False
    needs_interpreter: bool = False
    is_started: bool = False
    has_agreed_call: bool = False


def newest_says(person: Overdue, element: str) -> bool | None:
    """What the results of the last day with one say: the worse of two, unknown only where neither tells."""
    days = [measured.on for of, measured in person.results if of == element]
    said = [measured.is_risk for of, measured in person.results if of == element and measured.on == max(days)]
    if True in said:
        return True
    return False if False in said else None


def reasons_to_be_first(person: Overdue, everybody: list[Overdue]) -> set[str]:
    """Every reason somebody has, each looked up by itself."""
    colleagues = [other for other in everybody if other.practice == person.practice]
    never = "never_all_six" if person.last_element_on else "never_nothing_recorded"
    first = "hard_to_reach" if person.is_hard_to_reach else "overdue" if person.status == "overdue" else never
    medicine = (person.medicine or "").lower()
    risks = {
        "smoking": newest_says(person, "smoking"),
        "bmi": newest_says(person, "bmi"),
        "blood_pressure": newest_says(person, "blood_pressure"),
        "hba1c": newest_says(person, "glucose"),
    }
    holds = {
        first: True,
        "agreed_with_person": person.has_agreed_call,
        "round_started": person.is_started,
        "risk_antipsychotic": bool(medicine),
        "risk_depot_or_clozapine": "depot" in medicine or "clozapine" in medicine,
        "medicines_not_known": not any(other.medicine for other in colleagues),
        "risk_diabetes": person.has_diabetes,
        "diabetes_not_known": not any(other.has_diabetes for other in colleagues),
        "risk_cvd": person.has_cvd,
        "cvd_not_known": not any(other.has_cvd for other in colleagues),
        "risk_smoker": risks["smoking"],
        "risk_obesity": risks["bmi"],
        "risk_high_blood_pressure": risks["blood_pressure"],
        "risk_high_hba1c": risks["hba1c"],
        **{f"{what}_not_known": is_risk is None for what, is_risk in risks.items()},
        "most_deprived_fifth": person.own_decile in (1, 2),
        "deprivation_not_known": person.own_decile is None,
        "practice_area_most_deprived": person.own_decile is None and person.practice_decile in (1, 2),
        "practice_area_not_known": person.own_decile is None and person.practice_decile is None,
        "no_fixed_abode": person.has_no_fixed_abode,
        "interpreter_needed": person.needs_interpreter,
    }
    return {reason for reason, is_held in holds.items() if is_held}


_AS_GOOD_AS = {
    "risk_depot_or_clozapine": {"medicines_not_known"}, "risk_antipsychotic": {"medicines_not_known"},
    "risk_diabetes": {"diabetes_not_known"}, "risk_cvd": {"cvd_not_known"}, "risk_smoker": {"smoking_not_known"},
    "risk_obesity": {"bmi_not_known"}, "risk_high_blood_pressure": {"blood_pressure_not_known"},
    "risk_high_hba1c": {"hba1c_not_known"}, "most_deprived_fifth": {"deprivation_not_known"},
    "practice_area_most_deprived": {"most_deprived_fifth", "practice_area_not_known"},
}  # fmt: skip


def has_or_may_have(reason: str, reasons: set[str]) -> bool:
    return reason in reasons or bool(_AS_GOOD_AS.get(reason, set()) & reasons)


def band_of(reasons: set[str], bands: list[list[str]]) -> int:
    """The first band of which somebody has a reason, or may have; after the last where there is none."""
    for number, band in enumerate(bands, start=1):
        if any(has_or_may_have(reason, reasons) for reason in band):
            return number
    return len(bands) + 1


def comes_before(
    one: Overdue, other: Overdue, reasons_of: dict[str, set[str]], bands: list[list[str]], order: list[str]
) -> bool:
    """Two people compared, question by question; the first that tells them apart decides."""
    mine, theirs = reasons_of[one.who], reasons_of[other.who]
    if one.has_agreed_call != other.has_agreed_call:
        return one.has_agreed_call
    if band_of(mine, bands) != band_of(theirs, bands):
        return band_of(mine, bands) < band_of(theirs, bands)
    if one.is_started != other.is_started:
        return one.is_started
    for entry in order:
        if entry == "longest_gap":
            if one.last_element_on != other.last_element_on:
                return (one.last_element_on or date.min) < (other.last_element_on or date.min)
        elif entry == "most_missing":
            if one.without_current_result != other.without_current_result:
                return one.without_current_result > other.without_current_result
        else:
            has = has_or_may_have(entry, mine)
            if has != has_or_may_have(entry, theirs):
                return has
    return one.who < other.who


@dataclass(frozen=True)
class Place:
    """Somebody in a provider's queue."""

    who: str
    pcn: str
    partner: str
    is_started: bool


def taken_on(
    queue: list[Place], provider: int | None, partners: dict[str, int], pcns: dict[str, int], floors: dict[str, int]
) -> list[str]:
    """Who is on the list, by trying everybody again after each who was taken."""
    listed = [place for place in queue if place.is_started]

    def fits(place: Place) -> bool:
        return (
            (provider is None or len(listed) < provider)
            and (
                place.partner not in partners
                or sum(place.partner == other.partner for other in listed) < partners[place.partner]
            )
            and (place.pcn not in pcns or sum(place.pcn == other.pcn for other in listed) < pcns[place.pcn])
        )

    networks = list(dict.fromkeys(place.pcn for place in queue if not place.is_started))
    for turn in range(1, max(floors.values(), default=0) + 1):
        for pcn in networks:
            candidates = [place for place in queue if place.pcn == pcn and place not in listed and fits(place)]
            if turn <= floors.get(pcn, 0) and candidates:
                listed.append(candidates[0])
    for place in queue:
        if place not in listed and fits(place):
            listed.append(place)
    return [place.who for place in listed]
