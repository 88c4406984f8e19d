"""The spreadsheet a worker opens each morning: who to contact, how, why, and a place to answer."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from pipeline.core.worklist import TakenBack, WorklistRow
from pipeline.core.worklist_guide import Guide
from pipeline.doors.workbooks import Book, Cell, sheet_names
from pipeline.doors.worklist_columns import (
    CHOICES,
    FROZEN_COLUMNS,
    LISTS,
    PRINTED_COLUMNS,
    TAKEN_BACK_COLUMNS,
    entries_of,
    list_cells,
    list_columns,
    plan_columns,
    taken_back_cells,
)
from pipeline.doors.worklist_read_me import LETTERS, PLANS, READ_ME, TAKEN_BACK, read_me

# Strongest first; a band beyond the last keeps white paper.
_BAND_TINTS = {1: "#FCE4D6", 2: "#E2EFDA", 3: "#DDEBF7"}
_QUIET_TINT = "#F2F2F2"
_GOALS_A_PERSON = 4


def worklist_workbook(
    provider_name: str,
    as_of: date,
    rows: Sequence[WorklistRow],
    guide: Guide | None = None,
    taken_back: Sequence[TakenBack] = (),
) -> bytes:
    """The bytes of one list for one day: `Read me`, a sheet for each PCN by rank, then plans, letters, taken back.

    Everybody is on one sheet with a place to answer: on their PCN's, or on `Letters` while one goes out.
    """
    by_pcn = _by_pcn([row for row in rows if not row.is_quiet])
    letters = sorted((row for row in rows if row.is_quiet), key=lambda row: (row.name, row.worklist_item_id))
    planned = sorted((row for row in rows if row.has_plan_rows), key=lambda row: (row.name, row.worklist_item_id))
    reserved = [READ_ME, LISTS, PLANS, LETTERS, TAKEN_BACK]
    names = sheet_names([(pcn[0].pcn_name, pcn[0].pcn_code) for pcn in by_pcn], reserved=reserved)
    others = [(PLANS, len(planned)), (LETTERS, len(letters)), (TAKEN_BACK, len(taken_back))]
    book = Book(f"Outreach list {as_of:%d/%m/%Y}", provider_name, as_of)
    pcns = list(zip(names, by_pcn, strict=True))
    further = [each for each in others if each[1]]
    book.add_notes(READ_ME, read_me(provider_name, as_of, pcns, further, guide or Guide(), rows))
    for name, pcn in pcns:
        _add_people(book, name, pcn[0].pcn_name or "No PCN", pcn, as_of)
    if planned:
        _add_plans(book, planned, as_of)
    if letters:
        _add_people(book, LETTERS, LETTERS, letters, as_of)
    if taken_back:
        told = [taken_back_cells(each) for each in taken_back]
        book.add_table(TAKEN_BACK, f"{TAKEN_BACK} - {as_of:%d/%m/%Y}", TAKEN_BACK_COLUMNS, told)
    book.add_choices(LISTS, CHOICES)
    return book.finish()


def _add_people(book: Book, sheet: str, heading: str, rows: Sequence[WorklistRow], as_of: date) -> None:
    columns = list_columns(as_of)
    entries = entries_of(columns)
    book.add_table(
        sheet,
        f"{heading} - {as_of:%d/%m/%Y}",
        columns,
        [list_cells(row, entries) for row in rows],
        tints=[_QUIET_TINT if row.is_quiet else _BAND_TINTS.get(row.band, "") for row in rows],
        frozen_columns=FROZEN_COLUMNS,
        printed_columns=PRINTED_COLUMNS,
    )


def _add_plans(book: Book, rows: Sequence[WorklistRow], as_of: date) -> None:
    columns = plan_columns(as_of)
    blank = [""] * entries_of(columns)
    cells: list[list[Cell]] = [[row.name, *blank, row.worklist_item_id] for row in rows for _ in range(_GOALS_A_PERSON)]
    book.add_table(PLANS, f"{PLANS} - {as_of:%d/%m/%Y}", columns, cells, frozen_columns=1)


def _by_pcn(rows: Sequence[WorklistRow]) -> list[list[WorklistRow]]:
    """The rows of each PCN, what was agreed first, then by rank; PCNs in order of name, told apart by their code."""
    in_code_order = sorted(rows, key=lambda row: (row.pcn_code, row.place))
    groups = [list(group) for _, group in groupby(in_code_order, key=lambda row: row.pcn_code)]
    return sorted(groups, key=lambda group: (group[0].pcn_name.casefold(), group[0].pcn_code))
