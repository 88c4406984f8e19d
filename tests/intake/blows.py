"""What happens to files on their way: each blow changes a parcel at random and notes whom it may have touched."""

import csv
import string
from collections.abc import Callable, Iterator
from random import Random

from pipeline.core.column_names import person_column
from pipeline.core.register_contract import REQUIRED_COLUMNS, WAYS_TO_A_PERSON
from tests.intake.parcels import PLANTED, Parcel, Sheet

_GROUP_FACTS = ("diagnosis_on", "remission_on", "lithium_on", "antipsychotic", "has_diabetes", "has_cvd")
LONG = "".join(Random(1).choices(string.ascii_letters + string.digits, k=30_000))
JUNK = (
    "", " ", "\x00", "=HYPERLINK(1)", "+1", "-1", "@x", "9.99E+09", "31/02/2021", "2021", "Mar 2021", "9999-12-31",
    "01/01/0001", "44260", "12/31/1980", LONG, '"', 'a"b', '""', '","', "'", "line\nline", "line\r\nline", "\r", "😀",
    "\u202eleft", "\u200b", "\ufeff", "\x01\x1b", "\x1c", "\x85", "\u2028", "x" * 300, "\\", "\\N", "NULL", "9" * 5_000,
    f"{PLANTED}, {PLANTED}", " " * 3_000 + "x", "5" + " " * 3_000 + "x", "perhaps", "Y",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1")
Blow = Callable[[Parcel, Random], None]


def _row(sheet: Sheet, rng: Random) -> int:
    return rng.choice(sheet.body)


def delete_row(parcel: Parcel, rng: Random) -> None:
    sheet = rng.choice(parcel.sheets)
    at = _row(sheet, rng)
    parcel.touch(sheet, at)
    del sheet.rows[at], sheet.owners[at]


def repeat_row(parcel: Parcel, rng: Random) -> None:
    """An identical second row is no contradiction: nobody is touched, but where rows continue people."""
    sheet = rng.choice(parcel.sheets)
    at, to = _row(sheet, rng), _row(sheet, rng)
    if sheet.folds:
        parcel.touch(sheet, at)
        parcel.touch(sheet, to)
        parcel.touch(sheet, to - 1)
    sheet.rows.insert(to, list(sheet.rows[at]))
    sheet.owners.insert(to, sheet.owners[at])


def swap_rows(parcel: Parcel, rng: Random) -> None:
    sheet = rng.choice(parcel.sheets)
    one, other = _row(sheet, rng), _row(sheet, rng)
    if sheet.folds:
        parcel.touch(sheet, one)
        parcel.touch(sheet, other)
    for each in (sheet.rows, sheet.owners):
        each[one], each[other] = each[other], each[one]


def blank_rows(parcel: Parcel, rng: Random) -> None:
    sheet = rng.choice(parcel.sheets)
    at = _row(sheet, rng)
    blank = rng.choice(([], [""], ["", "", ""], [" "] * len(sheet.rows[sheet.head])))
    sheet.rows[at:at] = [list(blank), list(blank)]
    # Nobody's, but between the rows of somebody.
    sheet.owners[at:at] = [sheet.owners[at]] * 2


def join_rows(parcel: Parcel, rng: Random) -> None:
    """A line break is lost: below somebody's row, or below the heading."""
    sheet = rng.choice(parcel.sheets)
    at = rng.choice((sheet.head, _row(sheet, rng)))
    if at + 1 >= len(sheet.rows):
        return
    parcel.is_spoiled |= at == sheet.head
    parcel.touch(sheet, at)
    parcel.touch(sheet, at + 1)
    *begin, end = sheet.rows[at] or [""]
    first, *rest = sheet.rows[at + 1] or [""]
    sheet.rows[at] = [*begin, end + first, *rest]
    del sheet.rows[at + 1], sheet.owners[at + 1]


def repeat_heading(parcel: Parcel, rng: Random) -> None:
    """Two exports laid one below the other."""
    sheet = rng.choice(parcel.sheets)
    at = _row(sheet, rng)
    parcel.touch(sheet, at)
    parcel.touch(sheet, at - 1)
    sheet.rows.insert(at, list(sheet.rows[sheet.head]))
    sheet.owners.insert(at, "")


def refer_to_rows(parcel: Parcel, rng: Random) -> None:
    """The first of the two columns of a file of corrections, with references to rows nobody knows."""
    sheet = rng.choice(parcel.sheets)
    said = ("", "(reference xabc/0/2)", f"(reference xabc/{'9' * rng.choice((12, 5_000))}/1)", "(reference x/1/1)")
    for row in sheet.rows[sheet.head :]:
        if len(row) > 1:
            row.append(rng.choice(said) if row is not sheet.rows[sheet.head] else "What is wrong")


def cut_row(parcel: Parcel, rng: Random) -> None:
    """A row that ends early, or goes on beyond the heading."""
    sheet = rng.choice(parcel.sheets)
    at = _row(sheet, rng)
    parcel.touch(sheet, at)
    row = sheet.rows[at]
    sheet.rows[at] = row[: rng.randrange(len(row) + 1)] if rng.random() < 0.5 else [*row, PLANTED, ""]


def junk_cell(parcel: Parcel, rng: Random) -> None:
    sheet = rng.choice(parcel.sheets)
    at = _row(sheet, rng)
    if row := sheet.rows[at]:
        parcel.touch(sheet, at)
        row[rng.randrange(min(len(row), rng.choice((1, 8, 400))))] = rng.choice(JUNK)


def _lose(parcel: Parcel, sheet: Sheet, at: int) -> None:
    """A column of which nothing can be expected any more."""
    column = person_column(sheet.rows[sheet.head][at])
    if not sheet.is_of_people:
        parcel.lost |= {"entries"}
    elif sheet.folds and at >= sheet.width_of_patient:
        parcel.lost |= {"entries", *_GROUP_FACTS}
    elif column is None:
        parcel.lost |= {"entries"}
    else:
        parcel.lost |= {column, "is_dead"} if column == "died_on" else {column}
    if column in REQUIRED_COLUMNS:
        parcel.is_spoiled = True
    if column in ("is_restricted", "is_not_to_be_shared"):
        parcel.lost |= set(WAYS_TO_A_PERSON)


def _column(parcel: Parcel, rng: Random) -> tuple[Sheet, int]:
    sheet = rng.choice(parcel.sheets)
    return sheet, rng.randrange(len(sheet.rows[sheet.head]))


def _table(sheet: Sheet) -> Iterator[list[str]]:
    """The heading, the titles above it where there are any, and the rows below."""
    return iter(sheet.rows[sheet.head - sheet.folds :])


def delete_column(parcel: Parcel, rng: Random) -> None:
    sheet, at = _column(parcel, rng)
    _lose(parcel, sheet, at)
    if sheet.folds and sheet.rows[sheet.head - 1][at : at + 1] != [""]:
        # The title of the group goes with its first column.
        parcel.is_spoiled = True
    for row in _table(sheet):
        del row[at : at + 1]


def rename_column(parcel: Parcel, rng: Random) -> None:
    sheet, at = _column(parcel, rng)
    _lose(parcel, sheet, at)
    sheet.rows[sheet.head][at] = rng.choice(
        ("Something else", "", "NHS Number", "Date", "bmi_date_" + "9" * 5_000, "DOB")
    )
    if sheet.rows[sheet.head][at] in ("NHS Number", "DOB", "Date"):
        parcel.lost |= {"entries", *_GROUP_FACTS}


def repeat_column(parcel: Parcel, rng: Random) -> None:
    sheet, at = _column(parcel, rng)
    _lose(parcel, sheet, at)
    for row in _table(sheet):
        row.append(row[at] if at < len(row) else "")


def add_column(parcel: Parcel, rng: Random) -> None:
    sheet, at = _column(parcel, rng)
    if sheet.folds and at:
        at = 1
    for row in _table(sheet):
        row[at:at] = [PLANTED if row is not sheet.rows[sheet.head] else "Remarks"] if len(row) > 1 else []
    if sheet.folds:
        sheet.rows[sheet.head - 1][at] = ""
    if at == 0 or sheet.folds:
        # A column before the number, or one that makes a continuation row look like no continuation.
        parcel.is_spoiled |= sheet.folds


def shuffle_columns(parcel: Parcel, rng: Random) -> None:
    sheet = rng.choice(parcel.sheets)
    width = sheet.width_of_patient
    order = rng.sample(range(width), width)
    for row in sheet.rows[sheet.head :]:
        if len(row) >= width:
            row[:width] = [row[at] for at in order]
        elif len(row) > 1:
            row[:] = [row[at] if at < len(row) else "" for at in order]


def change_delimiter(parcel: Parcel, rng: Random) -> None:
    if parcel.shape != "medicus":
        for sheet in parcel.sheets:
            sheet.delimiter = rng.choice(",;\t|")
            sheet.quoting = rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
            sheet.newline = rng.choice(("\r\n", "\n"))


def change_encoding(parcel: Parcel, rng: Random) -> None:
    for sheet in parcel.sheets:
        sheet.encoding = rng.choice(ENCODINGS)


def add_preamble(parcel: Parcel, rng: Random) -> None:
    sheet = rng.choice(parcel.sheets)
    if parcel.shape == "medicus":
        return
    lines = rng.choices(([], ["Report", PLANTED], [PLANTED], ["", PLANTED, ""], ["Printed", "20/11/2026"]), k=3)
    sheet.rows[:0] = [list(line) for line in lines]
    sheet.owners[:0] = [""] * 3
    sheet.head += 3


def add_footer(parcel: Parcel, rng: Random) -> None:
    sheet = rng.choice(parcel.sheets)
    footer = rng.choice((["End of report"], ["", "End of report", ""], [f"Printed by {PLANTED}"]))
    # Under the last person's rows it may be taken for one that continues them.
    parcel.touch(sheet, len(sheet.rows) - 1)
    sheet.rows.append(list(footer))
    sheet.owners.append("")


OF_TABLES: tuple[Blow, ...] = (
    join_rows, repeat_heading, refer_to_rows, delete_row,
    repeat_row, swap_rows, blank_rows, cut_row, junk_cell, junk_cell, junk_cell, delete_column,
    rename_column, repeat_column, add_column, shuffle_columns, change_delimiter, change_encoding, add_preamble,
    add_footer,
)  # fmt: skip
