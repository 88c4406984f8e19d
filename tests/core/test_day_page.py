"""What the page of the day may show of a heading, and how it counts."""

from types import SimpleNamespace

import pytest

from pipeline.core.day_page import (
    LIKE_A_VALUE,
    failed_by_practice,
    headings_shown,
    rules,
    shown_heading,
    warning_rules,
    warnings_by_column,
)
from pipeline.core.reasons import RowReason, RowWarning
from pipeline.doors.suites import read_suite


@pytest.mark.parametrize(
    "heading",
    ["shoe size", "QOF indicator MH003", "BMI (last 12 months)", "Lower Layer Area (2011)", "eGFR 2", "HbA1c IFCC 48"],
)
def test_a_heading_is_shown(heading: str) -> None:
    assert shown_heading(heading) == heading


@pytest.mark.parametrize(
    "heading",
    ["9990000026", "999 000 0026", "999-000-0026", "04/05/1980", "4-May-1980", "04.05.80", "ada@example.org",
     "BB11 1AA", "4 Fennel Row, bb11 1aa", "07700 900123", "12345 67", "x" * 61],
)  # fmt: skip
def test_a_heading_that_looks_like_somebody_s_value_is_not_repeated(heading: str) -> None:
    assert shown_heading(heading) == LIKE_A_VALUE


def test_headings_are_shown_once_and_on_one_line() -> None:
    assert headings_shown(["shoe\n size", "shoe size", "9990000026", "9990000042"]) == ["shoe size", LIKE_A_VALUE]


def met(code: str, practice: str, rows: int) -> SimpleNamespace:
    return SimpleNamespace(reason=code, warning=code, practice_code=practice, row_count=rows)


def test_every_reason_has_a_line_and_the_structure_comes_last() -> None:
    found = rules(read_suite(), [met("born_on_missing", "P1", 2), met("born_on_missing", "P2", 3)])
    assert {rule.code for rule in found} == {*RowReason}
    assert [rule.severity for rule in found] == ["critical"] * 11 + ["structure"] * 3
    assert {(rule.code, rule.rows, rule.practices) for rule in found if rule.rows} == {("born_on_missing", 5, 2)}


def test_warnings_are_counted_by_kind_and_by_column() -> None:
    warned = [met("phone_home_not_a_number", "P1", 2), met("phone_mobile_not_a_number", "P1", 3)]
    suite = read_suite()
    by_kind = {rule.code: (rule.rows, rule.practices) for rule in warning_rules(suite, warned)}
    assert by_kind == dict.fromkeys(RowWarning, (0, 0)) | {RowWarning.NOT_A_NUMBER: (5, 1)}
    assert [(column, rows) for column, _, rows, _ in warnings_by_column(suite, warned)] == [
        ("Mobile Telephone", 3), ("Home Telephone", 2),
    ]  # fmt: skip


def test_a_practice_has_a_cell_for_every_reason_that_was_met() -> None:
    failed = [met("two_rows_differ", "P2", 2), met("born_on_missing", "P1", 1)]
    assert failed_by_practice(failed) == (["born_on_missing", "two_rows_differ"], [("P1", [1, 0]), ("P2", [0, 2])])
