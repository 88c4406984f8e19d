"""Equity: every group counted once, small ones hidden, and a page and a file that say no more than they may."""

import csv
import re
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.core.equity import Equity, Group, compared, equity, lines
from pipeline.core.worklist import Outcome
from pipeline.steps.equity import read_equity, write_equity
from tests.factories import AS_OF, Service, checked, row

RECENT = AS_OF - timedelta(days=90)


def a_county(service: Service) -> None:
    """Eighty people, the deprived ones rather overdue, and six of whom less is known; of three not even the sex."""
    rows = []
    for which in range(1, 81):
        deprived = which <= 40
        said = {
            "imd_decile": "2" if deprived else "9",
            "ethnicity": ("White British", "Pakistani", "")[which % 3],
            "sex": "Female" if which % 2 else "Male",
            "born_on": f"04/05/{1950 + which % 50}",
        }
        rows.append(row(which, **said, **({} if which <= 30 or 41 <= which <= 50 else checked(RECENT))))
    rows += [
        row(which, sex="" if which < 84 else "Female", imd_decile="", ethnicity="Qzplanted") for which in range(81, 87)
    ]
    service.take_in(rows)
    service.plan()


def group(found: Equity, quality: str, name: str) -> Group:
    groups = next(each for each in found.qualities if each.code == quality).groups
    return next(each for each in groups if each.name == name)


def test_every_group_is_counted_and_adds_up_to_everybody(service: Service) -> None:
    a_county(service)
    found = read_equity(service.connection, AS_OF)
    assert found.everybody.counts == {"eligible": 86, "overdue": 46, "listed": 46, "approached": 0, "reached": 0}
    deprived = group(found, "deprivation", "1 (most deprived fifth)")
    assert (deprived.counts["eligible"], deprived.counts["overdue"], deprived.shares["overdue"]) == (40, 30, 75)
    assert group(found, "sex", "not known").counts["eligible"] is None
    assert group(found, "ethnicity", "Not known").counts["eligible"] == 27 + 6
    assert group(found, "pcn", "U90001 Northmoor PCN").counts == found.everybody.counts
    assert found.sentences[0].endswith("75% in the most deprived fifth, 25% in the least: 3.00 times the share.")


def test_who_spoke_with_somebody_is_reached_and_who_was_only_told_of_is_not(service: Service) -> None:
    a_county(service)
    outcomes = [str(outcome) for outcome in Outcome] + ["sent"]
    # The county's overdue people: 1 to 30 and 41 to 50.
    overdue = [*range(1, 31), *range(41, 51)]
    for at, outcome in enumerate(outcomes):
        service.contact(overdue[at], outcome, days_ago=30)
    service.contact(50, "booked", days_ago=366)
    found = read_equity(service.connection, AS_OF)
    assert (found.everybody.counts["approached"], found.everybody.counts["reached"]) == (len(outcomes) - 1, 16)


def test_a_past_day_is_told_as_it_was_known_then(service: Service) -> None:
    a_county(service)
    before = read_equity(service.connection, AS_OF)
    later = AS_OF + timedelta(days=14)
    service.as_of = later
    service.take_in([row(which, imd_decile="2", **checked(AS_OF)) for which in range(1, 81)], later)
    service.plan()
    assert read_equity(service.connection, later).everybody.counts["overdue"] != before.everybody.counts["overdue"]
    assert read_equity(service.connection, AS_OF).everybody.counts["overdue"] == before.everybody.counts["overdue"]


@pytest.fixture
def written(service: Service, tmp_path: Path) -> tuple[str, list[dict[str, str]]]:
    a_county(service)
    html, table = (tmp_path / path for path in write_equity(service.connection, tmp_path, AS_OF))
    assert (html.name, table.name) == ("equity-2026-11-20.html", "equity-2026-11-20.csv")
    with table.open(newline="") as file:
        return html.read_text(encoding="utf-8"), list(csv.DictReader(file))


def test_the_file_says_what_the_page_says_and_what_is_hidden(written: tuple[str, list[dict[str, str]]]) -> None:
    page, table = written
    assert page.count("<tbody>") == 5
    unknown = next(line for line in table if (line["quality"], line["group"]) == ("sex", "not known"))
    assert (unknown["eligible"], unknown["overdue"], unknown["overdue_percent"]) == ("hidden", "hidden", "")
    for line in table:
        for name in ("eligible", "overdue", "listed", "approached", "reached"):
            assert line[name] == "hidden" or int(line[name]) == 0 or int(line[name]) >= 5
        assert line["group"] in page


def test_the_page_runs_nothing_asks_nobody_and_holds_no_value_of_a_patient(
    written: tuple[str, list[dict[str, str]]],
) -> None:
    page, table = written
    assert "default-src 'none'" in page
    assert re.findall(r"<script|<img|<link|https?://|url\(|@import", page) == []
    assert "Qzplanted" not in page + str(table)
    assert "Brackwell" not in page + str(table)
    assert page.count("<caption>") == page.count("<table>") == 5
    assert len(set(re.findall(r' id="([^"]+)"', page))) == len(re.findall(r' id="([^"]+)"', page))
    assert all(f'id="{target}"' in page for target in re.findall(r'href="#([^"]+)"', page))


def test_the_same_day_gives_the_same_bytes(service: Service, tmp_path: Path) -> None:
    a_county(service)
    first = [(tmp_path / path).read_bytes() for path in write_equity(service.connection, tmp_path, AS_OF)]
    again = [(tmp_path / path).read_bytes() for path in write_equity(service.connection, tmp_path, AS_OF)]
    assert first == again


def test_nobody_at_all_is_no_fault() -> None:
    found = equity([])
    assert found.everybody.counts["eligible"] == 0
    assert {line[2] for line in lines(found)[1:]} == {"0"}
    assert found.sentences[0].endswith("nobody to compare in the most or the least deprived fifth.")


@pytest.mark.parametrize(
    ("counts", "ends"),
    [
        ((40, 30, 40, 10), ": 3.00 times the share."),
        ((40, 10, 40, 30), ": 0.33 times the share."),
        ((40, 20, 40, 20), ": about the same."),
        ((40, None, 40, 20), "too few people to compare the most with the least deprived fifth."),
        ((40, 20, 40, 0), "50% in the most deprived fifth, 0% in the least."),
    ],
)
def test_two_groups_compared_in_words(counts: tuple[int | None, ...], ends: str) -> None:
    groups = [
        Group(name, {"eligible": whole, "overdue": part})
        for name, whole, part in (("a", *counts[:2]), ("b", *counts[2:]))
    ]
    assert compared("Overdue", *groups, "overdue").endswith(ends)
