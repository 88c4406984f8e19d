"""pcns.csv filled from the published list: what the list says, no place, and nothing that was there is touched."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from pipeline.errors import CorrectReferenceData
from pipeline.steps.region_pcns import fill_pcns
from pipeline.steps.regions import read_region
from tests.steps.region_packs import PCNS, write_pack

HEADING = ("PCN Code", "PCN Name", "Current\nSub ICB Loc\nCode", "Sub ICB Location", "Open Date", "Close Date")
ROWS = (
    ("U90001", "NORTHMOOR PCN", "99A", "NHS MOORLAND", "20190701", ""),
    ("U90004", "HIGHMOOR, LOW MOOR PCN", "99A", "NHS MOORLAND", "20190701", "20261120"),
    ("U90005", "OLDMOOR PCN", "99A", "NHS MOORLAND", "20190701", "20261119"),
    ("U90006", "NEWMOOR PCN", "99A", "NHS MOORLAND", "20261121", ""),
    ("U90007", "FENLAND PCN", "99B", "NHS FENLAND", "20190701", ""),
    ("U90008", "FARLAND PCN", "99C", "NHS FARLAND", "20190701", ""),
)
AS_OF = date(2026, 11, 20)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "ePCN.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Notes").write_row(0, 0, ("Published", "quarterly"))
        sheet = book.add_worksheet("PCNDetails")
        for at, row in enumerate((HEADING, *ROWS)):
            sheet.write_row(at, 0, row)
    return path


def test_the_open_pcns_of_these_sub_icbs_are_added_without_a_place_and_the_pack_stays_whole(
    tmp_path: Path, workbook: Path
) -> None:
    pack = write_pack(tmp_path / "pack")
    done = fill_pcns(pack, workbook, ["99A", "99B"], AS_OF)
    assert (done.added, done.closed) == (("U90004", "U90007"), ("U90002", "U90003"))
    note = "From ePCN.xlsx; the commissioner says in which place it lies"
    assert (pack / "pcns.csv").read_text(encoding="utf-8") == PCNS + (
        f'U90004,"HIGHMOOR, LOW MOOR PCN",99A,,proposed,{note}\nU90007,FENLAND PCN,99B,,proposed,{note}\n'
    )
    found, faults = read_region(pack)
    assert (faults, found is not None) == ([], True)
    assert fill_pcns(pack, workbook, ["99A", "99B"], AS_OF).added == ()


def test_a_pack_without_pcns_gets_the_file_and_no_row_is_glued_to_a_last_line_without_end(
    tmp_path: Path, workbook: Path
) -> None:
    pack = write_pack(tmp_path / "pack", pcns=PCNS.rstrip("\n"))
    assert fill_pcns(pack, workbook, ["99B"], AS_OF).added == ("U90007",)
    assert (pack / "pcns.csv").read_text(encoding="utf-8").startswith(PCNS + "U90007,")
    (pack / "pcns.csv").unlink()
    assert fill_pcns(pack, workbook, ["99B"], AS_OF).added == ("U90007",)
    assert (pack / "pcns.csv").read_text(encoding="utf-8").splitlines()[0] == PCNS.splitlines()[0]


def test_a_code_the_list_does_not_have_another_file_and_a_broken_table_are_refused_and_nothing_is_written(
    tmp_path: Path, workbook: Path
) -> None:
    pack = write_pack(tmp_path / "pack")
    with pytest.raises(CorrectReferenceData, match=r"ePCN\.xlsx has no PCN of 99Z"):
        fill_pcns(pack, workbook, ["99A", "99Z"], AS_OF)
    with pytest.raises(CorrectReferenceData, match=r"coverage\.csv has no list of PCNs; expected ePCN\.xlsx"):
        fill_pcns(pack, pack / "coverage.csv", ["99A"], AS_OF)
    with pytest.raises(CorrectReferenceData, match=r"there is no such folder"):
        fill_pcns(tmp_path / "none", workbook, ["99A"], AS_OF)
    assert (pack / "pcns.csv").read_text(encoding="utf-8") == PCNS
    write_pack(pack, pcns=PCNS.replace("sub_icb_code", "ccg_code"))
    with pytest.raises(CorrectReferenceData, match=r"pcns\.csv, line 1: 'ccg_code' is not a column"):
        fill_pcns(pack, workbook, ["99A"], AS_OF)
