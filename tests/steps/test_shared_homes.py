"""Two people at one address: each their own letter and their own row, and neither told of the other."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.factories import AS_OF, Service, row
from tests.steps.desks import BEFORE, Desk

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
