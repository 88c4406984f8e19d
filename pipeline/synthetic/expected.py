"""What the rule must say of an entry's record, worked out from the lines that were written, one after the other."""

from dataclasses import dataclass
from datetime import date

from pipeline.synthetic.entries import Entry
from pipeline.synthetic.history import Tier
from pipeline.synthetic.spans import months_before, years_before
from pipeline.synthetic.vocabulary import DECLINED, ELEMENTS

_SMOKES = {"Current smoker": True, "Ex-smoker": False, "Never smoked tobacco": False}
_WHITE = ("White British", "White Irish", "Other White background")


@dataclass(frozen=True, slots=True)
class Expected:
    """The states of the elements on the extract's date, both counts, the route, and the days the rule must store."""

    missing: tuple[str, ...]
    out_of_date: tuple[str, ...]
    declined: tuple[str, ...]
    is_counted_nationally: bool
    is_counted_by_qof: bool
    outreach_route: str
    last_element_on: date | None
    last_blood_pressure_on: date | None
    last_check_done_on: date | None


def expected_of(entry: Entry, status: str, extract_on: date) -> Expected:
    """Of somebody on one register alone; nobody whom the check is not for is counted."""
    year_ago = months_before(extract_on, 12)
    results = {element: _days(entry, element, extract_on, is_result=True) for element in ELEMENTS}
    declines = {element: _days(entry, element, extract_on, is_result=False) for element in ELEMENTS}
    lacking = [element for element in ELEMENTS if not any(on > year_ago for on in results[element])]
    declined = [element for element in lacking if any(on > year_ago for on in declines[element])]
    out_of_date = [element for element in lacking if element not in declined and results[element]]
    is_asked = status in set(Tier)
    lipids_since = years_before(extract_on, 2) if _is_at_lower_risk(entry, extract_on) else year_ago
    has_lipids = any(on > lipids_since for on in results["lipids"])
    return Expected(
        missing=tuple(each for each in lacking if each not in declined and each not in out_of_date),
        out_of_date=tuple(out_of_date),
        declined=tuple(declined),
        is_counted_nationally=is_asked and not lacking,
        is_counted_by_qof=is_asked and has_lipids and set(lacking) <= {"lipids"},
        outreach_route=_route(entry, status, extract_on, year_ago),
        last_element_on=max((max(days) for days in results.values() if days), default=None),
        last_blood_pressure_on=max(results["blood_pressure"], default=None),
        last_check_done_on=entry.check_done_on,
    )


def _days(entry: Entry, element: str, extract_on: date, *, is_result: bool) -> list[date]:
    return [
        line.observed_on
        for line in entry.observations
        if line.element == element
        and isinstance(line.observed_on, date)
        and line.observed_on <= extract_on
        and (line.is_result if is_result else line.term == DECLINED[element])
    ]


def _route(entry: Entry, status: str, extract_on: date, year_ago: date) -> str:
    if status in (Tier.NEVER_CHECKED, Tier.OVERDUE):
        return "no_check_in_years"
    has_not_answered = entry.no_response_on is not None and year_ago < entry.no_response_on <= extract_on
    return "hard_to_reach" if status == Tier.DUE and (entry.is_hard_to_reach or has_not_answered) else ""


def _is_at_lower_risk(entry: Entry, extract_on: date) -> bool:
    """Whose lipids QOF allows to be two years old; whatever the record does not say counts as a risk."""
    if entry.antipsychotic or entry.diabetes_on or entry.cvd_on:
        return False
    smoking = [_SMOKES[term] for term, _ in _latest(entry, "smoking", extract_on)]
    weights = [float(value) for _, value in _latest(entry, "bmi", extract_on)]
    limit = 25 if entry.identity.name.ethnicity in _WHITE else 23
    return bool(smoking) and not any(smoking) and bool(weights) and max(weights) < limit


def _latest(entry: Entry, element: str, extract_on: date) -> list[tuple[str, str]]:
    newest = max(_days(entry, element, extract_on, is_result=True), default=None)
    return [
        (line.term, line.value)
        for line in entry.observations
        if line.element == element and line.is_result and line.observed_on == newest
    ]
