"""Why somebody is on the list and where: reason codes as sentences, for engineers and for workers.

There is no published, validated score for this population; the order is a service's choice, stated
in the open. A worker's sentence carries no clinical fact.
"""

from collections.abc import Sequence
from datetime import date

_BAND = {
    "never_nothing_recorded": ("no complete check ever; nothing recorded", "no check on record"),
    "never_all_six": ("no complete check ever", "no complete check on record"),
    "overdue": ("last complete check more than three years ago", "no complete check for over three years"),
    "hard_to_reach": ("due a check; the practice could not reach the person", "the practice could not reach them"),
}
_CLINICAL = {
    "risk_depot_or_clozapine": "antipsychotic depot or clozapine",
    "risk_antipsychotic": "antipsychotic",
    "risk_diabetes": "diabetes",
    "risk_cvd": "cardiovascular disease",
    "risk_smoker": "smoker",
}
_SOCIAL = {
    "most_deprived_fifth": "most deprived fifth",
    "interpreter_needed": "interpreter needed",
}
# Not strftime: a list's words must not change with the machine's locale.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
CODES = (*_BAND, *_CLINICAL, *_SOCIAL)
EARLIER_CONTACT = "earlier contact advised from the practice's record"


def sentence_parts(code: str) -> tuple[str, str]:
    """What a code reads as for engineers and for workers."""
    if code in _BAND:
        return _BAND[code]
    return (_CLINICAL[code], EARLIER_CONTACT) if code in _CLINICAL else (_SOCIAL[code], "not told")


def full_sentence(band: int, codes: Sequence[str], last_element_on: date | None, as_of: date) -> str:
    """The rank as engineers, practices and audit read it."""
    parts = [_BAND[code][0] for code in codes if code in _BAND]
    parts += _gap(last_element_on, as_of)
    parts += [_CLINICAL.get(code) or _SOCIAL[code] for code in codes if code not in _BAND]
    return f"Band {band}: " + "; ".join(parts) + "."


def worker_sentence(codes: Sequence[str], last_element_on: date | None, as_of: date) -> str:
    """The same rank for an outreach worker's list: never a diagnosis, a medicine or a result."""
    parts = [_BAND[code][1] for code in codes if code in _BAND]
    parts += _gap(last_element_on, as_of)
    parts += [EARLIER_CONTACT] if any(code in _CLINICAL for code in codes) else []
    text = "; ".join(parts)
    return text[:1].upper() + text[1:] + "."


def _gap(last_element_on: date | None, as_of: date) -> list[str]:
    """A gap worth telling: nothing of the six for more than a year."""
    if last_element_on is None or (as_of - last_element_on).days <= 365:
        return []
    return [f"nothing recorded since {_MONTHS[last_element_on.month - 1]} {last_element_on.year}"]
