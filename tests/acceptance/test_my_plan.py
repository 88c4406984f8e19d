"""My plan in a real browser: in every format it is accessible, loads nothing and prints on A4 without losing a word."""

from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from pipeline.core.my_plan import my_plan
from pipeline.doors.pages import page
from tests.core.test_my_plan import FACTS, SERVICES

pytestmark = pytest.mark.acceptance
FORMATS = ("", "16 point", "18 point", "20 point", "24 point", "28 point", "Easy read", "Easy read; 28 point")
LONG = "swim on Fridays, and " * 20 + "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield found
        found.close()


@pytest.fixture
def written(tmp_path: Path, information_format: str) -> Path:
    goals = [*FACTS["goals"], {**FACTS["goals"][0], "words": LONG, "achieved_on": None, "area": "work_and_learning"}]
    facts = {**FACTS, "information_format": information_format, "goals": goals}
    services = [{**service, "status": "confirmed"} for service in SERVICES]
    target = tmp_path / "my-plan.html"
    target.write_bytes(page("plan/my-plan.html", {"plan": my_plan(facts, services, "Alder", "01632 960101")}))
    return target


@pytest.mark.parametrize("information_format", FORMATS)
def test_a_plan_prints_whole_on_a4_in_its_owner_s_size(
    browser: Browser, written: Path, information_format: str, tmp_path: Path
) -> None:
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    shown = context.new_page()
    shown.goto(written.as_uri())
    assert asked == [written.as_uri()]
    point = max(
        [12 if "Easy" not in information_format else 16, *map(int, filter(str.isdigit, information_format.split()))]
    )
    size = shown.evaluate("parseFloat(getComputedStyle(document.querySelector('.own')).fontSize)")
    assert size == pytest.approx(point * 96 / 72, abs=0.02)
    smallest = shown.evaluate(
        "Math.min(...[...document.querySelectorAll('p, li')].map(e => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert smallest == size
    printed = tmp_path / "my-plan.pdf"
    shown.pdf(path=str(printed), prefer_css_page_size=True)
    context.close()
    sheets = pypdf.PdfReader(printed).pages
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets} == {(595, 842)}
    text = "".join("".join(sheet.extract_text().split()) for sheet in sheets)
    words = (
        "Thisisyourplan.Youcanchangeit.", "Whatmatterstome", "Mygoals", "Whohelpsme", "Whenwelookatitagain",
        "ServicesIcanturnto", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "JoAldous", "01632960101",
    )  # fmt: skip
    assert [each for each in words if each not in text] == []


@pytest.mark.parametrize("information_format", FORMATS)
@pytest.mark.parametrize("width", [320, 1024])
def test_a_plan_is_accessible_and_fits_a_phone(
    browser: Browser, written: Path, information_format: str, width: int
) -> None:
    # Axe is put into the page, which the page itself forbids.
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 800})
    shown = context.new_page()
    shown.goto(written.as_uri())
    found = Axe().run(shown).response["violations"]
    assert [(each["id"], each["impact"]) for each in found] == []
    if "28" not in information_format:
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
