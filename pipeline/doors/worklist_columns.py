"""The columns of a list: what a worker reads, then what a worker answers, each with what may be put in it."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from pipeline.core.health_plan import (
    ACHIEVED_ON,
    AGREED_ON,
    GOAL,
    GOAL_AREA,
    GOAL_AREAS,
    REVIEW_ON,
    SUPPORTED_BY,
    WHAT_MATTERS,
)
from pipeline.core.safe_contact import SafeContact
from pipeline.core.worklist import (
    BOOKED_AT,
    BOOKED_FOR,
    BOOKED_WHERE,
    BOOKED_WITH,
    CALL_BACK_ON,
    CHANNEL,
    CHANNELS,
    CONTACTED_ON,
    ELEMENT_DONE,
    ELEMENTS,
    ITEM_ID,
    MARKS,
    NOTE,
    OUTCOME,
    REFUSABLE,
    REFUSES,
    RESULTS_HELD_BY,
    RESULTS_SENT_ON,
    SAFE_CONTACT,
    TIME_OF_DAY,
    TIMES_OF_DAY,
    WHY_NOT,
    Outcome,
    TakenBack,
    WorklistRow,
)
from pipeline.core.worklist_form import NAME, NOTE_LIMIT, WORDS_LIMIT
from pipeline.doors.workbooks import Cell, Column, Kind, choices_from

LISTS = "Lists"
OWN_WORDS_LIMIT = 500
# Rank, mark and name stay in view.
FROZEN_COLUMNS = 3
_LISTS: dict[str, list[str]] = {
    OUTCOME: [outcome.label for outcome in Outcome],
    TIME_OF_DAY: list(TIMES_OF_DAY.values()),
    CHANNEL: list(CHANNELS.values()),
    "elements": list(ELEMENT_DONE.values()),
    REFUSES: [CHANNELS[channel] for channel in REFUSABLE],
    SAFE_CONTACT: [each.label for each in SafeContact],
    GOAL_AREA: list(GOAL_AREAS.values()),
}
CHOICES: Sequence[Sequence[str]] = tuple(_LISTS.values())
_SOURCES = dict(zip(_LISTS, choices_from(LISTS, CHOICES), strict=True))


def list_columns(as_of: date) -> list[Column]:
    """What is read, then what is answered; what is needed only once a check is booked stands furthest right."""
    year, month = timedelta(days=366), timedelta(days=31)
    return [
        Column("Rank", 5, Kind.NUMBER),
        Column("Mark", 8),
        Column(NAME, 16, Kind.STRONG),
        Column("What to do", 19),
        Column("Why", 19),
        Column("To mind", 15, Kind.STRONG),
        Column("Phone", 13),
        Column("Address and email", 16.5),
        Column("Language and needs", 13),
        Column("Practice and key worker", 13),
        Column("Appointment", 13),
        Column("Tried so far", 18),
        Column(OUTCOME, 13.5, Kind.ENTRY, _of(OUTCOME, "'Read me' says what each one means.")),
        Column(CONTACTED_ON, 10.5, Kind.ENTRY_DATE, _day(as_of - year, as_of + month)),
        Column(CALL_BACK_ON, 10.5, Kind.ENTRY_DATE, _day(as_of, as_of + year, "Only if the person named a day.")),
        # From here on off the first page.
        Column(TIME_OF_DAY, 12, Kind.ENTRY, _of(TIME_OF_DAY, "The next try is at another time of day.")),
        Column(CHANNEL, 14, Kind.ENTRY, _of(CHANNEL, "How you contacted them.")),
        Column(NOTE, 24, Kind.ENTRY, _words(NOTE_LIMIT, "For the practice", _NOTHING_CLINICAL)),
        Column(REFUSES, 14, Kind.ENTRY, _of(REFUSES, "A way of contact they do not want; it stands until lifted.")),
        Column(SAFE_CONTACT, 18, Kind.ENTRY, _of(SAFE_CONTACT, "What everybody must mind from now on.")),
        Column(BOOKED_FOR, 11, Kind.ENTRY_DATE, _day(as_of, as_of + year, "The day of the appointment.")),
        Column(BOOKED_AT, 9, Kind.ENTRY_TIME, _TIME),
        Column(BOOKED_WHERE, 18, Kind.ENTRY, _words(WORDS_LIMIT, "Where", "The place of the appointment.")),
        Column(BOOKED_WITH, 18, Kind.ENTRY, _words(WORDS_LIMIT, "With whom", "Who does the check, and for whom.")),
        Column(WHY_NOT, 18, Kind.ENTRY, _words(WORDS_LIMIT, "Why not", "If they told you. Nothing about health.")),
        *(Column(label, 11, Kind.ENTRY, _element(label)) for label in ELEMENTS.values()),
        Column(RESULTS_HELD_BY, 18, Kind.ENTRY, _words(WORDS_LIMIT, "Results are with", "Who holds them. No value.")),
        Column(RESULTS_SENT_ON, 12, Kind.ENTRY_DATE, _day(as_of - year, as_of + month)),
        Column(ITEM_ID, 5, Kind.ROW_ID),
    ]


# On paper: all that is read, and the three entries of any contact.
PRINTED_COLUMNS = 15
_READ = 12


def list_cells(row: WorklistRow, entries: int) -> list[Cell]:
    """The cells of one person; quiet rows have no rank, because nothing is to be done about them."""
    called = f"likes to be called {row.preferred_name}" if row.preferred_name else ""
    return [
        None if row.is_quiet else row.rank,
        MARKS.get(row.mark, ""),
        _lines(row.name, called),
        row.what_to_do,
        row.why,
        _lines(row.safe_contact, row.shared_place),
        _lines(row.phone_mobile, row.phone_home and f"{row.phone_home} home"),
        _lines(row.address, row.email),
        _lines(row.language, row.needs),
        _lines(row.practice_name, row.key_worker and f"key worker {row.key_worker}"),
        _lines(row.appointment, row.missing and f"Still to do: {row.missing}"),
        row.tried,
        *([""] * entries),
        row.worklist_item_id,
    ]


def entries_of(columns: Sequence[Column]) -> int:
    """How many columns a worker fills in."""
    return sum(column.kind.is_entry for column in columns)


def plan_columns(as_of: date) -> list[Column]:
    """One row a goal; what is said of the plan itself stands in a person's first row."""
    year, month = timedelta(days=366), timedelta(days=31)
    own = _words(OWN_WORDS_LIMIT, "In their words", "The person's own words. No result, dose or diagnosis.")
    return [
        Column(NAME, 20, Kind.STRONG),
        Column(AGREED_ON, 12, Kind.ENTRY_DATE, _day(as_of - year, as_of + month)),
        Column(WHAT_MATTERS, 30, Kind.ENTRY, own),
        Column(GOAL_AREA, 18, Kind.ENTRY, _of(GOAL_AREA, "What the goal is about.")),
        Column(GOAL, 34, Kind.ENTRY, own),
        Column(SUPPORTED_BY, 20, Kind.ENTRY, _words(WORDS_LIMIT, "Who supports", "A name or a service.")),
        Column(REVIEW_ON, 12, Kind.ENTRY_DATE, _day(as_of, as_of + year, "The day you look at it together again.")),
        Column(ACHIEVED_ON, 12, Kind.ENTRY_DATE, _day(as_of - year, as_of + month)),
        Column(ITEM_ID, 5, Kind.ROW_ID),
    ]


