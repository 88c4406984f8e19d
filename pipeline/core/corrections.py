"""A practice's file of corrected rows: known by its two columns, each row naming the row set aside that it corrects."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.core import column_names as names
from pipeline.core.raw_register import Table
from pipeline.core.reasons import RowReason

# Of the lengths that ours have: whatever else stands there refers to nothing.
_REFERENCE = re.compile(r"\(reference (x[a-z2-7]{1,40})/([0-9]{1,3})/([0-9]{1,8})\)")
# As our own files guard them: what a spreadsheet would take for a formula.
_GUARDED = re.compile(r"^'(?=[=+\-@＝＋－＠])")

WHAT_TO_CHANGE = {
    RowReason.CHANGE_UNKNOWN: "Write added, updated or removed as the change.",
    RowReason.NHS_NUMBER_MISSING: "Fill in the NHS number.",
    RowReason.NHS_NUMBER_DAMAGED: "Type the NHS number again, ten digits. Format the column as text first.",
    RowReason.NHS_NUMBER_CHECK_DIGIT: "Compare the NHS number with the record and correct the wrong digit.",
    RowReason.TEST_NHS_NUMBER: "Fill in the person's real NHS number, or delete the row of a test patient.",
    RowReason.FAMILY_NAME_MISSING: "Fill in the family name.",
    RowReason.BORN_ON_MISSING: "Fill in the date of birth as day/month/year.",
    RowReason.BORN_ON_UNREADABLE: "Write the date of birth as day/month/year, such as 04/05/1980.",
    RowReason.BORN_ON_IMPOSSIBLE: "Compare the date of birth with the record and correct it.",
    RowReason.ROW_TOO_WIDE: "Put each cell under its heading; two people stand in two rows.",
    RowReason.TWO_ROWS_DIFFER: "Keep the row that is right and delete the other.",
    RowReason.NO_PERSON_ABOVE: "Fill in the patient's cells in this row, or delete it.",
    RowReason.ROW_WITHOUT_PERSON: (
        "Correct the NHS number and add this patient's row to the file or sheet of patients, or delete the row."
    ),
    RowReason.PERSON_SET_ASIDE: (
        "Nothing, if the NHS number here is right: correct the patient's own row. Otherwise correct it here as well."
    ),
}


def reference(extract_id: str, part: int, line_no: int) -> str:
    """How a row to correct says which row it is; read back by `read_references`."""
    return f"(reference {extract_id}/{part}/{line_no})"


def is_of_corrections(heading: Sequence[str]) -> bool:
    """Whether a heading is that of a file of rows to correct."""
    return any(names.folded(cell) in names.ANSWER_COLUMNS for cell in heading if cell)


def read_references(table: Table, header: int) -> dict[tuple[int, int], tuple[str, int, int]]:
    """Which row set aside each row corrects: (part, line) -> (extract, part, line)."""
    wrong = names.folded(names.WHAT_IS_WRONG)
    at = next((at for at, cell in enumerate(table.rows[header]) if names.folded(cell) == wrong), None)
    if at is None:
        return {}
    found = {}
    for row, line_no in zip(table.rows[header + 1 :], table.lines[header + 1 :], strict=True):
        if at < len(row) and (match := _REFERENCE.search(row[at])):
            found[table.part, line_no] = (match[1], int(match[2]), int(match[3]))
    return found


def unguarded(table: Table) -> Table:
    """The table without the quotes that our files put before what a spreadsheet would take for a formula."""
    return replace(table, rows=[[_GUARDED.sub("", cell) for cell in row] for row in table.rows])
