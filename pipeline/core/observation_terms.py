"""What an entry in the record says about an element: a result, a decline, or nothing we can use.

Terms are matched by wording, because exports carry concept ids, description ids and local ids in
the same column. Bounds are those of NHS builds (domain: plausibility bounds); a value outside is
a typing error, not a measurement.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.core.reasons import ValueReason
from pipeline.core.register_contract import Element

_DECLINED = re.compile(r"\b(declined|refused)\b", re.IGNORECASE)
_ELEMENT_WORDS: tuple[tuple[re.Pattern[str], Element], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), element)
    for pattern, element in (
        (r"blood pressure|\bBP\b|systolic|diastolic", Element.BLOOD_PRESSURE),
        (r"body mass index|\bBMI\b", Element.BMI),
        (r"alcohol|non-drinker|drinker\b|tee-?total", Element.ALCOHOL),
        (r"cholesterol|\blipid", Element.LIPIDS),
        (r"HbA1c|haemoglobin A1c|glucose", Element.GLUCOSE),
        (r"smok", Element.SMOKING),
    )
)
_COMPLETE_WITHOUT_VALUE = re.compile(r"non-drinker|tee-?total|smok", re.IGNORECASE)
_NO_DRINKING = re.compile(r"^(tee-?total\w*|non-?drinker|does not drink|abstain\w*|nil|none)$", re.IGNORECASE)
# "10 U/week", "12 units/wk", "14upw", "8 Unt/Wk", "3 units a day"; "U/wee0" is a system's own cut.
_UNITS = re.compile(
    r"^(?:<|>|~|about|approx\.?)?\s*(?:\d+(?:\.\d+)?\s*(?:-|to)\s*)?(\d+(?:\.\d+)?)\s*"
    r"(?:u(?:nits?|nts?)?)?\s*(?:of alcohol)?\s*"
    r"(?:(?:/|p|per|a|each|every)?\s*(w(?:k|eek|ee0?)?(?:ly)?|d(?:ay)?|daily))?$",
    re.IGNORECASE,
)
_A_DAY = re.compile(r"^d", re.IGNORECASE)
_HBA1C = re.compile(r"HbA1c|haemoglobin A1c|\bA1c\b|mmol/mol", re.IGNORECASE)
_IFCC, _DCCT = re.compile(r"mmol/mol|IFCC", re.IGNORECASE), re.compile(r"%|per ?cent|DCCT", re.IGNORECASE)
# An assumption about the living; in DCCT units it is about 3.1% to 20.5%.
_HBA1C_BOUNDS = (10.0, 200.0)
_SYSTOLIC, _DIASTOLIC = (re.compile(rf"\b{half}\b", re.IGNORECASE) for half in ("systolic", "diastolic"))
_PRESSURE_BOUNDS = {"systolic": (40, 350), "diastolic": (20, 200)}
_ONE_PRESSURE = re.compile(r"^(\d{2,3})(?:\.0+)?\s*(?:mm ?\[?hg\]?)?$", re.IGNORECASE)
_PRESSURES = re.compile(r"^(\d{2,3})\s*/\s*(\d{2,3})\s*(?:mm ?\[?hg\]?)?$", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(\d+(?:\.\d+)?)")
# Beyond these an entry is a note or a slipped column, and too long to be kept as one of many.
_LONGEST_TERM, _LONGEST_VALUE, _LONGEST_UNIT = 250, 200, 40
_BOUNDS = {
    Element.BMI: (10.0, 150.0),
    Element.LIPIDS: (0.5, 20.0),
    Element.GLUCOSE: (1.0, 200.0),
    Element.ALCOHOL: (0.0, 500.0),
}


class ReadEntry(NamedTuple):
    """One entry understood: the element, whether it was declined, or why it is not counted."""

    element: Element | None
    is_declined: bool
    problem: ValueReason | None
    # "systolic" or "diastolic" where the entry is one half of a blood pressure.
    half: str | None = None


@lru_cache(maxsize=65_536)
def read_entry(term: str, value: str, expected: str | None, unit: str = "") -> ReadEntry:
    """The element an entry is evidence for.

    `expected` is the element of the column it stands in, where the file has such columns; the
    term decides otherwise. A decline never counts as a result, whatever value stands beside it.
    """
    element = Element(expected) if expected else _element_of(term)
    if element is None:
        return ReadEntry(None, False, ValueReason.TERM_UNKNOWN)
    if len(term) > _LONGEST_TERM or len(value) > _LONGEST_VALUE or len(unit) > _LONGEST_UNIT:
        return ReadEntry(element, False, ValueReason.VALUE_UNREADABLE)
    if _DECLINED.search(term):
        return ReadEntry(element, True, None)
    # White space folded: a run of it would keep the search for a number busy for minutes.
    value, unit = " ".join(value.split()), " ".join(unit.split())
    if element is Element.BLOOD_PRESSURE and (half := _half_of(term)) and not _PRESSURES.match(value):
        return ReadEntry(element, False, _problem_of_half(half, value), half)
    return ReadEntry(element, False, _problem_of(element, term, value, unit))


def _half_of(term: str) -> str | None:
    is_systolic, is_diastolic = bool(_SYSTOLIC.search(term)), bool(_DIASTOLIC.search(term))
    if is_systolic == is_diastolic:
        return None
    return "systolic" if is_systolic else "diastolic"


def _problem_of_half(half: str, value: str) -> ValueReason | None:
    if not value:
        return ValueReason.VALUE_MISSING
    match = _ONE_PRESSURE.match(value)
    if not match:
        return ValueReason.VALUE_UNREADABLE
    low, high = _PRESSURE_BOUNDS[half]
    return None if low <= int(match[1]) <= high else ValueReason.VALUE_IMPLAUSIBLE


def _element_of(term: str) -> Element | None:
    return next((element for pattern, element in _ELEMENT_WORDS if pattern.search(term)), None)


def _problem_of(element: Element, term: str, value: str, unit: str) -> ValueReason | None:
    if element is Element.SMOKING or (_COMPLETE_WITHOUT_VALUE.search(term) and not value):
        return None if term.strip() or value else ValueReason.VALUE_MISSING
    if not value:
        return ValueReason.VALUE_MISSING
    if element is Element.BLOOD_PRESSURE:
        match = _PRESSURES.match(value)
        if not match:
            return ValueReason.VALUE_UNREADABLE
        systolic, diastolic = int(match[1]), int(match[2])
        fits = 40 <= systolic <= 350 and 20 <= diastolic <= 200
        return None if fits else ValueReason.VALUE_IMPLAUSIBLE
    if element is Element.ALCOHOL:
        return _problem_of_drinking(value, unit)
    number = _NUMBER.match(value)
    if not number:
        return ValueReason.VALUE_UNREADABLE
    if element is Element.GLUCOSE and _HBA1C.search(f"{term} {value} {unit}"):
        return _problem_of_hba1c(float(number[1]), term, f"{value} {unit}")
    low, high = _BOUNDS[element]
    return None if low <= float(number[1]) <= high else ValueReason.VALUE_IMPLAUSIBLE


def _problem_of_drinking(value: str, unit: str) -> ValueReason | None:
    if _NO_DRINKING.match(value):
        return None
    match = _UNITS.match(value)
    if not match:
        return ValueReason.VALUE_UNREADABLE
    a_week = float(match[1]) * (7 if _A_DAY.match(match[2] or "") or re.search(r"\bday|daily", unit.lower()) else 1)
    low, high = _BOUNDS[Element.ALCOHOL]
    return None if low <= a_week <= high else ValueReason.VALUE_IMPLAUSIBLE


def _problem_of_hba1c(number: float, term: str, value_and_unit: str) -> ValueReason | None:
    """The unit decides, then the wording; without either the number, which is ambiguous from 20 to 25."""
    said = next((text for text in (value_and_unit, term) if _IFCC.search(text) or _DCCT.search(text)), None)
    if said is not None:
        is_ifcc = _IFCC.search(said) is not None
    elif 20 <= number <= 25:
        return ValueReason.HBA1C_UNIT_UNKNOWN
    else:
        is_ifcc = number > 25
    ifcc = number if is_ifcc else 10.929 * number - 23.5
    low, high = _HBA1C_BOUNDS
    return None if low <= ifcc <= high else ValueReason.VALUE_IMPLAUSIBLE
