"""The equity page in a real browser: it is laid out without scripts and prints whole."""

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


def test_a_browser_prints_every_table_of_the_page(usual: Site, tmp_path: Path) -> None:
    (page,) = usual.outbox.rglob("equity-*.html")
    printed = tmp_path / "equity.pdf"
    done = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile",
         "--disable-background-networking", "--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri()],
        check=False, capture_output=True, text=True, timeout=110,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    sheets = pypdf.PdfReader(printed).pages
    text = " ".join(" ".join(sheet.extract_text().split()) for sheet in sheets)
    headings = ("In short", "Deprivation", "Ethnic group", "Sex", "Age", "Primary care network", "What the words mean")
    assert [heading for heading in headings if heading not in text] == []
    assert "Black, Black British, Caribbean or African" in text
    assert PLANTED not in text
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets} == {(842, 595)}
