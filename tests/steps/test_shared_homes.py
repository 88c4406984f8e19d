"""Two people at one address: each their own letter and their own row, and neither told of the other."""

from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from pipeline.steps import worklists
from tests.factories import AS_OF, Service, row
from tests.steps.desks import BEFORE, Desk

TOMORROW = AS_OF + timedelta(days=1)
HOSTEL = {"address_1": "Holly Hostel", "address_2": "12 Mill Lane"}


@pytest.fixture
def desk(service: Service, tmp_path: Path) -> Desk:
    return Desk(service, tmp_path / "outbox")


def test_no_two_people_share_a_letter_whatever_they_share(desk: Desk) -> None:
    people = [
        row(1, given_name="Ada", **HOSTEL),
        row(2, given_name="Ida", **HOSTEL),
        row(3, given_name="Eve", **HOSTEL),
    ]
    desk.service.take_in([*people[:2], people[2] | {"family_name": people[1]["family_name"]}])
    desk.service.plan()
    desk.draft_planned()
    assert desk.release().released == 3
    assert desk.write() == 3
    pages = sorted((desk.folder / AS_OF.isoformat() / "letters").glob("*/released/*.pdf"))
    assert len(pages) == 3
    contents = desk.service.rows("select letter_id, content from letter order by letter_id")
    addressed = [letter.content["address"] for letter in contents]
    assert sorted(lines[0].split()[1] for lines in addressed) == ["Ada", "Eve", "Ida"]
    assert len({tuple(lines[1:]) for lines in addressed}) == 1, "one address"
    for letter, path in zip(contents, pages, strict=True):
        assert path.stem == letter.letter_id
        assert letter.content["values"]["greeting_name"] == letter.content["address"][0].split()[1]
        text = " ".join(page.extract_text() for page in PdfReader(path).pages)
        assert [name for name in ("Ada", "Ida", "Eve") if name in text] == [letter.content["values"]["greeting_name"]]


def test_a_worker_reads_how_many_live_there_and_never_who(desk: Desk) -> None:
    service = desk.service
    service.take_in([row(1, **HOSTEL), row(2, **HOSTEL), row(3)], BEFORE)
    service.plan()
    for which in (1, 2, 3):
        service.contact(which, "sent", 40, channel="letter")
    service.plan()
    desk.issue()
    (path,) = (desk.folder / AS_OF.isoformat() / "worklists").glob("*.xlsx")
    cells = [str(cell) for sheet in load_workbook(path) for cells in sheet.values for cell in cells if cell]
    marked = [cell for cell in cells if "Place A: 2 people of this list live here." in cell]
    assert len(marked) == 2, "who lives alone has no mark"
    assert not [cell for cell in marked if "Brackwell" in cell]


def book(service: Service, which: int, where: str) -> None:
    service.contact(which, "booked", 1)
    service.run(
        "insert into appointment (appointment_id, contact_attempt_id, held_on, held_at, held_where, state) "
        "values (:id, :contact, :on, :at, :where, 'booked')",
        id=f"a{which}", contact=f"c-{which}-booked-1", on=TOMORROW, at=f"{18 - which}:00", where=where,
    )  # fmt: skip


def test_who_is_booked_at_one_place_is_one_list_that_comes_back_like_any(desk: Desk) -> None:
    service = desk.service
    service.take_in([row(which) for which in range(1, 8)], BEFORE)
    service.plan()
    for which in range(1, 8):
        service.contact(which, "sent", 40, channel="letter")
    service.plan()
    desk.issue()
    for which, where in enumerate(("Library", "library.", "Library", "home", "Home", "The Chai Centre", "Library"), 1):
        book(service, which, where)
    desk.stop("complaint", which=3)
    about = (service.connection, desk.folder, TOMORROW, AS_OF, service.region)
    ((path, people),) = worklists.write_venue_lists(*about)
    assert (path, people) == (f"{AS_OF}/worklists/alder-venue-{TOMORROW}-1.xlsx", 3)
    first = (desk.folder / path).read_bytes()
    assert worklists.write_venue_lists(*about) == [(path, people)]
    assert (desk.folder / path).read_bytes() == first, "the same bytes again"
    sheets = list(load_workbook(desk.folder / path))
    cells = [str(cell) for sheet in sheets for cells in sheet.values for cell in cells if cell]
    items = dict(tuple(each) for each in service.rows("select content ->> 'name', worklist_item_id from worklist_item"))
    listed = [items[name] for name in sorted(items) if items[name] in cells]
    assert listed == [items[name] for name in ("Ms Ada Brackwellb", "Ms Ada Brackwellc", "Ms Ada Brackwellh")]
    assert (desk.folder / f"{AS_OF}/worklists/alder-{AS_OF}.xlsx").is_file(), "the day's own list stays"
