"""`outcomes` at the command line: what waits for a person, without a name or a written word, and the decision."""

import json

import pytest

from tests.sites import AS_OF, Site

DAY = ["--as-of", AS_OF.isoformat()]
DECIDED = ["--by", "R. Tarn", "--reason", "rang the worker", *DAY]
SAID = {
    "outcome": "booked",
    "contacted_on": AS_OF.isoformat(),
    "booked_for": "2026-12-01",
    "note": "ask for Jo Planted",
}


@pytest.fixture
def waiting(site: Site) -> Site:
    """A site on which one outcome waits."""
    site.rows(
        "insert into staged_outcome "
        "(staged_outcome_id, file_sha256, sheet, line_no, worklist_item_id, reason, content, staged_on) "
        "select 'o-one', 'f', '', 2, min(worklist_item_id), 'newer_contact_taken', cast(:said as jsonb), :day "
        "from worklist_item returning 1",
        said=json.dumps(SAID), day=AS_OF,
    )  # fmt: skip
    return site


def test_nothing_waits_after_an_ordinary_day(quiet: Site) -> None:
    assert "No outcome waits for a person." in quiet.does("outcomes", *DAY).out
    assert "Outcomes that wait" not in quiet.does("status").out
    assert quiet.does("outcomes", "accept", "o-none", *DECIDED).code == 10


def test_what_waits_is_listed_shown_and_taken_and_nobody_is_named(waiting: Site) -> None:
    said = waiting.does("outcomes", *DAY)
    assert said.code == 0, said.err
    assert "A later contact with the person had been taken" in said.out
    assert "Booked 20/11/2026, booked for 01/12/2026, and words, which are not shown" in said.out
    shown = waiting.does("outcomes", "show", "o-one").out
    assert "item w" in shown
    assert "Planted" not in said.out + shown
    assert "Outcomes that wait for a person: 1. `smi-outreach outcomes`" in waiting.does("status").out
    assert waiting.does("outcomes", "accept", "o-one", "--by", "", "--reason", "x", *DAY).code == 10
    done = waiting.does("outcomes", "accept", "o-one", *DECIDED)
    assert (done.code, done.out.strip()) == (0, "o-one taken, as R. Tarn decided. The next run goes on from it.")
    assert waiting.rows("select outcome from contact_attempt") == [("booked",)]
    again = waiting.does("outcomes", "refuse", "o-one", *DECIDED)
    assert (again.code, "already accepted by R. Tarn" in " ".join(again.err.split())) == (10, True)


def test_what_is_refused_is_never_taken(waiting: Site) -> None:
    done = waiting.does("outcomes", "refuse", "o-one", *DECIDED)
    assert (done.code, "o-one refused by R. Tarn." in done.out) == (0, True)
    assert waiting.rows("select count(*) from contact_attempt") == [(0,)]
    assert "No outcome waits for a person." in waiting.does("outcomes", *DAY).out
