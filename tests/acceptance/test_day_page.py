"""The page of the day in a real browser: it is laid out without scripts and prints whole."""

import subprocess
from pathlib import Path

import pypdf
import pytest

from tests import sites
from tests.sites import PLANTED, Site

pytestmark = pytest.mark.acceptance


@pytest.fixture(scope="module")
def usual(cluster_url: str, template_database: str, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return sites.after_a_run(cluster_url, template_database, tmp_path_factory.getbasetemp())


def test_a_browser_prints_every_part_of_the_page_on_landscape_sheets(usual: Site, tmp_path: Path) -> None:
    (page,) = usual.outbox.rglob("day-*.html")
    printed = tmp_path / "day.pdf"
    done = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile",
         "--disable-background-networking", "--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri()],
        check=False, capture_output=True, text=True, timeout=110,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    pages = pypdf.PdfReader(printed).pages
    text = " ".join(" ".join(sheet.extract_text().split()) for sheet in pages)
    headings = ("In short", "Kept back", "Taken in", "Expectations", "Rows set aside by practice", "Warnings by column",
                "Values not counted", "Columns", "Late practices")  # fmt: skip
    assert [heading for heading in headings if heading not in text] == []
    extracts = [found[0] for found in usual.rows("select extract_id from extract")]  # type: ignore[index]
    assert len(extracts) > 5
    assert [extract for extract in extracts if extract not in text] == []
    assert PLANTED not in text
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in pages} == {(842, 595)}
