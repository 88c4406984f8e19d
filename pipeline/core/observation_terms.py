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
        (r"alcohol|non-drinker|drinker\b", Element.ALCOHOL),
        (r"cholesterol|\blipid", Element.LIPIDS),
        (r"HbA1c|haemoglobin A1c|glucose", Element.GLUCOSE),
        (r"smok", Element.SMOKING),
    )
)
_COMPLETE_WITHOUT_VALUE = re.compile(r"non-drinker|smok", re.IGNORECASE)
_PRESSURES = re.compile(r"^(\d{2,3})\s*/\s*(\d{2,3})$")
_NUMBER = re.compile(r"^\s*(\d+(?:\.\d+)?)")
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


@lru_cache(maxsize=65_536)
def read_entry(term: str, value: str, expected: str | None) -> ReadEntry:
    """The element an entry is evidence for.

    `expected` is the element of the column it stands in, where the file has such columns; the
    term decides otherwise. A decline never counts as a result, whatever value stands beside it.
    """
    element = Element(expected) if expected else _element_of(term)
    if element is None:
        return ReadEntry(None, False, ValueReason.TERM_UNKNOWN)
    if _DECLINED.search(term):
        return ReadEntry(element, True, None)
    return ReadEntry(element, False, _problem_of(element, term, value.strip()))


def _element_of(term: str) -> Element | None:
    return next((element for pattern, element in _ELEMENT_WORDS if pattern.search(term)), None)


def _problem_of(element: Element, term: str, value: str) -> ValueReason | None:
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
    number = _NUMBER.match(value)
    if not number:
        return ValueReason.VALUE_UNREADABLE
    low, high = _BOUNDS[element]
    return None if low <= float(number[1]) <= high else ValueReason.VALUE_IMPLAUSIBLE
