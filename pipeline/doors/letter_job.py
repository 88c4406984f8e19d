"""What goes into a letter and what comes out, and the checked sheet of plain data between the two."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pipeline.core.postal_address import FEWEST_LINES, MOST_LINES, clean_text
from pipeline.doors.letter_content import Template, Unfilled, fill, reveals_too_much

_REGIONS = {"en": "GB"}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_PUBLIC_PLACEHOLDERS = ("provider_name", "practice_name")


class FaultReason(StrEnum):
    """Why a letter was not made; the value is the code that is recorded."""

    VALUE_MISSING = "value_missing"
    VALUE_DISAGREES = "value_disagrees"
    ADDRESS_UNFIT = "address_unfit"
    NAMES_REVEAL_TOO_MUCH = "names_reveal_too_much"
    MISSING_GLYPH = "missing_glyph"
    LINE_TOO_LONG = "line_too_long"
    TOO_MANY_PAGES = "too_many_pages"
    RENDER_FAILED = "render_failed"


@dataclass(frozen=True)
class Sender:
    """Who the letter is from, in the neutral name that a stranger may read."""

    name: str
    address_lines: tuple[str, ...]
    phone: str


@dataclass(frozen=True)
class LetterJob:
    """All that one letter needs. `letter_id` is opaque and printed as the reference."""

    letter_id: str
    template: str
    values: Mapping[str, str]
    address: tuple[str, ...]
    sender: Sender
    dated: date


@dataclass(frozen=True)
class TypesetLetter:
    """A finished letter: tagged PDF/UA-1, the same bytes for the same job."""

    letter_id: str
    pdf: bytes
    pages: int


@dataclass(frozen=True)
class LetterFault:
    """A letter that was not made. Neither part holds anything of the person's record."""

    letter_id: str
    reason: str
    sentence: str


def sheet_of(job: LetterJob, template: Template) -> dict[str, Any] | LetterFault:
    """What the layout reads: plain data, cleaned and complete, or the first reason why it is not."""
    letter_date = f"{job.dated.day} {_MONTHS[job.dated.month - 1]} {job.dated.year}"
    sender = Sender(
        clean_text(job.sender.name),
        tuple(map(clean_text, job.sender.address_lines)),
        clean_text(job.sender.phone),
    )
    address = tuple(map(clean_text, job.address))
    head = {"provider_name": sender.name, "provider_phone": sender.phone, "letter_date": letter_date}
    given = {name: clean_text(value) for name, value in job.values.items()}
    for reason, sentence in _faults(sender, address, head, given):
        return LetterFault(job.letter_id, reason, sentence)
    blocks = fill(template, given | head)
    if isinstance(blocks, Unfilled):
        return LetterFault(
            job.letter_id,
            FaultReason.VALUE_MISSING,
            f"templates/letters/{template.name}.md, line {blocks.line}: this letter has no "
            f"{blocks.placeholder}; correct the record it comes from.",
        )
    return {
        "title": template.title,
        "language": template.language,
        "region": _REGIONS[template.language],
        "point_size": template.point_size,
        "sender": asdict(sender),
        "address": address,
        "date": letter_date,
        "reference": clean_text(job.letter_id),
        "blocks": blocks,
    }


def _faults(
    sender: Sender, address: tuple[str, ...], head: Mapping[str, str], given: Mapping[str, str]
) -> Iterator[tuple[FaultReason, str]]:
    for name in sorted(head.keys() & given.keys()):
        if given[name] != head[name]:
            yield (
                FaultReason.VALUE_DISAGREES,
                f"{name} differs between the letter's text and its head: give it once, in the head.",
            )
    if not FEWEST_LINES <= len(address) <= MOST_LINES or not all(address):
        yield (
            FaultReason.ADDRESS_UNFIT,
            f"The address must have {FEWEST_LINES} to {MOST_LINES} lines, none of them empty: correct it.",
        )
    public = [sender.name, *sender.address_lines, *(given.get(name, "") for name in _PUBLIC_PLACEHOLDERS)]
    if any(map(reveals_too_much, public)):
        yield (
            FaultReason.NAMES_REVEAL_TOO_MUCH,
            "The name or address of the sender or practice tells a stranger about the person's health: "
            "use a neutral outward name.",
        )
