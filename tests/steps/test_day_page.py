"""The page of the day: every figure of it, nobody's value on it, and a page that everybody can read."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.steps import reconcile
from pipeline.steps.day_page import write_day_page
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, ROW, Service, checked, nhs_number, plain_csv, row, send

PLANTED = "Qzplanted"


class Reader(HTMLParser):
    """The page as elements: (tag, attributes), and the cells of each table by its caption."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.tables: dict[str, list[list[str]]] = {}
        self._open: list[str] = []
        self._rows: list[list[str]] = []
        self._caption = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open.append(tag)
        if tag == "table":
            self._rows, self._caption = [], ""
        if tag == "tr":
            self._rows.append([])
        if tag in ("td", "th"):
            self._rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass
        if tag == "table":
            assert self._caption.strip(), "a table says what it is"
            self.tables[self._caption.strip()] = [[" ".join(cell.split()) for cell in line] for line in self._rows]

    def handle_data(self, data: str) -> None:
        if "caption" in self._open:
            self._caption += data
        elif {"td", "th"} & set(self._open) and self._rows:
            self._rows[-1][-1] += data

    def table(self, words: str) -> list[list[str]]:
        return next(rows for caption, rows in self.tables.items() if words in caption)

    def line(self, words: str, first: str) -> list[str]:
        return next(cells for cells in self.table(words) if cells[0].startswith(first))


def the_day(service: Service, folder: Path) -> str:
    reconcile.reconcile(service.connection, service.region.intake)
    return (folder / write_day_page(service.connection, folder, AS_OF)).read_text(encoding="utf-8")


def a_busy_day(service: Service) -> None:
    """One file of each fate: taken in with faults, held beside a register, not understood, of nobody known."""
    service.take_in([row(at) for at in range(20, 60)], AS_OF - timedelta(days=30), OTHER_PRACTICE)
    planted = {column: PLANTED for column in ROW if column != "born_on"}
    send(
        service.inbox,
        [
            row(1, shoe_size="6", **checked(AS_OF + timedelta(days=1))),
            row(2, phone_home=PLANTED, lithium_on=PLANTED, is_interpreter_needed=PLANTED),
            row(2, phone_home=PLANTED, lithium_on=PLANTED, is_interpreter_needed=PLANTED),
            row(3, phone_home=PLANTED),
            {"nhs_number": PLANTED, **planted, "born_on": PLANTED, "shoe_size": PLANTED},
            row(4, born_on="", family_name=PLANTED),
            row(5, **{"BB11 1AA": PLANTED, "<b>width</b>": PLANTED}),
        ],
    )
    send(service.inbox, [row(at) for at in range(20, 30)], practice=OTHER_PRACTICE, mark=f"-{PLANTED}")
    for name, content in (
        (f"{PRACTICE}/{PLANTED}_20261120.csv", f"{PLANTED},{nhs_number(9)}\n".encode()),
        (f"{PLANTED} Ada/x.csv", plain_csv([row(9, family_name=PLANTED)])),
    ):
        (service.inbox / name).parent.mkdir(exist_ok=True)
        (service.inbox / name).write_bytes(content)
    service.land()


@pytest.fixture
def page(service: Service, tmp_path: Path) -> str:
    a_busy_day(service)
    return the_day(service, tmp_path)


def test_every_file_has_its_fate_and_its_reason_in_words(page: str) -> None:
    kept = {(cells[0], cells[3], cells[4]): cells[5] for cells in Reader(page).table("held or rejected")[1:]}
    assert {fate for _, _, fate in kept} == {"held", "rejected"}
    unknown = kept["a folder of no known practice", "not understood", "rejected"]
    assert unknown.startswith("The folder is not named after a known practice. Add the practice with smi-outreach ref")
    held = next(sentence for (_, form, fate), sentence in kept.items() if (form, fate) == ("wide", "held"))
    assert held.startswith("The register holds far fewer people than last time.")
    assert [s for (_, form, _), s in kept.items() if form == "not understood" and s.startswith("No row of the file")]


def test_the_rows_of_a_file_add_up_to_those_that_were_read(page: str) -> None:
    table = Reader(page).table("Every row has one fate")
    figures = dict(zip(table[0], table[1], strict=True))
    assert figures["Practice"].startswith(PRACTICE)
    assert [figures[name] for name in ("Read", "Landed", "Folded", "Collapsed", "Staged", "Set aside")] == [
        "7", "4", "0", "1", "0", "2",
    ]  # fmt: skip
    assert (figures["Values not counted"], figures["Unknown columns"]) == ("6", "3")


def test_a_held_file_stands_beside_the_register_in_force(page: str) -> None:
    table = Reader(page).table("beside the register in force")
    assert table[0] == ["What", "Now", "In force, of 21 Oct 2026"]
    assert ["People", "10", "40"] in table
    assert ["Of last time's people, recognised", "10 of 40 (25%)", ""] in table


