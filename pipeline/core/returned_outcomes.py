"""A returned worklist understood: which row says what, or why it cannot be taken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.core import worklist
from pipeline.core.outcome_reasons import OutcomeReason
from pipeline.core.raw_register import Table
from pipeline.core.returned_headings import (
    ENTRIES,
    LAST_HEADING_ROW,
    NAME,
    has_lost_its_outcome,
    is_heading,
    placed,
    unplaced,
)
from pipeline.core.returned_row import read_row
from pipeline.core.said import Said
from pipeline.core.values import read_text
from pipeline.core.worklist import Outcome

# What somebody was told stops contact at once; what they were only told to ask waits for the practice.
STOPS = {
    Outcome.REPORTED_DEAD: "reported_dead",
    Outcome.DECLINED_SERVICE: "refuses_outreach",
    Outcome.MOVED_AWAY: "reported_moved",
    Outcome.COMPLAINT: "complaint",
}


@dataclass(frozen=True)
class ReturnedRow:
    """One filled-in row: what it says, and why it cannot be taken if it cannot; a sheet's fault has no item.

    `name` is None where the sheet has no such column. `stop` is what stops contact even in a row
    that is set aside: the outcome itself, or what an outcome nobody understands may mean.
    """

    sheet: str
    line_no: int
    item_id: str
    name: str | None
    said: Said
    problem: OutcomeReason | None
    remarks: tuple[OutcomeReason, ...] = ()
    stop: Outcome | None = None
    # For the sentence: the outcome that a misspelt one is likely meant to be.
    nearest: Outcome | None = None

    @property
    def outcome(self) -> Outcome | None:
        return self.said.outcome

    @property
    def contacted_on(self) -> date | None:
        return self.said.contacted_on

    @property
    def is_of_the_sheet(self) -> bool:
        return self.problem in (OutcomeReason.COLUMN_MISSING, OutcomeReason.COLUMN_UNKNOWN)


def read_returned(tables: Sequence[Table], as_of: date) -> list[ReturnedRow] | None:
    """The filled-in rows of a returned list, by heading and item id, however sorted or re-saved.

    None where no sheet has a list's headings. A row that says anything counts as filled in: what
    cannot be matched or understood is answered, never passed over.
    """
    found = [rows for table in tables if (rows := _rows(table, as_of)) is not None]
    return [row for rows in found for row in rows] if found else None


def _rows(table: Table, as_of: date) -> list[ReturnedRow] | None:
    for index, cells in enumerate(table.rows[:LAST_HEADING_ROW]):
        if is_heading(cells):
            return list(_filled_in(table, index, as_of))
        if has_lost_its_outcome(cells):
            return [_fault(table, index, OutcomeReason.COLUMN_MISSING)]
    return None


def _filled_in(table: Table, first: int, as_of: date) -> Iterator[ReturnedRow]:
    at, unknown = placed(table.rows[first]), unplaced(table.rows[first])
    if any(_cell(cells, position) for cells in table.rows[first + 1 :] for position in unknown):
        yield _fault(table, first, OutcomeReason.COLUMN_UNKNOWN)
    for line_no, cells in zip(table.lines[first + 1 :], table.rows[first + 1 :], strict=True):
        if is_heading(cells):
            # Two lists pasted below each other.
            at = placed(cells)
            continue
        said = {heading: _said(cells, positions) for heading, positions in at.items()}
        if not any(said.get(heading) for heading in ENTRIES):
            continue
        read = read_row(said, as_of)
        item_id = read_text(said.get(worklist.ITEM_ID, "")) or ""
        stop = read.said.outcome if read.said.outcome in STOPS else read.may_stop
        remarks = read.remarks
        if read.problem and (stop or read.said.refuses):
            remarks = (*remarks, OutcomeReason.STOPPED_ALL_THE_SAME)
        yield ReturnedRow(
            table.name,
            line_no,
            item_id,
            said.get(NAME),
            read.said,
            read.problem if item_id else OutcomeReason.ITEM_MISSING,
            remarks if item_id else (),
            stop,
            read.nearest,
        )


def _fault(table: Table, index: int, problem: OutcomeReason) -> ReturnedRow:
    return ReturnedRow(table.name, table.lines[index], "", None, Said(), problem)


def set_aside(row: ReturnedRow, problem: OutcomeReason) -> ReturnedRow:
    """The row with a problem that only its match could show; what stops contact counts all the same."""
    remarks = row.remarks
    if (row.stop or row.said.refuses) and OutcomeReason.STOPPED_ALL_THE_SAME not in remarks:
        remarks = (*remarks, OutcomeReason.STOPPED_ALL_THE_SAME)
    return replace(row, problem=problem, remarks=remarks)


def _said(cells: Sequence[str], positions: Sequence[int]) -> str:
    # Where a heading stands twice and the cells differ, both are heard: together they are no outcome and no day.
    found = dict.fromkeys(cell for position in positions if (cell := _cell(cells, position)))
    return " / ".join(found)


def _cell(cells: Sequence[str], position: int) -> str:
    return cells[position].strip() if position < len(cells) else ""
