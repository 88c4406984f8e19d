"""`onboard` and `trial`: a template that is understood, what is known, and an answer that changes nothing."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from pipeline.core.extract_shapes import understand
from pipeline.core.register_contract import PERSON_COLUMNS, Element
from pipeline.doors.extracts import read_tables
from tests.sites import PLANTED, Site, files_in

FILLED = {"nhs_number": "9990000018", "family_name": "Brook", "born_on": "04/05/1980"}


def onboarded(site: Site, outbox: Path) -> dict[str, Path]:
    said = site.does("onboard", "z00001", "--outbox", str(outbox), "--as-of", "2026-11-20")
    assert said.code == 0, said.err
    for words in ("(Z00001)", "PCN:", "Provider:", "Agreement:", "Sends:"):
        assert words in said.out
    return {path.suffix: path for path in (outbox / "onboarding" / "Z00001").iterdir()}


def test_the_blank_csv_filled_in_is_understood_without_an_unknown_column(quiet: Site, tmp_path: Path) -> None:
    template = onboarded(quiet, tmp_path)[".csv"].read_text(encoding="utf-8-sig")
    heading = template.splitlines()[-1].split(",")
    assert set(heading) > set(PERSON_COLUMNS)
    filled = {**FILLED, **{f"{element}_date_1": "01/06/2026" for element in Element}}
    line = io.StringIO()
    csv.writer(line).writerow([filled.get(column, "") for column in heading])
    path = tmp_path / "register.csv"
    path.write_text(template.replace("Extract date,", "Extract date,20/11/2026") + line.getvalue(), encoding="utf-8")
    register = understand(read_tables(0, path))
    assert register.unknown_columns == []
    assert (len(register.people), len(register.entries)) == (1, 6)
    assert (register.practice_codes, register.date_texts) == ({"Z00001"}, {"20/11/2026"})


def test_the_blank_workbook_filled_in_is_understood_without_an_unknown_column(quiet: Site, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(onboarded(quiet, tmp_path)[".xlsx"])
    book["About"]["B2"] = "20/11/2026"
    for at, column in enumerate(PERSON_COLUMNS, start=1):
        book["Register"].cell(2, at, FILLED.get(column, ""))
    for at, cell in enumerate((FILLED["nhs_number"], "bmi", "01/06/2026", "27", "", "Body mass index"), start=1):
        book["Observations"].cell(2, at, cell)
    book.save(tmp_path / "register.xlsx")
    register = understand(read_tables(0, tmp_path / "register.xlsx"))
    assert register.unknown_columns == []
    assert (len(register.people), len(register.entries)) == (1, 1)
    assert (register.practice_codes, register.date_texts) == ({"Z00001"}, {"20/11/2026"})
    guide = [str(cell.value) for (cell, *_) in book["How to fill it in"].iter_rows()]
    assert {line.split(":")[0] for line in guide} >= set(PERSON_COLUMNS)


def test_an_unknown_practice_is_not_onboarded(quiet: Site, tmp_path: Path) -> None:
    said = quiet.does("onboard", "Q99999", "--outbox", str(tmp_path))
    assert said.code == 10
    assert "no known practice" in said.err
    assert list(tmp_path.iterdir()) == []


def a_register_with_a_fault(tmp_path: Path) -> Path:
    heading = [*FILLED, "bmi_date_1", "bmi_term_1", "bmi_value_1"]
    good = [*FILLED.values(), "01/06/2026", "Body mass index", "27"]
    path = tmp_path / "Z00001 20261120.csv"
    path.write_text("\n".join(",".join(cells) for cells in (heading, good, ["", *good[1:]])), encoding="utf-8")
    return path


def test_a_trial_gets_the_full_answer_and_changes_nothing(new_site: Site, tmp_path: Path) -> None:
    before = new_site.tables()
    path = a_register_with_a_fault(tmp_path)
    command = ["trial", str(path), "--practice", "Z00001", "--outbox", str(new_site.outbox), "--as-of", "2026-11-20"]
    said = new_site.does(*command)
    assert said.code == 0, said.err
    assert "A trial: nothing was accepted. The files would be accepted." in said.out
    assert "Rows: 2 received, 1 set aside." in said.out
    assert new_site.tables() == before
    assert not new_site.settings.archive_dir.exists()
    written = files_in(new_site.outbox)
    assert sorted(name.rsplit("-", 1)[1] for name in written) == ["corrections.csv", "summary.xlsx"]
    assert all(name.startswith("trial/2026-11-20/practices/Z00001-2026-11-20-") for name in written)
    (summary,) = (new_site.outbox / "trial").rglob("*summary.xlsx")
    told = [str(cell.value) for row in openpyxl.load_workbook(summary).active.iter_rows() for cell in row]
    assert "Nothing of it was taken in: this is what would happen." in told
    assert new_site.does(*command).code == 0
    assert files_in(new_site.outbox) == written, "a trial can be repeated"


@pytest.mark.parametrize(
    ("practice", "content", "sentence"),
    [
        ("Z00001", "a,b\n1,2\n", "No row of the file holds an NHS number column."),
        ("Q99999", "a,b\n1,2\n", "The folder is not named after a known practice."),
    ],
)
def test_a_trial_of_a_file_that_cannot_be_used_says_why(
    new_site: Site, tmp_path: Path, practice: str, content: str, sentence: str
) -> None:
    path = tmp_path / "register.csv"
    path.write_text(content, encoding="utf-8")
    before = new_site.tables()
    said = new_site.does("trial", str(path), "--practice", practice, "--outbox", str(new_site.outbox))
    assert said.code == 0, said.err
    assert "The files would be rejected." in said.out
    assert sentence in said.out
    assert new_site.tables() == before
    assert not new_site.outbox.exists()


def test_nobody_s_name_is_printed_by_a_trial(new_site: Site, tmp_path: Path, county: Path) -> None:
    plain = next(p for p in sorted(county.rglob("*.csv")) if PLANTED in p.read_text(errors="replace"))
    command = ["trial", str(plain), "--practice", plain.parent.name, "--outbox", str(tmp_path / "out")]
    said = new_site.does(*command, "--as-of", "2026-11-20")
    assert said.code == 0, said.err
    assert "would be accepted" in said.out
    assert PLANTED not in said.out + said.err


@pytest.mark.parametrize("practice", ["../Z00001", "Z0001", ""])
def test_a_trial_for_what_is_no_ods_code_is_refused(quiet: Site, tmp_path: Path, practice: str) -> None:
    path = a_register_with_a_fault(tmp_path)
    said = quiet.does("trial", str(path), "--practice", practice, "--outbox", str(tmp_path / "out"))
    assert said.code == 10
    assert "expected an ODS code such as P81001." in said.err
