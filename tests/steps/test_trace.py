"""The demographic trace: what is asked, what an answer stops, and that an old trace is none."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.core.region import Trace
from pipeline.core.trace_answer import ANSWERED, TraceProblem
from pipeline.errors import DecideDifferently
from pipeline.steps import notices, stops, trace, updates
from pipeline.steps.trace import Taken
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, Service, nhs_number, row
from tests.steps.desks import Desk

NOT_A_TRACE = {"traced_on": ""}


class Tracing(Desk):
    """A desk whose region traces people, with three people asked about."""

    def __init__(self, service: Service, folder: Path) -> None:
        super().__init__(service, folder)
        configure(service)
        self.service = replace(service, region=replace(service.region, trace=Trace(is_configured=True)))

    def ask(self, as_of: date = AS_OF) -> list[dict[str, str]]:
        path, _ = trace.export_trace(self.service.connection, self.folder, as_of)
        return list(csv.DictReader(io.StringIO((self.folder / path).read_text("utf-8"))))

    def answer(self, *rows: dict[str, str], name: str = "answer.csv", as_of: date = AS_OF) -> Taken:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, ANSWERED, restval="")
            writer.writeheader()
            writer.writerows(rows)
        return trace.take_trace(self.service.connection, path, as_of)

    def said_of(self, which: int, /, **said: str) -> dict[str, str]:
        """The row of an answer about somebody: found as asked, at their practice, unless said otherwise."""
        trace_id = self.service.value(
            "select trace_id from trace_request where person_id = :who order by asked_on desc limit 1",
            who=self.service.person(which),
        )
        return {
            "trace_id": trace_id, "nhs_number": nhs_number(which), "found_nhs_number": nhs_number(which),
            "is_dead": "N", "died_on": "", "is_restricted": "N", "is_invalid": "N", "practice_code": PRACTICE,
            "traced_on": AS_OF.isoformat(), **said,
        }  # fmt: skip

    def stopped(self) -> set[tuple[str, str]]:
        found = self.service.rows("select person_id, reason from stop where source = 'trace' and lifted_on is null")
        return {tuple(each) for each in found}


def configure(service: Service, days: int = 30) -> None:
    said = f'{{"is_configured": true, "too_old_after_days": {days}}}'
    service.run("update region_version set content = jsonb_set(content, '{trace}', cast(:said as jsonb))", said=said)


@pytest.fixture
def tracing(service: Service, tmp_path: Path) -> Tracing:
    desk = Tracing(service, tmp_path / "outbox")
    desk.plan(3)
    return desk


def test_everybody_the_service_is_for_is_asked_about_with_what_finds_them_and_no_more(tracing: Tracing) -> None:
    tracing.service.take_in(
        [row(1), row(2, is_restricted="Y"), row(3, diagnosis_on="", lithium_on="01/01/2020"), row(4)]
    )
    tracing.service.plan()
    asked = {each["nhs_number"]: each for each in tracing.ask()}
    assert set(asked) == {nhs_number(which) for which in (1, 2, 4)}
    first = asked[nhs_number(1)]
    assert {name: first[name] for name in first if name != "trace_id"} == {
        "nhs_number": nhs_number(1), "birth_date": "1980-05-04", "surname": "Brackwellb", "postcode": "BB11 1AA",
    }  # fmt: skip
    assert asked[nhs_number(2)]["postcode"] == ""
    assert first["trace_id"] != tracing.service.person(1)


def test_whom_a_person_restricted_is_asked_about_without_a_postcode(tracing: Tracing) -> None:
    tracing.stop("restricted")
    assert {each["postcode"] for each in tracing.ask() if each["nhs_number"] == nhs_number(1)} == {""}


def test_the_same_day_asks_the_same_and_another_day_under_other_ids(tracing: Tracing) -> None:
    first, again, later = tracing.ask(), tracing.ask(), tracing.ask(AS_OF + timedelta(days=1))
    assert again == first
    assert not {each["trace_id"] for each in first} & {each["trace_id"] for each in later}
    assert tracing.service.value("select count(*) from outbox_file where kind = 'trace' and row_count = 3") == 2


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"is_dead": "Y"}, "died"),
        ({"died_on": "2026-11-01"}, "died"),
        ({"is_dead": "perhaps"}, "died"),
        ({"died_on": "last week"}, "died"),
        ({"is_restricted": "true"}, "is_restricted"),
        ({"is_restricted": "?"}, "is_restricted"),
        ({"is_invalid": "1"}, "trace_number_invalid"),
        ({"found_nhs_number": nhs_number(50)}, "trace_number_superseded"),
        ({"found_nhs_number": "12"}, "trace_number_superseded"),
        ({"practice_code": "Z90009"}, "trace_registered_elsewhere"),
        ({"is_dead": "Y", **NOT_A_TRACE}, "died"),
    ],
)
def test_what_an_answer_says_stops_contact(tracing: Tracing, said: dict[str, str], reason: str) -> None:
    tracing.ask()
    taken = tracing.answer(*(tracing.said_of(which) for which in (2, 3)), tracing.said_of(1, **said))
    assert taken.stops == {reason: 1}
    assert tracing.stopped() == {(tracing.service.person(1), reason)}
    tracing.service.plan()
    assert tracing.service.planned(1)[1] == reason
    assert [tracing.service.planned(which)[0] for which in (2, 3)] == ["listed", "listed"]


def test_a_registration_with_any_practice_that_has_the_person_is_no_other(tracing: Tracing) -> None:
    tracing.ask()
    assert tracing.answer(tracing.said_of(1, practice_code=f" {PRACTICE.lower()} ")).stops == {}
    assert tracing.answer(tracing.said_of(2, practice_code=""), name="b.csv").stops == {}
    assert tracing.answer(tracing.said_of(3, practice_code=OTHER_PRACTICE), name="c.csv").stops != {}


def test_a_bad_row_is_told_by_its_line_and_stops_no_other(tracing: Tracing) -> None:
    tracing.ask()
    taken = tracing.answer(
        tracing.said_of(1),
        {**tracing.said_of(2), "trace_id": "qnobody"},
        {**tracing.said_of(2), "nhs_number": nhs_number(3)},
        tracing.said_of(2, traced_on="30/02/2026"),
        tracing.said_of(3, found_nhs_number="", practice_code=""),
        tracing.said_of(3, traced_on=(AS_OF + timedelta(days=1)).isoformat()),
    )
    assert (taken.rows, taken.traced, taken.stops) == (6, 1, {})
    assert taken.problems == (
        (3, TraceProblem.NEVER_ASKED), (4, TraceProblem.NUMBER_DIFFERS), (5, TraceProblem.DAY_UNREADABLE),
        (6, TraceProblem.NOBODY_FOUND), (7, TraceProblem.DAY_UNREADABLE),
    )  # fmt: skip
    assert {each.reason for each in tracing.service.rows("select reason from trace_answer where fate = 'refused'")} == {
        "never_asked", "number_differs",
    }  # fmt: skip


def test_a_row_nobody_asked_about_stops_nobody(tracing: Tracing) -> None:
    tracing.ask()
    tracing.answer({**tracing.said_of(1, is_dead="Y"), "trace_id": "qnobody"})
    assert tracing.stopped() == set()


def test_the_same_file_again_changes_nothing(tracing: Tracing) -> None:
    tracing.ask()
    tracing.answer(tracing.said_of(1, is_dead="Y"))
    before = tracing.service.rows("select * from stop order by stop_id")
    again = tracing.answer(tracing.said_of(1, is_dead="Y"))
    assert again.is_repeated
    assert tracing.service.rows("select * from stop order by stop_id") == before
    assert tracing.service.value("select count(*) from trace_answer") == 1


def test_an_answer_that_no_longer_says_it_lifts_nothing_and_a_person_does(tracing: Tracing) -> None:
    tracing.ask()
    tracing.answer(tracing.said_of(1, is_dead="Y"))
    tracing.ask(AS_OF + timedelta(days=1))
    tracing.answer(tracing.said_of(1), name="newer.csv")
    assert tracing.stopped() == {(tracing.service.person(1), "died")}
    (found,) = stops.stops_of(tracing.service.connection, [tracing.service.person(1)], AS_OF)
    assert found.source == "trace"
    tracing.lift(found.stop_id, why="alive, says the practice")
    tracing.service.plan()
    assert tracing.service.planned(1)[0] == "listed"
    tracing.answer(tracing.said_of(1, is_dead="Y"), name="newest.csv")
    assert tracing.stopped() == {(tracing.service.person(1), "died")}, "said again, it stops again"


@pytest.mark.parametrize("content", ["", "trace_id,nhs_number\nq1,1\n", "\x00\x01\x02"])
def test_a_file_that_is_no_answer_is_refused_with_the_headings_that_are_expected(
    tracing: Tracing, content: str
) -> None:
    path = tracing.folder / "other.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DecideDifferently, match="found_nhs_number"):
        trace.take_trace(tracing.service.connection, path, AS_OF)
    with pytest.raises(DecideDifferently, match="no file that can be read"):
        trace.take_trace(tracing.service.connection, tracing.folder / "nowhere.csv", AS_OF)


def test_without_a_fresh_trace_nobody_is_contacted_and_the_gate_asks_again(tracing: Tracing) -> None:
    tracing.service.plan()
    assert tracing.service.planned(1) == ("stopped", "trace_too_old", None)
    tracing.ask()
    tracing.answer(*(tracing.said_of(which) for which in (1, 2)))
    tracing.service.plan()
    assert [tracing.service.planned(which)[0] for which in (1, 2, 3)] == ["listed", "listed", "stopped"]
    tracing.draft(2)
    configure(tracing.service, days=0)
    tracing.service.run("update trace_answer set traced_on = :day where person_id = :who",
                        day=AS_OF - timedelta(days=1), who=tracing.service.person(1))  # fmt: skip
    done = tracing.release()
    assert (done.released, [why for _, why in done.taken_out]) == (1, ["trace_too_old"])


@pytest.mark.parametrize(("days", "disposition"), [(30, "listed"), (31, "stopped")])
def test_a_trace_counts_for_so_many_days(tracing: Tracing, days: int, disposition: str) -> None:
    tracing.ask()
    tracing.answer(tracing.said_of(1, traced_on=(AS_OF - timedelta(days=days)).isoformat()))
    tracing.service.plan()
    assert tracing.service.planned(1)[0] == disposition


def test_a_trace_that_grew_old_is_no_news_for_anybody(tracing: Tracing) -> None:
    tracing.ask()
    tracing.answer(*(tracing.said_of(which) for which in (1, 2, 3)))
    tracing.service.plan()
    tracing.issue()
    assert notices.withdraw_stopped(tracing.service.connection, AS_OF + timedelta(days=20)).notices == {}
    configure(tracing.service, days=10)
    assert notices.withdraw_stopped(tracing.service.connection, AS_OF + timedelta(days=20)).notices == {}


def test_whom_only_the_practice_may_contact_it_still_is_asked_to_without_a_trace(tracing: Tracing) -> None:
    tracing.service.take_in([row(1, is_restricted="Y"), row(2), row(3)])
    tracing.service.plan()
    assert tracing.service.planned(1)[:2] == ("practice_only", "is_restricted")


def test_where_nobody_is_traced_nothing_is_asked_and_nothing_changes(service: Service) -> None:
    service.take_in([row(1)])
    service.plan()
    assert service.planned(1)[0] == "listed"
    with pytest.raises(DecideDifferently, match="does not trace people"):
        trace.require_trace(service.region.trace)


def test_the_practice_is_asked_about_what_only_it_can_settle(tracing: Tracing) -> None:
    tracing.ask()
    tracing.answer(
        tracing.said_of(1, is_dead="Y"),
        tracing.said_of(2, practice_code="Z90009"),
        tracing.said_of(3, found_nhs_number=nhs_number(50)),
    )
    tracing.service.plan()
    updates.propose_updates(tracing.service.connection, AS_OF)
    asked = tracing.service.rows("select section, kind from register_update")
    assert {tuple(each) for each in asked} == {
        ("please_answer", kind) for kind in ("reported_dead", "trace_registered_elsewhere", "trace_number_superseded")
    }


def test_a_restriction_in_an_answer_drops_the_address(tracing: Tracing) -> None:
    tracing.ask()
    tracing.answer(tracing.said_of(1, is_restricted="Y"))
    stops.protect(tracing.service.connection)
    (found,) = tracing.service.rows(
        "select address_1, postcode, phone_mobile from registration where person_id = :who",
        who=tracing.service.person(1),
    )
    assert tuple(found) == (None, None, None)
