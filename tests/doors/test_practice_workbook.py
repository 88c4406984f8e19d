"""The file a practice gets back, read with two readers that share no code with the writer."""

import csv
import hashlib
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from pipeline.core.register_update import Section, UpdateRow, update_row
from pipeline.doors.practice_workbook import practice_csv, practice_workbook

AS_OF = date(2026, 1, 9)
EXTRACT_ON = date(2026, 1, 2)
CODE, TERM = "1109921000000106", "QOF quality indicator-related care invitation"


def row(**changes: Any) -> UpdateRow:
    values: dict[str, Any] = {
        "row_id": "row-1",
        "section": Section.RECORD_CONTACT,
        "nhs_number": "9990000018",
        "born_on": date(1970, 2, 1),
        "surname": "Quillfeather",
        "given_name": "Briony",
        "effective_on": date(2026, 1, 5),
        "what_we_ask": "Record that we rang",
        "evidence": "Call of 05/01/2026",
        "code": "",
        "code_term": "",
        "is_restricted": False,
    }
    return update_row(**{**values, **changes})


def workbook_bytes(*rows: UpdateRow) -> bytes:
    return practice_workbook("Z90001", "Fernlea & Moor Surgery", AS_OF, rows, EXTRACT_ON)


def opened(*rows: UpdateRow) -> Workbook:
    return load_workbook(BytesIO(workbook_bytes(*rows)))


def csv_rows(*rows: UpdateRow) -> list[dict[str, str]]:
    text = practice_csv("Z90001", "Fernlea & Moor Surgery", AS_OF, rows, EXTRACT_ON).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def cover_text(*rows: UpdateRow) -> str:
    sheet = CalamineWorkbook.from_filelike(BytesIO(workbook_bytes(*rows))).get_sheet_by_name("Cover")
    return "\n".join(" ".join(str(cell) for cell in line) for line in sheet.to_python())


def test_both_readers_see_the_same_row_the_same_way() -> None:
    content = workbook_bytes(row(code=CODE, code_term=TERM))
    by_openpyxl = [cell.value or "" for cell in load_workbook(BytesIO(content))["Please record"][2]]
    by_calamine = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("Please record").to_python()[1]
    plain = [cell.date() if isinstance(cell, datetime) else cell for cell in by_openpyxl]
    assert plain == by_calamine
    assert plain == [
        "Quillfeather",
        "Briony",
        date(1970, 2, 1),
        "999 000 0018",
        "Record that we rang",
        date(2026, 1, 5),
        "Call of 05/01/2026",
        f"{CODE} |{TERM}|",
        "",
        "",
        "row-1",
    ]


def test_there_is_a_cover_and_one_sheet_for_each_section_in_order() -> None:
    assert opened(row()).sheetnames == ["Cover", *(section.heading for section in Section)]


def test_rows_are_in_their_section_by_surname_then_nhs_number() -> None:
    rows = [
        row(row_id="d", surname="Vale"),
        row(row_id="c", surname="underhill"),
        row(row_id="b", surname="Ashgrove", nhs_number="9990000026"),
        row(row_id="a", surname="Ashgrove", nhs_number="9990000018"),
        row(row_id="q", section=Section.PLEASE_ANSWER),
    ]
    book = opened(*rows)
    assert [cell.value for cell in book["Please record"]["K"][1:]] == ["a", "b", "c", "d"]
    assert [cell.value for cell in book["Please answer"]["K"][1:]] == ["q"]
    assert workbook_bytes(*rows) == workbook_bytes(*rows[::-1])


def test_dates_are_real_dates_shown_day_first_and_the_nhs_number_is_text() -> None:
    sheet = opened(row())["Please record"]
    assert sheet["C2"].is_date
    assert sheet["C2"].number_format == sheet["F2"].number_format == "[$-809]dd/mm/yyyy"
    assert (sheet["D2"].data_type, sheet["D2"].number_format) == ("s", "@")


def test_a_restricted_person_is_an_nhs_number_and_nothing_else_of_theirs() -> None:
    restricted = row(is_restricted=True)
    assert (restricted.born_on, restricted.surname, restricted.given_name, restricted.evidence) == (
        None,
        "",
        "",
        "",
    )
    for cells in (
        [cell.value for cell in opened(restricted)["Please record"][2]],
        list(csv_rows(restricted)[0].values()),
    ):
        assert "999 000 0018" in cells
        assert not {"Quillfeather", "Briony", "01/02/1970", "Call of 05/01/2026"} & set(cells)


@pytest.mark.parametrize(
    "detail",
    [{"surname": "Quillfeather"}, {"given_name": "Briony"}, {"born_on": date(1970, 2, 1)}, {"evidence": "x"}],
)
def test_a_restricted_row_with_a_detail_of_the_person_cannot_be_built_by_hand(detail: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="restricted") as caught:
        replace(row(is_restricted=True), **detail)
    assert "Quillfeather" not in str(caught.value)