def test_each_expectation_says_how_many_rows_failed_it(page: str) -> None:
    reader = Reader(page)
    assert reader.line("What every row was asked", "born on missing")[1:] == [
        "critical", "The date of birth is blank.", "1", "1",
    ]  # fmt: skip
    assert reader.line("What every row was asked", "not a number")[1] == "warning"
    assert reader.line("What every row was asked", "not a number")[3:] == ["2", "1"]
    table = reader.table("A row with two reasons counts under both")
    (counts,) = [dict(zip(table[0], cells, strict=True)) for cells in table[1:]]
    assert counts == {
        "Practice": PRACTICE,
        "born on missing": "1",
        "born on unreadable": "1",
        "nhs number damaged": "1",
    }


def test_warnings_values_and_columns_are_counted(page: str) -> None:
    reader = Reader(page)
    warned = {cells[0]: cells[2] for cells in reader.table("could not be used as written")[1:]}
    assert warned == {"Home Telephone": "2", "Interpreter Needed": "1", "Lithium Last Issued": "1"}
    assert reader.line("Single values", "date in future")[2:] == ["6", "1"]
    assert reader.line("mean nothing yet", PRACTICE)[1] == "<b>width</b>, (looks like a value: not shown), shoe_size"
    assert reader.line("Columns that were understood", "phone_mobile")[2:] == ["3", "54 of 54 (100%)"]
    assert reader.line("Columns that were understood", "email")[2:] == ["0", "0 of 54 (0%)"]


def test_nobody_s_value_gets_on_the_page_from_any_cell_heading_folder_or_file_name(page: str) -> None:
    assert PLANTED.lower() not in page.lower()
    for which in (1, 2, 3, 4, 5, 9, 20, 26):
        assert nhs_number(which) not in page
    people = [row(which)["family_name"] for which in (1, 2, 3, 5, 20, 29)]
    assert [word for word in (*people, "Fennel Row", "BB11", "07700", "04/05/1980") if word in page] == []


def test_no_heading_is_shown_of_a_file_that_was_not_understood(service: Service, tmp_path: Path) -> None:
    a_busy_day(service)
    service.run("update extract set columns_unknown = '{Hazel}' where form is null")
    service.run("update extract set columns_unknown = '{shoe_size}' where form is not null")
    page = the_day(service, tmp_path)
    assert "shoe_size" in page
    assert "Hazel" not in page


def test_a_late_practice_is_named(service: Service, tmp_path: Path) -> None:
    service.take_in([row(1)], AS_OF - timedelta(days=40))
    table = Reader(the_day(service, tmp_path)).table("older than their rhythm")
    assert [cells[0].split()[0] for cells in table[1:]] == [PRACTICE, OTHER_PRACTICE]
    assert [cells[2] for cells in table[1:]] == ["11 Oct 2026", "never"]


def test_a_quiet_day_says_so(service: Service, tmp_path: Path) -> None:
    for practice in (PRACTICE, OTHER_PRACTICE):
        service.take_in([row(1 if practice == PRACTICE else 2)], AS_OF - timedelta(days=1), practice)
    service.run("update extract set first_as_of = extract_on")
    page = the_day(service, tmp_path)
    assert "Nothing waits for a person." in page
    assert "No file of the day was taken in." in page


def test_the_same_day_again_gives_the_same_bytes_and_one_line_in_the_ledger(service: Service, tmp_path: Path) -> None:
    a_busy_day(service)
    first = the_day(service, tmp_path / "a")
    service.land()
    assert the_day(service, tmp_path / "b") == first
    ledger = service.rows("select path, kind, row_count from outbox_file where kind = 'day page'")
    assert [tuple(each) for each in ledger] == [("2026-11-20/day-2026-11-20.html", "day page", 5)]


def test_the_page_can_be_read_by_everybody_and_calls_nobody(page: str) -> None:
    elements = Reader(page).elements
    tags = [tag for tag, _ in elements]
    assert page.startswith("<!DOCTYPE html>")
    assert ("html", {"lang": "en-GB"}) in elements
    assert tags.count("h1") == tags.count("main") == tags.count("title") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert tags.count("table") == tags.count("caption") > 6
    assert all(said.get("scope") in ("col", "row") for tag, said in elements if tag == "th")
    ids = [said["id"] for _, said in elements if "id" in said]
    assert len(ids) == len(set(ids))
    targets = {str(said["href"]) for tag, said in elements if tag == "a"}
    assert targets <= {f"#{each}" for each in ids}
    assert not {"script", "link", "img", "iframe", "form"} & set(tags)
    assert "default-src 'none'" in page
    assert not re.search(r"https?:|url\(|@import|//", page)
