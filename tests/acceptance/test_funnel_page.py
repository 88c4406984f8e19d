"""The funnel's pages in a real browser: axe finds nothing serious, and they print whole."""

import random
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from pipeline.core.funnel import SPANS, STAGES, TITLES, Funnel, Given, Late, Provider, Room, Way, shared
from pipeline.core.late_work import LateWork
from pipeline.core.worklist import Outcome
from pipeline.doors.pages import page
from pipeline.steps import funnel as steps
from tests.sites import AS_OF

pytestmark = pytest.mark.acceptance

NAMES = {"alder": "Alder Outreach", "birch": "Birch & Sons <Outreach>"}


def _way(name: str, rng: random.Random) -> Way:
    counts = sorted((rng.randint(0, 400) for _ in STAGES), reverse=True)
    return Way(name, dict(zip(STAGES, counts, strict=True)), {stage: rng.randint(0, 90) for stage in SPANS}, 7)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both pages with every part of them filled."""
    rng, folder = random.Random(3), tmp_path_factory.mktemp("funnel")
    providers = []
    for code, name in NAMES.items():
        pcns = tuple(_way(f"U9000{at} Network {code} {at}", rng) for at in range(9))
        late = tuple(Late(kind, at + 1, AS_OF) for at, kind in enumerate(LateWork))
        rooms = (Room(name, 40, 12, 50), Room(pcns[0].name, 9, 0, None))
        outcomes = tuple(Given(outcome.label, 3, 30) for outcome in Outcome)
        by_pcn = ((pcns[0].name, {"booking_not_made": 2}),)
        providers.append(Provider(code, name, _way("All", rng), pcns, late, by_pcn, rooms, outcomes))
    counted = [
        {"provider_code": code, "pcn_code": f"U9000{at}", "pcn_name": "Moor", **_way("", rng).counts}
        for code in NAMES
        for at in range(9)
    ]
    allowed = {str(kind): kind.allowed for kind in LateWork}
    values = {
        "as_of": AS_OF, "found": Funnel(_way("Everybody", rng), tuple(providers)), "told": shared(counted, NAMES),
        "allowed": allowed, "words": steps.funnel,
    }  # fmt: skip
    made = {}
    for name in ("page", "to_share"):
        made[name] = folder / f"{name}.html"
        made[name].write_bytes(page(f"funnel/{name}.html", values))
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        yield started
        started.close()


@pytest.mark.parametrize("name", ["page", "to_share"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_serious(browser: Browser, pages: dict[str, Path], name: str, width: int) -> None:
    # The page's own policy forbids scripts; axe is one.
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    shown = context.new_page()
    shown.goto(pages[name].as_uri())
    found = [each for each in Axe().run(shown).response["violations"] if each["impact"] in ("serious", "critical")]
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found] == []
    # A phone scrolls a wide table, never the whole page.
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize("name", ["page", "to_share"])
def test_a_browser_prints_every_table(browser: Browser, pages: dict[str, Path], name: str, tmp_path: Path) -> None:
    shown = browser.new_page()
    shown.goto(pages[name].as_uri())
    shown.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    shown.close()
    sheets = pypdf.PdfReader(tmp_path / "page.pdf").pages
    # A browser joins f and i into one letter.
    text = normalize("NFKC", " ".join(" ".join(sheet.extract_text().split()) for sheet in sheets))
    parts = [*TITLES.values(), "What the words mean", "Network"]
    if name == "page":
        parts += [*(kind.label for kind in LateWork), "Birch & Sons <Outreach>", "Room used", "Entered in error"]
    assert [part for part in parts if part not in text] == []
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets} == {(842, 595)}
