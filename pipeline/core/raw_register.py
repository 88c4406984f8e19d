"""What the files of an extract say before any value is read: tables, people, entries, headings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.core.reasons import FileReason, RowReason

# In a delta: the cell that says what happened to the row since the last file.
CHANGE = "change_type"


@dataclass(frozen=True)
class Table:
    """One sheet or CSV of a file: rows of text, the line each begins on, and what a person should know of it."""

    part: int
    name: str
    rows: Sequence[Sequence[str]]
    lines: Sequence[int]
    note: str = ""


class RawPerson(NamedTuple):
    """A person's row: canonical column -> text as sent."""

    part: int
    line_no: int
    cells: dict[str, str]
    # Something stands beyond the last heading: which cell belongs under which heading is not known.
    is_too_wide: bool = False


class RawEntry(NamedTuple):
    """An entry about an element. `person` indexes the people; None where only `nhs_number` joins it."""

    part: int
    line_no: int
    person: int | None
    nhs_number: str
    element: str | None
    date: str
    value: str
    unit: str
    term: str
    change: str | None = None
    code: str = ""


@dataclass
class RawRegister:
    """What the files of one extract say, before any value is read."""

    form: str
    people: list[RawPerson] = field(default_factory=list)
    entries: list[RawEntry] = field(default_factory=list)
    orphans: list[tuple[int, int, RowReason, dict[str, str]]] = field(default_factory=list)
    rows_read: int = 0
    rows_folded: int = 0
    rows_collapsed: int = 0
    practice_codes: set[str] = field(default_factory=set)
    date_texts: set[str] = field(default_factory=set)
    unknown_columns: list[str] = field(default_factory=list)
    # NHS numbers beyond the last heading: of people whose row ran into another's. They are not gone.
    numbers_beside: set[str] = field(default_factory=set)
    # Without a column of diagnoses, being on the practice's register is all that is said of one.
    tells_diagnoses: bool = True
    # Headings nobody understands under which something marks people, who may be those not to be contacted.
    unread_stops: set[str] = field(default_factory=set)
    headings: list["Heading"] = field(default_factory=list)
    is_delta: bool = False
    # A file of corrected rows only, and which row set aside each of its rows corrects: (part, line) -> reference.
    is_correction: bool = False
    corrects: dict[tuple[int, int], tuple[str, int, int]] = field(default_factory=dict)


class Heading(NamedTuple):
    """One heading of a table: on which line, and what it is taken to mean ("" where that is not known)."""

    part: int
    line_no: int
    text: str
    meaning: str


class NotUnderstood(Exception):
    """The file as a whole cannot be used: why, what exactly was found, and whom it holds where that is known."""

    def __init__(self, reason: FileReason, detail: str = "", register: RawRegister | None = None) -> None:
        super().__init__(reason)
        self.reason, self.detail, self.register = reason, detail, register
