"""The file a practice gets back: what we ask it to do with its own register, and a place to answer."""

import csv
from collections.abc import Sequence
from datetime import date
from io import StringIO

from pipeline.core.register_update import CODE_TO_CONFIRM, Section, UpdateRow
from pipeline.doors.workbooks import Book, Cell, Column, Kind, Note, csv_cell

COVER = "Cover"
ANSWERS = ("Done", "Already there", "Not our patient", "Will not do")
ANSWER, WHY, ROW_ID = "Your answer", "Why", "row_id"

_COLUMNS = [
    Column("Surname", 16, Kind.STRONG),
    Column("Given name", 14),
    Column("Date of birth", 13, Kind.DATE),
    Column("NHS number", 15),
    Column("What we ask", 38),
    Column("Effective date", 13, Kind.DATE),
    Column("Evidence", 30),
    Column("Code", 30),
    Column(
        ANSWER,
        17,
        Kind.ENTRY,
        {
            "validate": "list",
            "source": list(ANSWERS),
            "error_title": "Choose from the list",
            "error_message": "Choose one of the four answers; say more under Why.",
        },
    ),
    Column(WHY, 26, Kind.ENTRY),
    Column(ROW_ID, 5, Kind.ROW_ID),
]


def practice_workbook(
    practice_code: str, practice_name: str, as_of: date, rows: Sequence[UpdateRow], extract_on: date
) -> bytes:
    """The bytes of one practice's workbook: a cover, then one sheet for each section, by surname."""
    practice = f"{practice_name} ({practice_code})"
    book = Book(f"Register updates {as_of:%d/%m/%Y}", practice, as_of)
    book.add_notes(COVER, _cover(practice, as_of, rows, extract_on))
    for section in Section:
        book.add_table(
            section.heading,
            f"{section.heading} - {practice}",
            _COLUMNS,
            [_cells(row) for row in _in_section(rows, section)],
            frozen_columns=1,
        )
    return book.finish()


def practice_csv(
    practice_code: str, practice_name: str, as_of: date, rows: Sequence[UpdateRow], extract_on: date
) -> bytes:
    """The same rows as the workbook, one after another: UTF-8 with a byte order mark, CRLF line ends."""
    about = [practice_code, practice_name, _uk_date(as_of), _uk_date(extract_on)]
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(
        ["Section", "Practice code", "Practice", "List date", "Extract date", *(c.header for c in _COLUMNS)]
    )
    for section in Section:
        for row in _in_section(rows, section):
            cells = [_uk_date(cell) if isinstance(cell, date) else str(cell or "") for cell in _cells(row)]
            writer.writerow([csv_cell(cell) for cell in [section.heading, *about, *cells]])
    return text.getvalue().encode("utf-8-sig")


def _in_section(rows: Sequence[UpdateRow], section: Section) -> list[UpdateRow]:
    mine = [row for row in rows if row.section is section]
    return sorted(mine, key=lambda row: (row.surname.casefold(), row.nhs_number, row.row_id))


def _cells(row: UpdateRow) -> list[Cell]:
    return [
        row.surname,
        row.given_name,
        row.born_on,
        _spaced(row.nhs_number),
        row.what_we_ask,
        row.effective_on,
        row.evidence,
        row.written_code,
        "",
        "",
        row.row_id,
    ]


def _spaced(nhs_number: str) -> str:
    return f"{nhs_number[:3]} {nhs_number[3:6]} {nhs_number[6:]}".strip()


def _uk_date(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _cover(practice: str, as_of: date, rows: Sequence[UpdateRow], extract_on: date) -> list[Note]:
    counts = [(section, len(_in_section(rows, section))) for section in Section]
    return [
        Note("Register updates", style="title"),
        Note("For", practice),
        Note("Date of this file", _uk_date(as_of)),
        Note("Compared with", f"your register extract of {_uk_date(extract_on)}"),
        Note("", style="gap"),
        Note("What is in it", style="heading"),
        *(
            Note(
                section.heading,
                f"{count} {'row' if count == 1 else 'rows'}. {section.sentence}" if count else "Nothing this time.",
                link_to_sheet=section.heading,
            )
            for section, count in counts
        ),
        Note("", style="gap"),
        Note("Before you start", style="heading"),
        Note(
            "Your register is yours",
            "Nothing here asks you to remove anybody from your register.",
            style="alert",
        ),
        Note(
            "Our contacts are not yours",
            "Our contacts are not your own invitations: do not code them as such.",
            style="alert",
        ),
        Note("Codes", f"A code is given only where it is confirmed. Otherwise you read '{CODE_TO_CONFIRM}'."),
        Note(
            "Only an NHS number",
            "Where a row has no name, the record is restricted: look it up in your own system.",
        ),
        Note("Clinical values", "A value we were told needs a clinician's review before it is coded."),
        Note("", style="gap"),
        Note("How to answer", style="heading"),
        Note(
            "1. Work through the sheets",
            "Rows are by surname, then NHS number. Check the date of birth as well.",
        ),
        Note("2. Choose an answer", f"In the yellow column: {', '.join(ANSWERS[:-1])} or {ANSWERS[-1]}."),
        Note("3. Say why", "A few words under Why help us where the answer is not Done."),
        Note(
            "4. Send it back",
            "Save the file and return it the way it came. Leave the small grey column as it is.",
        ),
    ]
