"""SNOMED CT identifiers that a spreadsheet has damaged: it keeps fifteen digits and writes noughts after."""

import re
from functools import lru_cache

_KEPT_DIGITS = 15
_SCIENTIFIC = re.compile(r"^\d(?:\.\d+)?e\+?1[4-8]$", re.IGNORECASE)
_DIGITS = re.compile(r"^(\d{16,18})(?:\.0+)?$")
# Identifiers this long are of an extension, whose kind stands in the two digits before the check digit.
_KINDS = {"10", "11", "12"}
# The dihedral group of the check digit (Verhoeff): its table of products, and one permutation applied again and again.
_PRODUCTS = tuple(
    tuple(
        (a + b) % 5 + (0 if b < 5 else 5) if a < 5 else ((a - b) % 5 + 5 if b < 5 else (a - b) % 5) for b in range(10)
    )
    for a in range(10)
)
_PERMUTATION = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


@lru_cache(maxsize=16_384)
def is_rounded(text: str) -> bool:
    """Whether a code is what is left of a longer one after a spreadsheet; False for every code that may be whole."""
    text = text.strip()
    if _SCIENTIFIC.match(text):
        return True
    match = _DIGITS.match(text)
    if not match or match[1][_KEPT_DIGITS:].strip("0"):
        return False
    return match[1][-3:-1] not in _KINDS or not is_check_digit_right(match[1])


def is_check_digit_right(digits: str) -> bool:
    """Whether the last digit of an identifier is the Verhoeff check digit of the others."""
    check = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit)
        for _ in range(place % 8):
            value = _PERMUTATION[value]
        check = _PRODUCTS[check][value]
    return check == 0
