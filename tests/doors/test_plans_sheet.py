"""The sheet My plans as a worker gets it, filled in and read back: every heading is understood, no word is lost."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from pipeline.core.health_plan import SHEET
from pipeline.core.returned_plans import PlanRow, read_plans
from pipeline.doors.extracts import tables_of
from pipeline.doors.worklist_workbook import worklist_workbook
from tests.doors.test_worklist_workbook import AS_OF, PROVIDER, ROW


def test_a_plan_written_on_the_sheet_is_read_as_it_was_written() -> None:
    people = [replace(ROW, has_plan_rows=True), replace(ROW, worklist_item_id="item-2", name="Ann", has_plan_rows=True)]
    book = load_workbook(BytesIO(worklist_workbook(PROVIDER, AS_OF, people)))
    sheet = book[SHEET]
    at = {cell.value: cell.column for cell in sheet[1]}
    first = next(cells[0].row for cells in sheet.iter_rows() if cells[at["worklist_item_id"] - 1].value == "item-1")
    said = {
        "Plan agreed on": date(2026, 1, 8), "What matters to me": "My dog", "Goal area": "Food and moving",
        "Goal, in their words": "Swim", "Who supports": "Sal", "Look at it again on": date(2026, 4, 8),
    }  # fmt: skip
    for heading, value in said.items():
        sheet.cell(first, at[heading]).value = value
    sheet.cell(first + 1, at["Goal, in their words"]).value = "Ring Sal"
    sheet.cell(first + 1, at["Goal achieved on"]).value = date(2026, 1, 9)
    saved = BytesIO()
    book.save(saved)
    ((one, two),) = read_plans(tables_of(0, "list.xlsx", saved.getvalue(), 10_000_000), AS_OF)
    assert one == PlanRow(
        first, "item-1", ROW.name, date(2026, 1, 8), "My dog", "food_and_moving", "Swim", "Sal", date(2026, 4, 8)
    )
    assert (two.line_no, two.goal, two.achieved_on, two.problem) == (first + 1, "Ring Sal", date(2026, 1, 9), None)


def test_a_sheet_nobody_filled_in_says_nothing() -> None:
    content = worklist_workbook(PROVIDER, AS_OF, [replace(ROW, has_plan_rows=True)])
    assert read_plans(tables_of(0, "list.xlsx", content, 10_000_000), AS_OF) == [[]]