@pytest.mark.parametrize(
    ("code", "term", "written"),
    [
        (CODE, TERM, f"{CODE} |{TERM}|"),
        ("", "", "code to be confirmed by practice"),
        ("", TERM, f"code to be confirmed by practice: {TERM}"),
        (CODE, "", "code to be confirmed by practice"),
    ],
)
def test_a_code_is_given_with_its_term_or_left_to_the_practice(code: str, term: str, written: str) -> None:
    one = row(code=code, code_term=term)
    assert opened(one)["Please record"]["H2"].value == written
    assert csv_rows(one)[0]["Code"] == written


def test_the_answer_is_one_of_four_and_only_answer_and_why_can_be_filled_in() -> None:
    sheet = opened(row())["Please record"]
    unlocked = [sheet.cell(1, cell.column).value for cell in sheet[2] if not cell.protection.locked]
    assert unlocked == ["Your answer", "Why"]
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, str(rule.sqref)) == ("list", "I2")
    assert rule.formula1 == '"Done,Already there,Not our patient,Will not do"'
    assert sheet.protection.sheet
    assert [sheet.protection.autoFilter, sheet.protection.formatColumns] == [False, False]


def test_a_section_sheet_can_be_worked_through_on_screen_and_on_paper() -> None:
    sheet = opened(row(), row(row_id="row-2"))["Please record"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:K3")
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddFooter.left.text == ("Confidential - Fernlea && Moor Surgery (Z90001) - 09/01/2026 - page &P of &N")


def test_the_cover_counts_each_section_and_says_what_we_do_not_ask() -> None:
    text = cover_text(row(), row(row_id="row-2"), row(row_id="row-3", section=Section.PLEASE_CORRECT))
    for words in (
        "Fernlea & Moor Surgery (Z90001)",
        "09/01/2026",
        "02/01/2026",
        "Please record 2 rows.",
        "Please answer Nothing this time.",
        "Please check and correct 1 row.",
        "Nothing here asks you to remove anybody from your register.",
        "code to be confirmed by practice",
        "Our contacts are not your own invitations: do not code them as such.",
    ):
        assert words in text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1+1", "\r=1+1", "\ufeff=1+1"])
def test_a_cell_that_looks_like_a_formula_stays_text_in_both_files(text: str) -> None:
    hostile = row(surname=text, given_name=text, what_we_ask=text, evidence=text, row_id=text, nhs_number=text)
    content = practice_workbook("Z90001", text, AS_OF, [hostile], EXTRACT_ON)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]
    assert sheets
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
    plain = text.strip("\t\r\ufeff")
    assert load_workbook(BytesIO(content))["Please record"]["A2"].value == plain
    for line in practice_csv("Z90001", text, AS_OF, [hostile], EXTRACT_ON).decode("utf-8-sig").splitlines()[1:]:
        cells = next(csv.reader([line]))
        assert f"'{plain}" in cells
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_the_csv_opens_in_a_spreadsheet_with_one_line_for_each_row() -> None:
    content = practice_csv("Z90001", "Fernlea", AS_OF, [row(surname="Łoś", evidence="one\r\ntwo")], EXTRACT_ON)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == 2
    assert "Łoś".encode() in content
    assert b"one two" in content


def test_the_csv_holds_the_rows_of_the_workbook_in_the_same_order() -> None:
    rows = [
        row(row_id="b", surname="Underhill", section=Section.PLEASE_CORRECT),
        row(row_id="a", surname="Vale"),
        row(row_id="c", surname="Ashgrove"),
    ]
    book = opened(*rows)
    in_workbook = [sheet.cell(n, 11).value for sheet in book.worksheets[1:] for n in range(2, sheet.max_row + 1)]
    lines = csv_rows(*rows)
    assert [line["row_id"] for line in lines] == in_workbook == ["c", "a", "b"]
    assert lines[0]["Section"] == "Please record"
    assert lines[0]["Date of birth"] == "01/02/1970"
    assert (lines[0]["Practice code"], lines[0]["List date"], lines[0]["Extract date"]) == (
        "Z90001",
        "09/01/2026",
        "02/01/2026",
    )


def test_two_processes_with_other_clocks_and_hash_seeds_write_the_same_bytes() -> None:
    script = (
        "import sys, hashlib, datetime; from datetime import date\n"
        "from pipeline.core.register_update import Section, update_row\n"
        "from pipeline.doors.practice_workbook import practice_csv, practice_workbook\n"
        "row = update_row(row_id='row-1', section=Section.RECORD_CONTACT, nhs_number='9990000018',\n"
        "    born_on=date(1970, 2, 1), surname='Quillfeather', given_name='Briony',\n"
        "    effective_on=date(2026, 1, 5), what_we_ask='Record that we rang',\n"
        "    evidence='Call of 05/01/2026', code='', code_term='', is_restricted=False)\n"
        "given = ('Z90001', 'Fernlea & Moor Surgery', date(2026, 1, 9), [row], date(2026, 1, 2))\n"
        "both = practice_workbook(*given) + practice_csv(*given)\n"
        "sys.stdout.write(hashlib.sha256(both).hexdigest())\n"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone, seed in [("Pacific/Auckland", "1"), ("America/Adak", "4242")]
    }
    here = workbook_bytes(row()) + practice_csv("Z90001", "Fernlea & Moor Surgery", AS_OF, [row()], EXTRACT_ON)
    assert digests == {hashlib.sha256(here).hexdigest()}
