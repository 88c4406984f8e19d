"""The file of people to be booked, for whoever delivers their checks: how to reach them, and a place to answer."""

from collections.abc import Sequence
from datetime import date, timedelta

from pipeline.core.booking_request import BookingRequest
from pipeline.core.worklist import (
    BOOKED_AT,
    BOOKED_FOR,
    BOOKED_WHERE,
    BOOKED_WITH,
    CONTACTED_ON,
    ITEM_ID,
    NOTE,
    OUTCOME,
    Outcome,
)
from pipeline.doors.workbooks import Book, Cell, Column, Kind, Note

READ_ME, SHEET = "Read me", "To book"
ANSWERS = (
    Outcome.BOOKED,
    Outcome.NO_RESPONSE,
    Outcome.NO_AVAILABILITY,
    Outcome.CALL_LATER,
    Outcome.NEEDS_ADJUSTMENT,
    Outcome.DECLINED_CHECK,
    Outcome.DECLINED_SERVICE,
    Outcome.WRONG_CONTACT_DETAILS,
    Outcome.REPORTED_DEAD,
    Outcome.ENTERED_IN_ERROR,
)


def booking_workbook(name: str, as_of: date, requests: Sequence[BookingRequest]) -> bytes:
    """The bytes of one organisation's file of a day: how to use it, then everybody to be booked, the longest first."""
    book = Book(f"Please book {as_of:%d/%m/%Y}", name, as_of)
    book.add_notes(READ_ME, _read_me(name, as_of, len(requests)))
    book.add_table(
        SHEET, f"Please book - {as_of:%d/%m/%Y}", _columns(as_of), [_cells(each) for each in requests], frozen_columns=3
    )
    return book.finish()


def _columns(as_of: date) -> list[Column]:
    outcomes = {"validate": "list", "source": [each.label for each in ANSWERS]}
    past = {"validate": "date", "criteria": "between", "minimum": as_of - timedelta(days=366), "maximum": as_of}
    coming = {"validate": "date", "criteria": "between", "minimum": as_of, "maximum": as_of + timedelta(days=366)}
    return [
        Column("Asked on", 11, Kind.DATE),
        Column("Days waiting", 8, Kind.NUMBER),
        Column("Name", 17, Kind.STRONG),
        Column("Phone and email", 15),
        Column("Address", 20),
        Column("To mind", 18, Kind.STRONG),
        Column("Language and needs", 18),
        Column("Practice", 16),
        Column("Key worker", 13),
        Column("Still missing", 16),
        Column("Asked by", 12),
        Column(OUTCOME, 15, Kind.ENTRY, outcomes),
        Column(CONTACTED_ON, 11, Kind.ENTRY_DATE, past),
        Column(BOOKED_FOR, 11, Kind.ENTRY_DATE, coming),
        Column(BOOKED_AT, 9, Kind.ENTRY),
        Column(BOOKED_WHERE, 16, Kind.ENTRY),
        Column(BOOKED_WITH, 14, Kind.ENTRY),
        Column(NOTE, 18, Kind.ENTRY),
        Column(ITEM_ID, 5, Kind.ROW_ID),
    ]


def _cells(each: BookingRequest) -> list[Cell]:
    read: list[Cell] = [
        each.asked_on,
        each.days_waiting,
        each.name,
        each.phone,
        each.address,
        each.to_mind,
        each.needs,
        each.practice_name,
        each.key_worker,
        each.missing,
        each.asked_by,
    ]
    return [*read, *[""] * 7, each.worklist_item_id]


def _read_me(name: str, as_of: date, people: int) -> list[Note]:
    return [
        Note("Please book", style="title"),
        Note("For", name),
        Note("List of", f"{as_of:%d/%m/%Y}"),
        Note("People", f"{people}. Each stays here, with the days it has waited, until somebody says what came of it."),
        Note("", style="gap"),
        Note("Before you ring", style="heading"),
        Note(
            "Leave no message",
            "Say nothing of why you ring to anybody but the person: your first name and a number to ring back.",
            style="alert",
        ),
        Note("Use only what is here", "An empty cell means that this way is not known or not allowed.", style="alert"),
        Note("", style="gap"),
        Note("What came of it", style="heading"),
        Note("Yellow cells", f"{OUTCOME} and {CONTACTED_ON}; once booked also the day, the time, where and with whom."),
        Note("Send it back", "Save the file and return it the way it came. Leave the small grey column as it is."),
    ]
