"""A person's own words: kept as they were written down, unless they hold what belongs in a clinical record."""

import re
from typing import NamedTuple

LONGEST = 500

# Characters that are not seen and turn the order of those that are.
_UNSEEN = re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_PRESSURE = re.compile(r"(?<![\d/.])(\d{2,3}) ?/ ?(\d{2,3})(?![\d/])")
_CLINICAL = re.compile(
    # A unit of a laboratory or of a dose beside a number,
    r"\d ?(mmol|mmhg|mg|mcg|µg|kg/m|bpm|ml/min)"
    # a measure beside its value,
    r"|\b(hba1c|egfr|bmi|qrisk\d?|cholesterol|triglycerides?|glucose|gfr|hdl|ldl|bp)\b\W{0,3}(of |is |was |at )?\d"
    # a code of a diagnosis, or a number so long that it is a code or somebody's number.
    r"|\b[Ff]\d\d(\.\d)?\b|\bEu\d\d|\d{6,}|\b\d{3}[ -]\d{3}[ -]\d{4}\b",
    re.IGNORECASE,
)
_LONG_NUMBER = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
# The same question as a page asks it of what is being typed.
CLINICAL_PATTERN = _CLINICAL.pattern


class OwnWords(NamedTuple):
    """The words, None where there are none; `is_clinical` and `is_too_long` say why they cannot be kept."""

    words: str | None
    is_clinical: bool = False
    is_too_long: bool = False


def read_own_words(text: str) -> OwnWords:
    """What somebody said, in their words: no character changed that can be seen, but line breaks become spaces."""
    words = _clean(text)
    return OwnWords(words, is_clinical=_looks_clinical(words), is_too_long=len(words or "") > LONGEST)


def read_supporter(text: str) -> OwnWords:
    """Who supports somebody: a name and perhaps a phone number, which is no code."""
    words = _clean(text)
    # A phone number begins with a nought, an NHS number never does.
    numbers = [found[0] for found in _LONG_NUMBER.finditer(words or "")]
    is_clinical = any(not number.startswith("0") for number in numbers)
    return OwnWords(words, is_clinical=is_clinical, is_too_long=len(words or "") > LONGEST)


def _clean(text: str) -> str | None:
    return " ".join(_CONTROL.sub(" ", _UNSEEN.sub("", text)).split()) or None


def _looks_clinical(words: str | None) -> bool:
    if not words:
        return False
    return bool(_CLINICAL.search(words)) or any(
        70 <= int(above) <= 260 and 40 <= int(below) <= 150 and int(above) > int(below)
        for above, below in _PRESSURE.findall(words)
    )
