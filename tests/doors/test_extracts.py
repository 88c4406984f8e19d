"""Files opened: any usual encoding and delimiter, and nothing that raises but what says why."""

import io
import os
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from pipeline.core.extract_shapes import NotUnderstood
from pipeline.core.reasons import FileReason
from pipeline.doors.extracts import content_hash, is_readable, read_tables

ROWS = [["NHS Number", "Name"], ["999 000 0018", "Zoë Ångström"]]


def read(tmp_path: Path, content: bytes, name: str = "a.csv") -> list[list[str]]:
    (tmp_path / name).write_bytes(content)
    (table,) = read_tables(0, tmp_path / name)
    return [list(row) for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_text_of_any_usual_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    content = "\r\n".join(delimiter.join(row) for row in ROWS).encode(encoding)
    assert read(tmp_path, content) == ROWS


def test_a_preamble_with_commas_does_not_choose_the_delimiter(tmp_path: Path) -> None:
    assert read(tmp_path, b"Report, of today\r\na;b;c\r\n1;2;3\r\n")[1:] == [["a", "b", "c"], ["1", "2", "3"]]


def test_each_row_knows_the_line_it_begins_on(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b'a,b\r\n"one\r\ntwo",2\r\n3,4\r\n')
    (table,) = read_tables(0, tmp_path / "a.csv")
    assert list(table.lines) == [1, 2, 4]


@pytest.mark.parametrize(
    "quoting",
    [
        '"1","\r\n"2","Bo"\r\n',
        '"1","Ada\r\n"2","Bo"\r\n"3","Cy"\r\n',
        '1,"Ada\r\n2,Bo\r\n3,Cy\r\n',
        '1,"A\r\n2,B\r\n3,"C, D"\r\n',
    ],
)
def test_a_quote_too_many_takes_no_rows_with_it(tmp_path: Path, quoting: str) -> None:
    with pytest.raises(NotUnderstood) as told:
        read(tmp_path, b"a,b\r\n" + quoting.encode())
    assert told.value.reason is FileReason.FILE_UNREADABLE


def test_quotes_inside_a_cell_that_stay_on_their_line_are_taken_as_they_stand(tmp_path: Path) -> None:
    content = b'a,b\r\n1,The "Old" Forge\r\n"2","Flat "B" 2"\r\n'
    assert [row[0] for row in read(tmp_path, content)] == ["a", "1", "2"]


@pytest.mark.parametrize("end", ["2,Bo,", "2,Bo,4", "2,Bo,04/05/1980"])
def test_a_file_that_ends_in_the_middle_of_a_row_is_told(tmp_path: Path, end: str) -> None:
    with pytest.raises(NotUnderstood) as told:
        read(tmp_path, f"Report,x\r\n\r\na,b,c,d\r\n1,Ada,04/05/1980,Y\r\n{end}".encode())
    assert told.value.reason is FileReason.FILE_UNREADABLE


@pytest.mark.parametrize("end", ["2,Bo,04/05/1980,", "End of report", "Total,2", "2,Bo\r\n", ""])
def test_a_last_row_without_a_line_end_is_whole_where_it_is_as_wide_as_the_others_or_a_footer(
    tmp_path: Path, end: str
) -> None:
    assert read(tmp_path, f"a,b,c,d\r\n1,Ada,04/05/1980,Y\r\n{end}".encode())[1] == ["1", "Ada", "04/05/1980", "Y"]


def test_one_damaged_byte_leaves_the_letters_of_the_other_rows_alone(tmp_path: Path) -> None:
    content = "1,Zoë\r\n2,Bj\N{REPLACEMENT CHARACTER}rn\r\n3,Siân\r\n".encode().replace(b"\xef\xbf\xbd", b"\xf8")
    assert read(tmp_path, content) == [["1", "Zoë"], ["2", "Bjørn"], ["3", "Siân"]]


def test_utf_16_without_its_mark_is_known_in_spite_of_a_sign_beyond_latin(tmp_path: Path) -> None:
    assert read(tmp_path, "NHS Number,Name\r\n1,Ada 😀\r\n".encode("utf-16-le"))[1] == ["1", "Ada 😀"]


def test_cells_of_a_workbook_become_the_text_a_person_sees(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([9990000018, 27.4, True, date(1980, 5, 4), datetime.fromisoformat("2026-11-20 10:30"), None, " x "])
    book.create_sheet("Second").append(["b"])
    book.save(tmp_path / "a.xlsx")
    first, second = read_tables(3, tmp_path / "a.xlsx")
    assert [str(cell) for cell in first.rows[0]] == [
        "9990000018", "27.4", "yes", "1980-05-04", "2026-11-20 10:30:00", "", "x",
    ]  # fmt: skip
    assert [(first.part, first.name), (second.part, second.name)] == [(3, "Sheet"), (4, "Second")]


def test_a_character_no_database_can_hold_is_taken_out_of_a_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Nul_x0000_l"])
    book.save(tmp_path / "a.xlsx")
    assert read_tables(0, tmp_path / "a.xlsx")[0].rows[0] == ["Null"]


@pytest.mark.parametrize("content", [b"", b"  \r\n ", b"\n"])
def test_an_empty_file_is_told(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotUnderstood) as told:
        read(tmp_path, content)
    assert told.value.reason is FileReason.FILE_EMPTY


@pytest.mark.parametrize(
    "content",
    [bytes(range(256)), b"PK\x03\x04 no more", b"\xd0\xcf\x11\xe0" + b"\0" * 9, b'"' + b"x" * 2_000_000, b"\xff\xfe\0"],
)  # fmt: skip
def test_bytes_that_are_neither_are_told(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotUnderstood) as told:
        read(tmp_path, content)
    assert told.value.reason in (FileReason.FILE_UNREADABLE, FileReason.NUL_BYTES)


def test_a_workbook_cut_off_anywhere_is_told_or_read_and_never_raises_anything_else(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for at in range(40):
        book.worksheets[0].append([f"Cell {at}", at])
    made = io.BytesIO()
    book.save(made)
    content = made.getvalue()
    told = 0
    for end in range(4, len(content), len(content) // 60):
        (tmp_path / "a.xlsx").write_bytes(content[:end])
        try:
            read_tables(0, tmp_path / "a.xlsx")
        except NotUnderstood:
            told += 1
    assert told > 50


def test_a_file_is_known_by_its_bytes_and_not_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "b").write_bytes(b"x")
    (tmp_path / "c").write_bytes(b"y")
    assert content_hash(tmp_path / "a") == content_hash(tmp_path / "b") != content_hash(tmp_path / "c")


def test_only_a_plain_file_is_read_and_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    assert {path.name: is_readable(path) for path in tmp_path.iterdir()} == {
        "a": True, "link": False, "gone": False, "folder": False, "pipe": False,
    }  # fmt: skip
