"""Readings of single values: the text a practice sent, turned into a value or the reason why not.

Every function is pure and cached: registers repeat the same dates, terms and flags thousands of times.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import phonenumbers
from nhs_number.validate import is_valid as is_valid_nhs_number

from pipeline.core.reasons import RowReason

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_TIME_OF_DAY = re.compile(
    r"[ T](?:(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?|(?:0?[1-9]|1[0-2]):[0-5]\d(?::[0-5]\d)? ?[AP]M)$", re.IGNORECASE
)
_DAY_MONTH_YEAR = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$")
_DAY_NAME_YEAR = re.compile(r"^(\d{1,2})[ \-/]([A-Za-z]{3,9})[ \-/](\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{2}:\d{2}.*)?$")
_MONTH_YEAR = re.compile(r"^([A-Za-z]{3,9})[ \-/](\d{4})$")
_YEAR = re.compile(r"^(\d{4})$")
_EXCEL_SERIAL = re.compile(r"^(\d{5})(?:\.0+)?$")
_EXCEL_EPOCH = date(1899, 12, 30)
_FLOAT_NUMBER = re.compile(r"^\d{10}\.0+$")
_SCIENTIFIC = re.compile(r"^\d(\.\d+)?[eE]\+?\d{1,2}$")
# A spreadsheet loses the first nought, as the phone library forgives too.
_SYNTHETIC_PHONE = re.compile(r"^(?:\+44|0)?(1632960\d{3}|7700900\d{3})$")
_YES = {"y", "yes", "true", "1", "x"}
_NO = {"", "n", "no", "false", "0", "none"}


class ReadDate(NamedTuple):
    """A day and whether the text named the day: of `2021` or `Mar 2021` only the first day it could be."""

    day: date | None
    is_precise: bool
    is_readable: bool


_NO_DATE = ReadDate(None, True, True)
_UNREADABLE_DATE = ReadDate(None, True, False)


class ReadNumber(NamedTuple):
    """A ten-digit NHS number, or the reason why the text is none."""

    digits: str | None
    problem: RowReason | None


@lru_cache(maxsize=65_536)
def read_date(text: str) -> ReadDate:
    """The day a text names, British order only: 03/04/2021 is 3 April, never 4 March.

    Understands dd/MM/yyyy, dd-MMM-yyyy, dd Mmm yyyy, yyyy-MM-dd and Excel serial numbers; `Mar 2021`
    and `2021` are kept as imprecise. A time of day takes nothing from a date. A blank is no date and is readable.
    """
    text = _TIME_OF_DAY.sub("", text.strip())
    if not text:
        return _NO_DATE
    if match := _DAY_MONTH_YEAR.match(text):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    if match := _ISO.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_NAME_YEAR.match(text):
        return _day(int(match[3]), _MONTHS.get(match[2].lower(), 0), int(match[1]))
    if match := _EXCEL_SERIAL.match(text):
        return ReadDate(_EXCEL_EPOCH + timedelta(days=int(match[1])), True, True)
    if match := _MONTH_YEAR.match(text):
        return _vague(int(match[2]), _MONTHS.get(match[1].lower(), 0))
    if match := _YEAR.match(text):
        return _vague(int(match[1]), 1)
    return _UNREADABLE_DATE


def _day(year: int, month: int, day: int) -> ReadDate:
    if not (1 <= month <= 12 and year >= 1 and 1 <= day <= monthrange(year, month)[1]):
        return _UNREADABLE_DATE
    return ReadDate(date(year, month, day), True, True)


def _vague(year: int, month: int) -> ReadDate:
    read = _day(year, month, 1)
    return read._replace(is_precise=False) if read.is_readable else read


@lru_cache(maxsize=65_536)
def read_nhs_number(text: str) -> ReadNumber:
    """The NHS number in a text with spaces or dashes, checked by its check digit (modulus 11).

    Excel's 9.99E+09 has lost its digits and cannot be mended; a lost leading zero cannot have been a
    number in use (none is issued that starts with 0), so nine digits are damaged too.
    """
    text = text.strip()
    if not text:
        return ReadNumber(None, RowReason.NHS_NUMBER_MISSING)
    if _SCIENTIFIC.match(text):
        return ReadNumber(None, RowReason.NHS_NUMBER_DAMAGED)
    if _FLOAT_NUMBER.match(text):
        text = text.split(".")[0]
    digits = re.sub(r"[\s\-\u00a0]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        return ReadNumber(None, RowReason.NHS_NUMBER_DAMAGED)
    if not is_valid_nhs_number(digits):
        return ReadNumber(None, RowReason.NHS_NUMBER_CHECK_DIGIT)
    return ReadNumber(digits, None)


def is_test_number(digits: str) -> bool:
    """True for the 999 range, which is never issued: test data that strayed into real use."""
    return digits.startswith("999")


@lru_cache(maxsize=4_096)
def read_flag(text: str) -> bool | None:
    """True or False; None where the text is neither (the caller decides what doubt means)."""
    folded = text.strip().lower()
    return True if folded in _YES else False if folded in _NO else None


@lru_cache(maxsize=256)
def read_sex(text: str) -> str | None:
    """`female`, `male`, `other`, or None where not recorded."""
    folded = text.strip().lower()
    return {"f": "female", "female": "female", "m": "male", "male": "male", "i": "other", "indeterminate": "other"}.get(
        folded
    )


@lru_cache(maxsize=256)
def read_decile(text: str) -> int | None:
    """A deprivation decile from 1 (most deprived) to 10, None for anything else."""
    digits = text.strip().removesuffix(".0").lstrip("0")
    # The length first: Python refuses to turn some thousands of digits into a number.
    return int(digits) if len(digits) <= 2 and digits.isdecimal() and 1 <= int(digits) <= 10 else None


def read_phone(text: str, is_live: bool) -> str | None:
    """A British phone number in national form (`01632 960001`), None where it is not one to ring.

    Ofcom's drama ranges are numbers nobody has: with real people they are refused, with synthetic
    ones they are the only ones accepted (the phone library calls them invalid).
    """
    if not text.strip():
        return None
    compact = re.sub(r"[\s()\-.]", "", text)
    if synthetic := _SYNTHETIC_PHONE.match(compact):
        national = f"0{synthetic[1]}"
        return None if is_live else f"{national[:5]} {national[5:]}"
    if not is_live:
        return None
    try:
        parsed = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


@lru_cache(maxsize=65_536)
def read_text(text: str) -> str | None:
    """The text with white space folded and control characters gone; None where nothing is left."""
    folded = " ".join(
        "".join(" " if character < " " or character == "\x7f" else character for character in text).split()
    )
    return folded or None
