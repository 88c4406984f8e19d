"""The spreadsheet a provider opens each morning: who to contact, how, why, and a place to answer."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from pipeline.core.worklist import CALL_BACK_ON, CONTACTED_ON, ITEM_ID, NOTE, OUTCOME, Outcome, WorklistRow
from pipeline.doors.workbooks import Book, Cell, Column, Kind, Note, choices_from, sheet_names

READ_ME, LISTS = "Read me", "Lists"
NOTE_LIMIT = 500

# Strongest first; a band beyond the last keeps white paper.
_BAND_TINTS = {1: "#FCE4D6", 2: "#E2EFDA", 3: "#DDEBF7"}
_FROZEN_COLUMNS = 3


def worklist_workbook(provider_name: str, as_of: date, rows: Sequence[WorklistRow]) -> bytes:
    """The bytes of one provider's list for one day: `Read me`, then one sheet for each PCN, by rank."""
    by_pcn = _by_pcn(rows)
    names = sheet_names([(pcn[0].pcn_name, pcn[0].pcn_code) for pcn in by_pcn], reserved=[READ_ME, LISTS])
    book = Book(f"Outreach list {as_of:%d/%m/%Y}", provider_name, as_of)
    book.add_notes(READ_ME, _read_me(provider_name, as_of, list(zip(names, by_pcn, strict=True))))
    choices = [[outcome.label for outcome in Outcome]]
    (outcomes,) = choices_from(LISTS, choices)
    columns = _columns(as_of, outcomes)
    for name, pcn in zip(names, by_pcn, strict=True):
        book.add_table(
            name,
            f"{pcn[0].pcn_name or 'No PCN'} - {as_of:%d/%m/%Y}",
            columns,
            [_cells(row) for row in pcn],
            tints=[_BAND_TINTS.get(row.band, "") for row in pcn],
            frozen_columns=_FROZEN_COLUMNS,
        )
    book.add_choices(LISTS, choices)
    return book.finish()


def _by_pcn(rows: Sequence[WorklistRow]) -> list[list[WorklistRow]]:
    """The rows of each PCN in order of rank; PCNs in order of name, told apart by their code."""
    in_code_order = sorted(rows, key=lambda row: (row.pcn_code, row.rank, row.worklist_item_id))
    groups = [list(group) for _, group in groupby(in_code_order, key=lambda row: row.pcn_code)]
    return sorted(groups, key=lambda group: (group[0].pcn_name.casefold(), group[0].pcn_code))


def _columns(as_of: date, outcomes: str) -> list[Column]:
    outcome_rule = {
        "validate": "list",
        "source": outcomes,
        "error_title": "Choose from the list",
        "error_message": f"Choose one of the outcomes in the list. '{READ_ME}' says what each one means.",
    }
    contact_rule = _between(as_of - timedelta(days=366), as_of + timedelta(days=31))
    call_back_rule = _between(as_of, as_of + timedelta(days=366))
    note_rule = {
        "validate": "length",
        "criteria": "<=",
        "value": NOTE_LIMIT,
        "input_title": "For the practice",
        "input_message": "Practical things only: dates, places, who to ask for. Nothing about health.",
        "error_title": "Too long",
        "error_message": f"Please keep the note within {NOTE_LIMIT} characters.",
    }
    return [
        Column("Rank", 6, Kind.NUMBER),
        Column("Band", 6, Kind.NUMBER),
        Column("Name", 17, Kind.STRONG),
        Column("What to do", 20),
        Column("Why", 20),
        Column("Mobile", 13),
        Column("Home phone", 13),
        Column("Address and email", 21),
        Column("Language and needs", 16),
        Column("Practice", 15),
        Column("Key worker", 13),
        Column("Tried so far", 17),
        Column(OUTCOME, 16, Kind.ENTRY, outcome_rule),
        Column(CONTACTED_ON, 11.5, Kind.ENTRY_DATE, contact_rule),
        Column(CALL_BACK_ON, 11.5, Kind.ENTRY_DATE, call_back_rule),
        Column(NOTE, 20, Kind.ENTRY, note_rule),
        Column(ITEM_ID, 5, Kind.ROW_ID),
    ]


def _between(first: date, last: date) -> dict[str, object]:
    span = f"between {first:%d/%m/%Y} and {last:%d/%m/%Y}"
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": first,
        "maximum": last,
        "error_title": "Not a date we can use",
        "error_message": f"Please give a date {span}, written like {first:%d/%m/%Y}.",
    }


def _cells(row: WorklistRow) -> list[Cell]:
    called = f"likes to be called {row.preferred_name}" if row.preferred_name else ""
    return [
        row.rank,
        row.band,
        _lines(row.name, called),
        row.what_to_do,
        row.why,
        row.phone_mobile,
        row.phone_home,
        _lines(row.address, row.email),
        _lines(row.language, row.needs),
        row.practice_name,
        row.key_worker,
        row.tried,
        *([""] * 4),
        row.worklist_item_id,
    ]


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _read_me(provider_name: str, as_of: date, pcns: list[tuple[str, list[WorklistRow]]]) -> list[Note]:
    people = sum(len(pcn) for _, pcn in pcns)
    return [
        Note("Outreach list", style="title"),
        Note("For", provider_name),
        Note("List of", f"{as_of:%d/%m/%Y}"),
        Note("People on it", str(people) if people else "Nobody today."),
        Note(
            "Tomorrow",
            "A new list comes every working day and replaces this one. Do not work from an old one.",
        ),
        Note("", style="gap"),
        Note("Keep people safe", style="heading"),
        Note(
            "In an emergency",
            "If anybody is in danger now, ring 999 first. Then tell your manager.",
            style="alert",
        ),
        Note(
            "Voicemail and messages",
            "Leave no message that says why you call: your first name and a number to ring back, "
            "nothing else. The same holds for whoever answers the phone or the door.",
            style="alert",
        ),
        Note("Phone numbers", "Use only the numbers on the list. An empty cell means that we have none."),
        Note("", style="gap"),
        Note("Your PCNs", style="heading"),
        *(Note(pcn[0].pcn_name or "No PCN", _people(len(pcn)), link_to_sheet=name) for name, pcn in pcns),
        Note("", style="gap"),
        Note("How to fill it in", style="heading"),
        Note("1. Start at the top", "People are in order: rank 1 first. A row's colour shows its band."),
        Note("2. Read the row first", "What to do, language and needs, and what has been tried already."),
        Note(
            "3. After each contact",
            f"Fill in the yellow cells: {OUTCOME} from the list and {CONTACTED_ON}, on the day.",
        ),
        Note("4. If asked to ring later", f"Put the day in {CALL_BACK_ON}."),
        Note(
            "5. Note for the practice",
            "Practical things only. Nothing about health: no diagnosis, medicine or result.",
        ),
        Note("6. Send it back", "Save the file and return it the way it came, every day, finished or not."),
        Note(
            "Please do not",
            "Add or delete rows or columns, or change the small grey column at the end: "
            "it tells us whose answer it is.",
        ),
        Note("", style="gap"),
        Note("What each outcome means", style="heading"),
        *(Note(outcome.label, outcome.sentence) for outcome in Outcome),
    ]


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
