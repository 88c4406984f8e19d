"""The workbooks opened by a real LibreOffice: every sheet is there, with as many rows as we wrote."""

import csv
import subprocess
from pathlib import Path

import openpyxl
import pytest

from pipeline.core.worklist import ITEM_ID, OUTCOME
from tests import sites
from tests.sites import Site

pytestmark = pytest.mark.acceptance


@pytest.fixture(scope="module")
def usual(cluster_url: str, template_database: str, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return sites.after_a_run(cluster_url, template_database, tmp_path_factory.getbasetemp())


def as_csv(workbooks: list[Path], folder: Path) -> dict[str, list[list[str]]]:
    """Every sheet of the workbooks as LibreOffice reads it, by `workbook-sheet`."""
    # The last 0 but one: formulas as values; -1: every sheet to a file of its own.
    as_text = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", as_text,
         "--outdir", str(folder / "csv"), *map(str, workbooks)],
        check=False, capture_output=True, text=True, timeout=170,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = {}
    for path in (folder / "csv").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.reader(file))
    return found


def test_libreoffice_reads_every_sheet_and_row_of_the_day_s_workbooks(usual: Site, tmp_path: Path) -> None:
    worklists = sorted(usual.outbox.rglob("worklists/*.xlsx"))
    practices = sorted(usual.outbox.rglob("practices/*.xlsx"))[:3]
    assert worklists
    assert practices
    read = as_csv([*worklists, *practices], tmp_path)
    people = 0
    for path in [*worklists, *practices]:
        book = openpyxl.load_workbook(path)
        for sheet in book.worksheets:
            ours = [[cell for cell in row if cell not in (None, "")] for row in sheet.iter_rows(values_only=True)]
            theirs = [[cell for cell in row if cell] for row in read[f"{path.stem}-{sheet.title}"]]
            assert [len(row) for row in theirs if row] == [len(row) for row in ours if row], (path.name, sheet.title)
            if path in worklists and any(OUTCOME in row and ITEM_ID in row for row in theirs):
                heading = next(at for at, row in enumerate(theirs) if ITEM_ID in row)
                people += sum(1 for row in theirs[heading + 1 :] if row and row[-1].startswith("w"))
    listed = usual.rows("select count(*) from worklist_item")
    assert people == listed[0][0]
