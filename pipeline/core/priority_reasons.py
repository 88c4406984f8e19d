"""Why somebody is on the list and where: reason codes as sentences, for engineers and for workers.

There is no published, validated score for this population; the order is a service's choice, stated
in the open (docs/priority.md). A worker's sentence carries no clinical fact.
"""

from collections.abc import Sequence
from datetime import date

# Everybody on the plan has exactly one of these, so every one of them must be in some band.
_FIRST = {
    "never_nothing_recorded": ("no complete check ever; nothing recorded", "no check on record"),
    "never_all_six": ("no complete check ever", "no complete check on record"),
    "overdue": ("last complete check longer ago than the rule allows", "no complete check for years"),
    "hard_to_reach": ("check due, and the practice could not reach them", "the practice could not reach them"),
}
# What a worker reads of these stands in what to do and what was tried.
_BEGUN = {
    "agreed_with_person": "agreed with the person for today",
    "round_started": "contacted already in this round",
}
_CLINICAL = {
    "risk_depot_or_clozapine": "antipsychotic depot or clozapine",
    "risk_antipsychotic": "antipsychotic",
    "risk_diabetes": "diabetes",
    "risk_cvd": "cardiovascular disease",
    "risk_smoker": "smoker",
    "risk_obesity": "BMI of 30 or more",
    "risk_high_blood_pressure": "last blood pressure high",
    "risk_high_hba1c": "last HbA1c high",
}
_SOCIAL = {
    "most_deprived_fifth": "most deprived fifth",
    "practice_area_most_deprived": "practice area in the most deprived fifth",
    "no_fixed_abode": "no fixed abode",
    "interpreter_needed": "interpreter needed",
}
_NOT_KNOWN = {
    "deprivation_not_known": "deprivation",
    "practice_area_not_known": "practice area",
    "medicines_not_known": "medicines",
    "diabetes_not_known": "diabetes",
    "cvd_not_known": "cardiovascular disease",
    "smoking_not_known": "smoking",
    "bmi_not_known": "BMI",
    "blood_pressure_not_known": "blood pressure",
    "hba1c_not_known": "HbA1c",
}
# What else counts as having a reason in the order: not to know raises somebody and never lowers them.
_COUNTS_AS = {
    "risk_depot_or_clozapine": ("medicines_not_known",),
    "risk_antipsychotic": ("medicines_not_known",),
    "risk_diabetes": ("diabetes_not_known",),
    "risk_cvd": ("cvd_not_known",),
    "risk_smoker": ("smoking_not_known",),
    "risk_obesity": ("bmi_not_known",),
    "risk_high_blood_pressure": ("blood_pressure_not_known",),
    "risk_high_hba1c": ("hba1c_not_known",),
    "most_deprived_fifth": ("deprivation_not_known",),
    # A practice's average parts only those of whom nothing nearer is known.
    "practice_area_most_deprived": ("most_deprived_fifth", "practice_area_not_known"),
}
# Not strftime: a list's words must not change with the machine's locale.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
CODES = (*_FIRST, *_BEGUN, *_CLINICAL, *_SOCIAL, *_NOT_KNOWN)
EARLIER_CONTACT = "earlier contact advised from the practice's record"
_NOT_TOLD = "not told"


def counting_codes(entry: str) -> tuple[str, ...]:
    """The codes that count as having a reason of a band or an entry of the order; a measure counts as itself."""
    return (entry, *_COUNTS_AS.get(entry, ()))


def sentence_parts(code: str) -> tuple[str, str]:
    """What a code reads as for engineers and for workers."""
    if code in _FIRST:
        return _FIRST[code]
    if code in _CLINICAL:
        return _CLINICAL[code], EARLIER_CONTACT
    if code in _NOT_KNOWN:
        return f"{_NOT_KNOWN[code]} not known", _NOT_TOLD
    return _BEGUN.get(code) or _SOCIAL[code], _NOT_TOLD


def full_sentence(band: int, codes: Sequence[str], last_element_on: date | None, as_of: date) -> str:
    """The rank as engineers, practices and audit read it."""
    parts = [_FIRST[code][0] for code in codes if code in _FIRST]
    parts += _gap(last_element_on, as_of)
    # Whoever has a depot has an antipsychotic: told once.
    told = [code for code in codes if code != "risk_antipsychotic" or "risk_depot_or_clozapine" not in codes]
    parts += [sentence_parts(code)[0] for code in told if code not in _FIRST and code not in _NOT_KNOWN]
    parts += _not_known([_NOT_KNOWN[code] for code in codes if code in _NOT_KNOWN])
    return f"Band {band}: " + "; ".join(parts) + "."


def worker_sentence(codes: Sequence[str], last_element_on: date | None, as_of: date) -> str:
    """The same rank for an outreach worker's list: never a diagnosis, a medicine or a result."""
    parts = [_FIRST[code][1] for code in codes if code in _FIRST]
    parts += _gap(last_element_on, as_of)
    parts += [EARLIER_CONTACT] if any(code in _CLINICAL for code in codes) else []
    text = "; ".join(parts)
    return text[:1].upper() + text[1:] + "."


def _gap(last_element_on: date | None, as_of: date) -> list[str]:
    """A gap worth telling: nothing of the six for more than a year."""
    if last_element_on is None or (as_of - last_element_on).days <= 365:
        return []
    return [f"nothing recorded since {_MONTHS[last_element_on.month - 1]} {last_element_on.year}"]


def _not_known(what: Sequence[str]) -> list[str]:
    if not what:
        return []
    return [" and ".join(part for part in (", ".join(what[:-1]), what[-1]) if part) + " not known"]
