"""What is to be written for a practice, and what came of it: shared by the four forms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from pipeline.synthetic.entries import Entry
from pipeline.synthetic.vocabulary import ELEMENTS, Observation

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Role(StrEnum):
    """What must become of a written row."""

    LANDED = "landed"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Line:
    """One person's row, in the order of the file."""

    entry: Entry
    role: Role


@dataclass(slots=True)
class FileTruth:
    """Of one file: how many data rows, and what must become of each. Every row is in exactly one count.

    `folded` are continuation and event rows under a landed person; those under a quarantined person or an
    identical duplicate have counts of their own. `observation_rows` says how many of the data rows are of an
    events file or sheet, which hold no person of their own.
    """

    path: Path
    form: str
    encoding: str
    data_rows: int = 0
    landed: int = 0
    folded: int = 0
    folded_under_quarantined: int = 0
    folded_under_duplicate: int = 0
    collapsed: int = 0
    quarantined: int = 0
    observation_rows: int = 0

    def count(self, role: Role, continuation_rows: int = 0) -> None:
        """One person's row with the rows that continue it."""
        self.data_rows += 1 + continuation_rows
        match role:
            case Role.LANDED:
                self.landed += 1
                self.folded += continuation_rows
            case Role.DUPLICATE:
                self.collapsed += 1
                self.folded_under_duplicate += continuation_rows
            case Role.QUARANTINED:
                self.quarantined += 1
                self.folded_under_quarantined += continuation_rows

    def count_events(self, role: Role, rows: int) -> None:
        """Rows of an events file or sheet that belong to one person."""
        self.data_rows += rows
        self.observation_rows += rows
        if role is Role.LANDED:
            self.folded += rows
        else:
            self.folded_under_quarantined += rows


@dataclass(frozen=True, slots=True)
class Sent:
    """The files written for a practice; `rows[i]` is the file and row where line i stands."""

    files: Sequence[FileTruth]
    rows: Sequence[tuple[Path, int]]


def with_events(lines: Iterable[Line]) -> list[tuple[Line, list[tuple[str, Observation]]]]:
    """Each person whose events can be joined by NHS number, once, with all their events.

    A system that exports events by NHS number has none for somebody whose number is broken, and does not
    repeat them for somebody who has two rows.
    """
    seen: set[str] = set()
    kept = []
    for line in lines:
        number = line.entry.nhs_number
        if number == line.entry.identity.nhs_number and number not in seen:
            seen.add(number)
            events = [(element, event) for element in ELEMENTS for event in line.entry.of_element(element)]
            kept.append((line, events))
    return kept


def dashed(day: date | str | None) -> str:
    """05-Mar-2021, whatever the locale."""
    if isinstance(day, date):
        return f"{day.day:02}-{MONTHS[day.month - 1]}-{day.year}"
    return day or ""


def worded(day: date | str | None) -> str:
    """05 Mar 2021, whatever the locale."""
    return dashed(day).replace("-", " ")


def slashed(day: date | str | None) -> str:
    """05/03/2021."""
    if isinstance(day, date):
        return f"{day.day:02}/{day.month:02}/{day.year}"
    return day or ""
