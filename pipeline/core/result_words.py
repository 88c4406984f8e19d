"""Whether words look like a clinical result, which no list may carry back."""

import re

_UNITS = r"(?:mmol|mmhg|kg|kilos?|mg|units?|cigarettes|cigs|bpm)"
_NAMES = (
    r"(?:hba1c|a1c|bp|blood pressure|bmi|weight|waist|pulse|cholesterol|chol|hdl|ldl|triglycerides?|glucose|sugar|"
    r"qrisk\d?|egfr)"
)
_RESULT = re.compile(
    rf"\b\d+(?:[.,]\d+)?\s*{_UNITS}\b"
    rf"|\b{_NAMES}\b[^0-9\n]{{0,12}}\d+(?:[.,]\d+)?(?!\s*(?:am|pm|:|/\d{{1,2}}/))\b",
    re.IGNORECASE,
)
# A pressure: its first number is no day of a month, so that 27/11 and 27/11/2026 stay dates.
_PRESSURE = re.compile(r"(?<![\d/])(?:[4-9]\d|1\d\d|2[0-9]\d)\s*(?:/|over)\s*(?:[3-9]\d|1\d\d)(?![\d/])", re.IGNORECASE)
# The same question as a page asks it of what is being typed.
RESULT_PATTERNS = (_RESULT.pattern, _PRESSURE.pattern)


def looks_like_result(words: str) -> bool:
    """Whether a value stands in the words: a pressure, a number with a unit, or one beside the name of a measure."""
    return bool(_RESULT.search(words) or _PRESSURE.search(words))
