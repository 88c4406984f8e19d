"""An address that print and post can use, or the one reason why not."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from ukpostcodeutils.validation import is_valid_postcode

FEWEST_LINES = 3
MOST_LINES = 7
LONGEST_LINE = 60
_LONGEST_JOINED_LINE = 45
_UNPRINTABLE_STARTS = tuple('@()=[]"\\/,<>~')
_SECURE_POSTCODES = ("ZZZSECUR", "NFA", "ANK")
_PSEUDO_OUTWARD_CODE = "ZZ99"
_NO_FIXED_ABODE = re.compile(r"\bno\s+(fixed|permanent)\s+(abode|address)\b|^n\.?\s?f\.?\s?a\.?$|^homeless$", re.I)
_NOT_KNOWN = re.compile(r"^((address\s+)?(not\s+known|unknown|not\s+given|not\s+recorded)|ank|n/a|none)\.?$", re.I)
_HOUSE_NUMBER = re.compile(r"^\d+[A-Za-z]?$")
_REMOVED = {"Cc", "Cf", "Co", "Cs"}


class UnfitReason(StrEnum):
    """Why an address cannot be printed; the value is the code that is recorded."""

    ADDRESS_MISSING = "address_missing"
    POSTCODE_MISSING = "postcode_missing"
    POSTCODE_NOT_AN_ADDRESS = "postcode_not_an_address"
    POSTCODE_MALFORMED = "postcode_malformed"
    NO_FIXED_ABODE = "no_fixed_abode"
    TOO_FEW_LINES = "too_few_lines"
    TOO_MANY_LINES = "too_many_lines"
    LINE_NOT_PRINTABLE = "line_not_printable"

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]


_SENTENCES = {
    UnfitReason.ADDRESS_MISSING: "The record has no address: ask the practice where to write.",
    UnfitReason.POSTCODE_MISSING: "The address has no postcode: ask the practice for it.",
    UnfitReason.POSTCODE_NOT_AN_ADDRESS: (
        "The postcode stands for 'no address to write to' and is not a place: use another way of contact."
    ),
    UnfitReason.POSTCODE_MALFORMED: "The postcode is not a UK postcode: ask the practice to correct it.",
    UnfitReason.NO_FIXED_ABODE: (
        "The person has no fixed address, so a letter cannot reach them: plan a call or a visit."
    ),
    UnfitReason.TOO_FEW_LINES: (
        "An address needs a name, at least one line and a postcode: ask the practice for what is missing."
    ),
    UnfitReason.TOO_MANY_LINES: (
        f"The address has more than {MOST_LINES} lines and cannot be shortened safely: "
        "ask the practice for a shorter form."
    ),
    UnfitReason.LINE_NOT_PRINTABLE: (
        f"A line of the address is longer than {LONGEST_LINE} characters or starts with a sign "
        "that printers refuse: ask the practice to correct it."
    ),
}


@dataclass(frozen=True)
class PostalAddress:
    """Three to seven lines: the person first, the postcode last."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class UnfitAddress:
    """No letter can be sent to this address, and why."""

    reason: UnfitReason


def clean_text(text: str) -> str:
    """The text as it can be printed: composed, on one line, without control, bidi or private-use characters.

    Line breaks become spaces, so that words which stood apart stay apart.
    """
    spaced = " ".join(text.split())
    kept = "".join(character for character in spaced if unicodedata.category(character) not in _REMOVED)
    # Composed last: what is removed may have stood between a letter and its accent.
    return " ".join(unicodedata.normalize("NFC", kept).split())


def postal_address(recipient: str, lines: Sequence[str | None], postcode: str | None) -> PostalAddress | UnfitAddress:
    """The printable address, or the first reason why there is none."""
    name = clean_text(recipient)
    compact = "".join(clean_text(postcode or "").upper().split())
    cleaned = _distinct(clean_text(line or "") for line in lines)
    places = [line for line in cleaned if "".join(line.upper().split()) != compact]

    reason = _why_unfit(name, places, compact)
    if reason is not None:
        return UnfitAddress(reason)
    joined = _joined(places, MOST_LINES - 2)
    if joined is None:
        return UnfitAddress(UnfitReason.TOO_MANY_LINES)
    if not all(_is_printable(line) for line in (name, *joined)):
        return UnfitAddress(UnfitReason.LINE_NOT_PRINTABLE)
    return PostalAddress((name, *joined, f"{compact[:-3]} {compact[-3:]}"))


def has_no_fixed_abode(lines: Iterable[str | None]) -> bool:
    """Whether an address says that there is none."""
    return any(_NO_FIXED_ABODE.search(line.strip()) for line in lines if line)


def _why_unfit(name: str, places: Sequence[str], postcode: str) -> UnfitReason | None:
    """The first reason that speaks against the parts as they were given."""
    checks = (
        (UnfitReason.NO_FIXED_ABODE, has_no_fixed_abode(places)),
        (
            UnfitReason.POSTCODE_NOT_AN_ADDRESS,
            postcode in _SECURE_POSTCODES or postcode.startswith(_PSEUDO_OUTWARD_CODE),
        ),
        (UnfitReason.ADDRESS_MISSING, all(_NOT_KNOWN.search(place) for place in places)),
        (UnfitReason.POSTCODE_MISSING, not postcode),
        # The library's pattern takes any Unicode digit; a sorting machine does not.
        (UnfitReason.POSTCODE_MALFORMED, not (postcode.isascii() and is_valid_postcode(postcode))),
        (UnfitReason.TOO_FEW_LINES, not _has_letter_or_digit(name)),
    )
    return next((reason for reason, is_so in checks if is_so), None)


def _distinct(lines: Iterable[str]) -> list[str]:
    """Lines that say something, without one that repeats the line above it."""
    kept: list[str] = []
    for line in lines:
        if _has_letter_or_digit(line) and not (kept and kept[-1].casefold() == line.casefold()):
            kept.append(line)
    return kept


def _joined(places: Sequence[str], most: int) -> list[str] | None:
    """At most `most` lines, made by joining the shortest neighbours; None where every joint is too long."""
    lines = list(places)
    while len(lines) > most:
        pairs = [_pair(upper, lower) for upper, lower in pairwise(lines)]
        shortest = min(range(len(pairs)), key=lambda index: len(pairs[index]))
        if len(pairs[shortest]) > _LONGEST_JOINED_LINE:
            return None
        lines[shortest : shortest + 2] = [pairs[shortest]]
    return lines


def _pair(upper: str, lower: str) -> str:
    return f"{upper} {lower}" if _HOUSE_NUMBER.match(upper) else f"{upper}, {lower}"


def _is_printable(line: str) -> bool:
    return len(line) <= LONGEST_LINE and not line.startswith(_UNPRINTABLE_STARTS)


def _has_letter_or_digit(line: str) -> bool:
    return any(character.isalnum() for character in line)
