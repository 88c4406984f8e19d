"""A returned worklist understood: which row says what, or why it cannot be taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.core.extract_shapes import Table
from pipeline.core.values import read_date, read_text
from pipeline.core.worklist import CALL_BACK_ON, CONTACTED_ON, ITEM_ID, NOTE, OUTCOME, Outcome

_HEADINGS = {heading.lower(): heading for heading in (ITEM_ID, OUTCOME, CONTACTED_ON, CALL_BACK_ON, NOTE)}

# What somebody was told stops contact at once; what they were only told to ask waits for the practice.
STOPS = {
    Outcome.REPORTED_DEAD: "reported_dead",
    Outcome.DECLINED_SERVICE: "refuses_outreach",
    Outcome.MOVED_AWAY: "reported_moved",
}


class OutcomeReason(StrEnum):
    """Why a returned row was not taken. The sentence is written for the outreach worker."""

    ITEM_UNKNOWN = "item_unknown"
    OUTCOME_UNKNOWN = "outcome_unknown"
    DATE_MISSING = "date_missing"
    DATE_UNREADABLE = "date_unreadable"
    DATE_IN_FUTURE = "date_in_future"
    CALL_BACK_UNREADABLE = "call_back_unreadable"

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]


_SENTENCES = {
    OutcomeReason.ITEM_UNKNOWN: "The grey item id is not of any list we issued. Leave that column as it is.",
    OutcomeReason.OUTCOME_UNKNOWN: "The outcome is not one of the list. Choose one from the drop-down.",
    OutcomeReason.DATE_MISSING: "The date of contact is blank.",
    OutcomeReason.DATE_UNREADABLE: "A date cannot be read. Write it as day/month/year.",
    OutcomeReason.DATE_IN_FUTURE: "The date of contact is in the future.",
    OutcomeReason.CALL_BACK_UNREADABLE: "The day to call back cannot be read. Write it as day/month/year.",
}


@dataclass(frozen=True)
class ReturnedRow:
    """One filled-in row: an outcome, or the reason why it cannot be one."""

    line_no: int
    item_id: str
    outcome: Outcome | None
    contacted_on: date | None
    call_back_on: date | None
    note: str | None
    problem: OutcomeReason | None


def read_returned(tables: Sequence[Table], as_of: date) -> list[ReturnedRow]:
    """The filled-in rows of a returned list, by heading and item id, however sorted or re-saved."""
    return [row for table in tables for row in _rows(table, as_of)]


def _rows(table: Table, as_of: date) -> list[ReturnedRow]:
    for index, cells in enumerate(table.rows[:50]):
        at = {name: place for place, cell in enumerate(cells) if (name := _HEADINGS.get(cell.strip().lower()))}
        if ITEM_ID in at and OUTCOME in at:
            filled = []
            for offset in range(index + 1, len(table.rows)):
                row = table.rows[offset]
                said = {name: row[place].strip() if place < len(row) else "" for name, place in at.items()}
                if said[ITEM_ID] and (said[OUTCOME] or said.get(CONTACTED_ON)):
                    filled.append(_row(table.lines[offset], said, as_of))
            return filled
    return []


def _row(line_no: int, said: dict[str, str], as_of: date) -> ReturnedRow:
    outcome = next((each for each in Outcome if said[OUTCOME].lower() in (each.label.lower(), each.value)), None)
    contacted, back = read_date(said.get(CONTACTED_ON, "")), read_date(said.get(CALL_BACK_ON, ""))
    problem = None
    if outcome is None:
        problem = OutcomeReason.OUTCOME_UNKNOWN
    elif not contacted.is_readable or not contacted.is_precise:
        problem = OutcomeReason.DATE_UNREADABLE
    elif contacted.day is None:
        problem = OutcomeReason.DATE_MISSING
    elif contacted.day > as_of:
        problem = OutcomeReason.DATE_IN_FUTURE
    elif not back.is_readable or not back.is_precise:
        problem = OutcomeReason.CALL_BACK_UNREADABLE
    return ReturnedRow(line_no, said[ITEM_ID], outcome, contacted.day, back.day, read_text(said.get(NOTE, "")), problem)