TAKEN_BACK_COLUMNS = (
    Column(NAME, 24, Kind.STRONG),
    Column("On the list of", 13),
    Column("What to do", 26),
    Column("Why", 60),
    Column("Item", 22),
)


def taken_back_cells(each: TakenBack) -> list[Cell]:
    """Whom not to contact by an old list; without a name where only the practice may know it."""
    return [
        each.name or "(not shown)",
        f"{each.listed_on:%d/%m/%Y}",
        "Do not contact by an old list",
        each.why,
        each.worklist_item_id,
    ]


_NOTHING_CLINICAL = "Practical things only: dates, places, who to ask for. Nothing about health."
_TIME: dict[str, object] = {
    "validate": "time",
    "criteria": "between",
    "minimum": time(6),
    "maximum": time(22),
    "input_title": "Time",
    "input_message": "Written like 10:30.",
    "error_title": "Not a time we can use",
    "error_message": "Please give a time between 06:00 and 22:00, written like 10:30.",
}


def _of(name: str, message: str) -> dict[str, object]:
    return {
        "validate": "list",
        "source": _SOURCES[name],
        "input_title": "Choose from the list",
        "input_message": message,
        "error_title": "Choose from the list",
        "error_message": "Please choose one of the entries in the list; 'Read me' says what they mean.",
    }


def _element(label: str) -> dict[str, object]:
    return _of("elements", f"{label}: done or declined. Never the value.")


def _day(first: date, last: date, message: str = "Day, month and year.") -> dict[str, object]:
    span = f"between {first:%d/%m/%Y} and {last:%d/%m/%Y}"
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": first,
        "maximum": last,
        "input_title": "Date",
        "input_message": message,
        "error_title": "Not a date we can use",
        "error_message": f"Please give a date {span}, written like {first:%d/%m/%Y}.",
    }


def _words(limit: int, title: str, message: str) -> dict[str, object]:
    return {
        "validate": "length",
        "criteria": "<=",
        "value": limit,
        "input_title": title,
        "input_message": message,
        "error_title": "Too long",
        "error_message": f"Please keep it within {limit} characters.",
    }


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
