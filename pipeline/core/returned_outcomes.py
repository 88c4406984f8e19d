"""A returned worklist understood: which row says what, or why it cannot be taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pipeline.core.raw_register import Table
from pipeline.core.values import read_date, read_text
from pipeline.core.worklist import CALL_BACK_ON, CONTACTED_ON, ITEM_ID, NOTE, OUTCOME, Outcome

_HEADINGS = {heading.lower(): heading for heading in (ITEM_ID, OUTCOME, CONTACTED_ON, CALL_BACK_ON, NOTE)}
_ENTRIES = (OUTCOME, CONTACTED_ON, CALL_BACK_ON, NOTE)

# What somebody was told stops contact at once; what they were only told to ask waits for the practice.
STOPS = {
    Outcome.REPORTED_DEAD: "reported_dead",
    Outcome.DECLINED_SERVICE: "refuses_outreach",
    Outcome.MOVED_AWAY: "reported_moved",
}
# What the drop-downs of the list allow, which a saved CSV no longer enforces: a mistyped year would otherwise
# put somebody off for decades.
_WITHIN = timedelta(days=366)


class OutcomeReason(StrEnum):
    """Why a returned list or row was not taken. The sentence is written for the outreach worker."""

    LIST_UNREADABLE = "list_unreadable"
    LIST_SEALED = "list_sealed"
    LIST_BLANK = "list_blank"
    ITEM_UNKNOWN = "item_unknown"
    OUTCOME_UNKNOWN = "outcome_unknown"
    DATE_MISSING = "date_missing"
    DATE_UNREADABLE = "date_unreadable"
    DATE_IN_FUTURE = "date_in_future"
    DATE_LONG_AGO = "date_long_ago"
    CALL_BACK_UNREADABLE = "call_back_unreadable"
    CALL_BACK_FAR_AWAY = "call_back_far_away"

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]


_SENTENCES = {
    OutcomeReason.LIST_UNREADABLE: (
        "The file cannot be read as one of our lists, and nothing of it was taken. "
        "Save the list we sent as XLSX or CSV, with its headings, and send it again."
    ),
    OutcomeReason.LIST_SEALED: (
        "The file is sealed with a passphrase or key that is not the one agreed with us, and nothing of it was taken. "
        "Seal it with the agreed one and send it again."
    ),
    OutcomeReason.LIST_BLANK: "No row of the list has been filled in.",
    OutcomeReason.ITEM_UNKNOWN: "The grey item id is not of any list we issued. Leave that column as it is.",
    OutcomeReason.OUTCOME_UNKNOWN: "The outcome is not one of the list. Choose one from the drop-down.",
    OutcomeReason.DATE_MISSING: "The date of contact is blank.",
    OutcomeReason.DATE_UNREADABLE: "A date cannot be read. Write it as day/month/year.",
    OutcomeReason.DATE_IN_FUTURE: "The date of contact is in the future.",
    OutcomeReason.DATE_LONG_AGO: "The date of contact is more than a year ago.",
    OutcomeReason.CALL_BACK_UNREADABLE: "The day to call back cannot be read. Write it as day/month/year.",
    OutcomeReason.CALL_BACK_FAR_AWAY: "The day to call back is before the contact or more than a year after it.",
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


def read_returned(tables: Sequence[Table], as_of: date) -> list[ReturnedRow] | None:
    """The filled-in rows of a returned list, by heading and item id, however sorted or re-saved.

    None where no sheet has a list's headings. A row that says anything counts as filled in: what
    cannot be matched or understood is answered, never passed over.
    """
    found = [rows for table in tables if (rows := _rows(table, as_of)) is not None]
    return [row for rows in found for row in rows] if found else None


def _rows(table: Table, as_of: date) -> list[ReturnedRow] | None:
    for index, cells in enumerate(table.rows[:50]):
        at = {name: place for place, cell in enumerate(cells) if (name := _HEADINGS.get(cell.strip().lower()))}
        if OUTCOME in at and len(at) > 1:
            said = [
                (line_no, {name: row[place].strip() if place < len(row) else "" for name, place in at.items()})
                for line_no, row in zip(table.lines[index + 1 :], table.rows[index + 1 :], strict=True)
            ]
            return [_row(line_no, row, as_of) for line_no, row in said if any(row.get(name) for name in _ENTRIES)]
    return None


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
    elif contacted.day < as_of - _WITHIN:
        problem = OutcomeReason.DATE_LONG_AGO
    elif not back.is_readable or not back.is_precise:
        problem = OutcomeReason.CALL_BACK_UNREADABLE
    elif back.day is not None and not contacted.day <= back.day <= contacted.day + _WITHIN:
        problem = OutcomeReason.CALL_BACK_FAR_AWAY
    item_id = read_text(said.get(ITEM_ID, "")) or ""
    return ReturnedRow(line_no, item_id, outcome, contacted.day, back.day, read_text(said.get(NOTE, "")), problem)
