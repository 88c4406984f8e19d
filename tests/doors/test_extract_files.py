"""Practices' files opened: whatever encoding, delimiter or format, the same rows; what cannot be read says why."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from pipeline.core.raw_register import NotUnderstood, Table
from pipeline.core.reasons import FileReason
from pipeline.doors.extracts import read_tables
from tests.doors.archives import zipped

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
ROWS = [["NHS Number", "Surname", "Town"], ["9990000026", "Brontë", "Burnley, Lancs"], ["9990000034", "O'Dell", ""]]
TEXT = "".join(",".join(f'"{cell}"' if "," in cell else cell for cell in row) + "\r\n" for row in ROWS)


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., list[Table]]:
    def read(content: bytes, name: str = "x.csv", **limits: int) -> list[Table]:
        (tmp_path / name).write_bytes(content)
        return read_tables(0, tmp_path / name, **limits)

    return read


@pytest.fixture
def refused(opened: Callable[..., list[Table]]) -> Callable[..., FileReason]:
    def read(content: bytes, **limits: int) -> FileReason:
        with pytest.raises(NotUnderstood) as problem:
            opened(content, **limits)
        return problem.value.reason

    return read


def book(fill: Callable[[Any], None]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        fill(workbook)
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        "".join("\t".join(row) + "\r\n" for row in ROWS).encode(),
        "".join(";".join(row) + "\n" for row in ROWS).encode(),
        TEXT.replace("\r\n", "\n", 1).encode(),
        TEXT.replace("\r\n", "\r", 1).encode(),
        TEXT.replace("\r\n", "\r").encode(),
    ],
    ids=["utf-8", "utf-8 with mark", "cp1252", "utf-16", "utf-16 big", "utf-16-le bare", "utf-16-be bare", "tabs",
         "semicolons", "line feed, then both", "carriage return, then both", "carriage returns"],
)  # fmt: skip
def test_the_same_rows_are_read_from_every_way_of_writing_them(
    opened: Callable[..., list[Table]], content: bytes
) -> None:
    (table,) = opened(content)
    assert [list(row) for row in table.rows] == ROWS
    assert list(table.lines) == [1, 2, 3]


def test_quotes_are_doubled_or_stand_behind_a_backslash(opened: Callable[..., list[Table]]) -> None:
    (doubled,) = opened(b'a,b\n"The ""Old"" Forge","C:\\"\n"x",y\n')
    assert doubled.rows[1:] == [['The "Old" Forge', "C:\\"], ["x", "y"]]
    (escaped,) = opened(b'"a","b"\n"The \\"Old\\" Forge","C:\\\\"\n"x","y"\n')
    assert escaped.rows[1:] == [['The "Old" Forge', "C:\\"], ["x", "y"]]
    (delta,) = opened(b'change_type,b,c\n"added","5\'\\"","x, \\"y\\""\n')
    assert delta.rows[1:] == [["added", "5'\"", 'x, "y"']]


def test_a_nul_byte_is_told_as_what_it_is(refused: Callable[..., FileReason]) -> None:
    assert refused(TEXT.replace("Surname", "Sur\x00name").encode()) is FileReason.NUL_BYTES
    assert refused(TEXT.replace("Surname", "Sur\x00name").encode("utf-16")) is FileReason.NUL_BYTES


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    opened: Callable[..., list[Table]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opened(TEXT.encode(), most_bytes=len(TEXT.encode()))
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(200_000_001)
    monkeypatch.setattr(Path, "read_bytes", None)
    with pytest.raises(NotUnderstood) as problem:
        read_tables(0, tmp_path / "big.csv")
    assert problem.value.reason is FileReason.FILE_TOO_BIG


def test_three_hundred_columns_are_read_and_one_more_is_refused(
    opened: Callable[..., list[Table]], refused: Callable[..., FileReason]
) -> None:
    wide = [f"c{n}" for n in range(301)]
    assert len(opened((",".join(wide[:300]) + "," * 500).encode())[0].rows[0]) == 300
    assert refused(",".join(wide).encode()) is FileReason.TOO_MANY_COLUMNS
    assert len(opened(book(lambda made: made.add_worksheet().write_row(0, 0, wide[:300])))[0].rows[0]) == 300
    assert refused(book(lambda made: made.add_worksheet().write_row(0, 0, wide))) is FileReason.TOO_MANY_COLUMNS


def test_a_column_of_formatting_alone_is_no_column(opened: Callable[..., list[Table]]) -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ROWS[0])
        sheet.write_blank(0, 16_383, None, made.add_format({"bold": True}))

    (table,) = opened(book(fill))
    assert [cell for cell in table.rows[0] if cell] == ROWS[0]


def test_one_value_in_a_sheet_s_last_corner_does_not_fill_the_memory(refused: Callable[..., FileReason]) -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ROWS[0])
        sheet.write(1_048_575, 299, "x")

    assert refused(book(fill)) is FileReason.FILE_TOO_BIG


def test_a_workbook_that_unpacks_to_more_than_the_limit_is_stopped(refused: Callable[..., FileReason]) -> None:
    made = book(lambda made: made.add_worksheet().write(0, 0, "x" * 30_000))
    assert refused(made, most_bytes=20_000) is FileReason.ARCHIVE_TOO_BIG


@pytest.mark.parametrize("name", ["password.xlsx", "password.xls"])
def test_a_workbook_with_a_password_is_told_as_one(refused: Callable[..., FileReason], name: str) -> None:
    assert refused((GOLDEN / "workbook-password/2026-11-20/Z90001" / name).read_bytes()) is FileReason.WORKBOOK_PASSWORD


def test_a_workbook_of_the_old_format_is_read(opened: Callable[..., list[Table]]) -> None:
    (table,) = opened(next(GOLDEN.glob("workbook-old-format/*/*/*.xls")).read_bytes(), "x.xls")
    assert table.rows[1] == ["9990000026", "Brackwell", "04/05/1980", "01/06/2026", "27.4", "Body mass index"]


def test_merged_cells_and_formulas_are_the_values_that_stand_there(opened: Callable[..., list[Table]]) -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet("Register")
        sheet.merge_range(0, 0, 0, 2, "Patient Details")
        sheet.write_row(1, 0, ROWS[0])
        sheet.write_formula(2, 0, "=9990000025+1", None, 9990000026)
        sheet.write_formula(2, 1, '=HYPERLINK("http://elsewhere","x")', None, "Brackwell")

    (table,) = opened(book(fill))
    assert [list(row) for row in table.rows] == [
        ["Patient Details", "", ""], ROWS[0], ["9990000026", "Brackwell", ""]
    ]  # fmt: skip


def test_a_hidden_sheet_is_read_and_says_so(opened: Callable[..., list[Table]]) -> None:
    def fill(made: Any) -> None:
        made.add_worksheet("Cover").write(0, 0, "x")
        for name, hide in (("Register", "hide"), ("Notes", "very_hidden")):
            sheet = made.add_worksheet(name)
            sheet.write_row(0, 0, ROWS[0])
            getattr(sheet, hide)()

    tables = opened(book(fill))
    assert [bool(table.note) for table in tables] == [False, True, True]
    assert tables[1].rows == [ROWS[0]]


def test_an_archive_is_its_files_whatever_they_are(opened: Callable[..., list[Table]]) -> None:
    sheet = book(lambda made: made.add_worksheet("People").write_row(0, 0, ROWS[0]))
    tables = opened(zipped({"b.xlsx": sheet, "a.csv": TEXT, "none.csv": ""}), "x.zip")
    assert [(table.part, table.name) for table in tables] == [(0, "a.csv"), (1, "People")]
    assert [list(row) for row in tables[0].rows] == ROWS
