"""Rows set aside as the practice sent them, and the headings they stood under: what its answer is made of."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pipeline.core import column_names as names
from pipeline.core.raw_register import RawPerson, Table
from pipeline.core.register_contract import WAYS_TO_A_PERSON
from pipeline.core.table_columns import group_titles, header_index, meanings
from pipeline.core.table_rows import is_footer, is_label


class SentRow(NamedTuple):
    """One row as sent; `of_line_no` is the row set aside that it is or continues."""

    part: int
    line_no: int
    of_line_no: int
    cells: list[str]


@dataclass(frozen=True)
class SentTable:
    """A table as sent beside the same table with the practice's own headings translated."""

    sent: Table
    read: Table
    ending: str
    is_sheet: bool

    @cached_property
    def header(self) -> int | None:
        return header_index(self.read)

    @property
    def labels(self) -> list[list[str]]:
        """Rows that say whose the file is and of which day; nothing else above the heading is kept."""
        return [list(row) for row in self.sent.rows[: self.header] if is_label(row)]

    @property
    def group_titles(self) -> list[str] | None:
        header = self.header
        if header is None or group_titles(self.read.rows, header) is None:
            return None
        return [cell for _, cell in self._own(header - 1)]

    @property
    def heading(self) -> list[str]:
        return [] if self.header is None else [cell for _, cell in self._own(self.header)]

    @cached_property
    def hidden_positions(self) -> list[int]:
        """Columns left out for protected people: ways to them, and whatever is not understood and may be one."""
        return [position for position, meaning in enumerate(self._own_meanings) if _may_lead_to_a_person(meaning)]

    def rows(self, first: int, end: int | None, is_hidden: bool) -> list[SentRow]:
        """The rows from line `first` up to `end`, as far as they say anything; a protected person's without ways."""
        start = self._offset(first)
        stop = len(self.sent.rows) if end is None else self._offset(end)
        found = []
        for offset in range(start, stop):
            row = self.sent.rows[offset]
            if any(row) and not is_footer(row):
                found.append(SentRow(self.sent.part, self.sent.lines[offset], first, self._cells(offset, is_hidden)))
        return found

    def _offset(self, line_no: int) -> int:
        return bisect_right(self.sent.lines, line_no - 1)

    def _cells(self, offset: int, is_hidden: bool) -> list[str]:
        hidden = set(self.hidden_positions) if is_hidden else set()
        # Beyond the last heading nothing is understood.
        known = len(self._own_meanings)
        return [
            "" if is_hidden and (at in hidden or at >= known) else cell
            for at, (_, cell) in enumerate(self._own(offset))
        ]

    @cached_property
    def _own_meanings(self) -> list[str]:
        if self.header is None:
            return []
        said = meanings(self.read, self.header)
        return [said[position] for position, _ in self._own(self.header)]

    def _own(self, offset: int) -> list[tuple[int, str]]:
        """The cells of a row but those under our own two columns: a correction can be set aside again."""
        header = self.sent.rows[self.header] if self.header is not None else ()
        ours = {at for at, cell in enumerate(header) if names.folded(cell) in names.ANSWER_COLUMNS}
        return [(at, cell) for at, cell in enumerate(self.sent.rows[offset]) if at not in ours]


def rows_of_people(
    tables: dict[int, SentTable], everybody: Sequence[RawPerson], set_aside: Iterable[tuple[int, int, bool]]
) -> list[SentRow]:
    """The rows of people set aside, each (part, line, is protected), with the rows that continue them."""
    lines: dict[int, list[int]] = {}
    for person in everybody:
        lines.setdefault(person.part, []).append(person.line_no)
    found = []
    for part, line_no, is_protected in set_aside:
        after = bisect_right(lines[part], line_no)
        end = lines[part][after] if after < len(lines[part]) else None
        found += tables[part].rows(line_no, end, is_protected)
    return found


def single_rows(tables: dict[int, SentTable], set_aside: Iterable[tuple[int, int]]) -> list[SentRow]:
    """Rows of nobody we know, (part, line): whatever may lead to somebody is left out."""
    return [row for part, line_no in set_aside for row in tables[part].rows(line_no, line_no + 1, is_hidden=True)]


def _may_lead_to_a_person(meaning: str) -> bool:
    return meaning in ("", "not used", *WAYS_TO_A_PERSON)
