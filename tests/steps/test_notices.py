"""What is outside about somebody who was stopped: taken back, told once, from every source and at every moment."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.core.stop_reasons import RECORDABLE, StopKind
from pipeline.core.whom import Whom
from pipeline.steps import notices, reconcile, worklists
from pipeline.steps.accounting import account
from pipeline.steps.notices import TakenBack
from pipeline.steps.whom import family_of
from tests.factories import AS_OF, Service, row, send
from tests.steps.desks import Desk

END = AS_OF + timedelta(days=9)
NEXT_DAY = AS_OF + timedelta(days=3)


@pytest.fixture
def desk(service: Service, tmp_path: Path) -> Desk:
    return Desk(service, tmp_path / "outbox")


# What is outside.


def test_a_provider_is_told_which_item_of_which_list_and_nothing_clinical(desk: Desk) -> None:
    desk.plan(3)
    desk.issue()
    desk.stop("restraining_order")
    assert desk.take_back() == TakenBack((), {"alder": 1})
    (told,) = desk.told()[f"alder-{AS_OF}-1.csv"]
    who = desk.service.person(1)
    (item,) = desk.service.rows("select worklist_item_id, rank from worklist_item where person_id = :who", who=who)
    assert told == {
        "worklist_item_id": item.worklist_item_id, "list of": "20/11/2026", "rank": str(item.rank),
        "name": "Ms Ada Brackwellb", "what to do": "Do not contact", "why": "The service was asked to stop.",
    }  # fmt: skip
    ledger = desk.service.rows("select path, kind, organisation_code, row_count from outbox_file")
    assert ((f"{AS_OF}/withdrawals/alder-{AS_OF}-1.csv", "withdrawal", "alder", 1)) in {tuple(each) for each in ledger}


def test_nobody_is_told_twice_and_another_stop_is_another_file(desk: Desk) -> None:
    desk.plan(3)
    desk.issue()
    desk.stop("complaint")
    desk.take_back()
    first = desk.told()
    assert desk.take_back() == TakenBack((), {})
    for path in (desk.folder / AS_OF.isoformat() / "withdrawals").iterdir():
        path.unlink()
    assert desk.told() == {}, "what a provider collected does not come back"
    desk.stop("died", which=2)
    assert desk.take_back().notices == {"alder": 1}
    second = desk.told()
    assert list(first) == [f"alder-{AS_OF}-1.csv"]
    assert [each["why"] for each in second[f"alder-{AS_OF}-2.csv"]] == ["We were told that the person has died."]


def test_a_notice_decided_and_never_written_is_written_the_same_later(desk: Desk) -> None:
    desk.plan()
    desk.issue()
    desk.stop("complaint")
    desk.take_back()
    written = desk.told()
    desk.service.run("update withdrawal_notice set is_written = false")
    assert desk.told() == written


def test_an_item_nobody_was_handed_is_withdrawn_without_a_notice(desk: Desk) -> None:
    desk.plan()
    worklists.issue_worklists(desk.service.connection, AS_OF)
    desk.stop("complaint")
    assert desk.take_back().notices == {}
    worklists.write_worklists(desk.service.connection, desk.folder, AS_OF, desk.service.region)
    handed = desk.service.rows("select person_id from worklist_item where is_handed_over")
    assert [each.person_id for each in handed] == [desk.service.person(2)]


@pytest.mark.parametrize(("days", "is_told"), [(0, True), (28, True), (29, False)])
def test_the_newest_list_somebody_was_on_is_named_while_it_may_be_in_use(desk: Desk, days: int, is_told: bool) -> None:
    desk.plan()
    desk.issue()
    later = AS_OF + timedelta(days=days)
    desk.stop("complaint", as_of=later)
    assert desk.take_back(later).notices == ({"alder": 1} if is_told else {})


def test_of_two_lists_the_newer_item_is_named_and_both_are_withdrawn(desk: Desk) -> None:
    desk.plan()
    desk.issue()
    desk.service.plan(NEXT_DAY)
    desk.issue(NEXT_DAY)
    desk.stop("complaint", as_of=NEXT_DAY)
    assert desk.take_back(NEXT_DAY).notices == {"alder": 1}
    (told,) = desk.told(NEXT_DAY)[f"alder-{NEXT_DAY}-1.csv"]
    assert told["list of"] == f"{NEXT_DAY:%d/%m/%Y}"
    withdrawn = desk.service.value(
        "select count(*) from worklist_item where is_withdrawn and person_id = :who", who=desk.service.person(1)
    )
    assert withdrawn == 2


def test_a_draft_is_cancelled_the_plan_lists_nobody_stopped_and_the_day_still_adds_up(desk: Desk) -> None:
    desk.draft()
    desk.issue()
    desk.stop("complaint")
    assert len(desk.take_back().letters) == 1
    assert desk.state(1) == "cancelled"
    assert desk.service.planned(1) == ("stopped", "complaint", None)
    assert all(each.holds for each in account(desk.service.connection, AS_OF, {}).sums)
    desk.issue()
    assert desk.service.value("select count(*) from worklist_item where not is_withdrawn") == 1


def test_a_released_letter_that_was_not_written_is_cancelled_and_was_no_contact(desk: Desk) -> None:
    desk.draft()
    desk.release()
    desk.stop("died")
    assert len(desk.take_back().letters) == 1
    assert desk.write() == 1
    assert desk.state(1) == "cancelled"
    contacts = desk.service.rows("select person_id from contact_attempt")
    assert [each.person_id for each in contacts] == [desk.service.person(2)]


def test_a_stop_that_came_by_a_file_is_asked_again_when_released_letters_are_written(desk: Desk) -> None:
    desk.draft()
    desk.release()
    send(desk.service.inbox, [row(1, refuses_outreach="Y"), row(2)])
    desk.service.land()
    reconcile.reconcile(desk.service.connection)
    assert desk.write() == 1
    assert not list(desk.folder.rglob(f"*/released/{desk.letter()}.pdf"))


@pytest.mark.parametrize(("days", "is_told"), [(0, True), (7, True), (8, False)])
def test_a_letter_that_was_written_is_named_to_the_printer_while_it_may_not_be_posted(
    desk: Desk, days: int, is_told: bool
) -> None:
    desk.draft()
    desk.release()
    desk.write()
    later = AS_OF + timedelta(days=days)
    desk.stop("died", as_of=later)
    assert desk.take_back(later) == TakenBack((), {"printer": 1} if is_told else {})
    told = desk.told(later)
    assert told == ({f"printer-{later}-1.csv": [{"letter_id": desk.letter()}]} if is_told else {})
    assert desk.state(1) == "released", "what is outside is not called cancelled"


def test_a_person_lifted_and_listed_again_may_be_stopped_again_with_a_notice(desk: Desk) -> None:
    desk.plan()
    desk.issue()
    made = desk.stop("complaint")
    desk.take_back()
    desk.lift(made.stop_id)
    desk.service.plan()
    desk.take_back()
    desk.issue()
    desk.stop("complaint")
    assert desk.take_back().notices == {"alder": 1}
    assert sorted(desk.told()) == [f"alder-{AS_OF}-1.csv", f"alder-{AS_OF}-2.csv"]


def test_whoever_was_paused_and_is_then_stopped_for_good_or_longer_is_told_anew(desk: Desk) -> None:
    desk.plan()
    desk.issue()
    desk.stop("inpatient", until=END)
    assert desk.take_back().notices == {"alder": 1}
    desk.stop("prison", until=END - timedelta(days=1))
    assert desk.take_back().notices == {}
    desk.stop("crisis_team", until=END + timedelta(days=1))
    assert desk.take_back().notices == {"alder": 1}
    desk.stop("died")
    assert desk.take_back().notices == {"alder": 1}
    assert [each["why"] for notice in desk.told().values() for each in notice] == [
        "The service was asked to wait until 29/11/2026.",
        "The service was asked to wait until 30/11/2026.",
        "We were told that the person has died.",
    ]


def test_a_stop_of_one_number_takes_back_what_is_outside_under_the_other(desk: Desk) -> None:
    desk.plan()
    desk.issue()
    desk.service.run(
        "insert into same_person values (:new, :new), (:old, :new)",
        new=desk.service.person(1), old=desk.service.person(2),
    )  # fmt: skip
    family = family_of(desk.service.connection, Whom(desk.service.person(2)))
    assert sorted(family) == sorted([desk.service.person(1), desk.service.person(2)])
    desk.stop("complaint", which=2)
    taken = notices.withdraw_stopped(desk.service.connection, AS_OF, family)
    assert taken.notices == {"alder": 2}


# Every source, every moment.


MARKS: list[dict[str, str]] = [
    {"died_on": "19/11/2026"},
    {"refuses_outreach": "Y"},
    {"is_restricted": "Y"},
    {"is_not_to_be_shared": "Y"},
    # A row that is set aside, and one that contradicts what we hold.
    {"born_on": ""},
    {"born_on": "05/04/1980"},
]


def test_whatever_a_file_or_a_worker_says_stops_at_every_moment(desk: Desk) -> None:
    by_worker, nobody = len(MARKS) + 1, len(MARKS) + 2

    def happen() -> None:
        marked = [row(which, **mark) for which, mark in enumerate(MARKS, start=1)]
        send(desk.service.inbox, [*marked, row(by_worker), row(nobody)])
        desk.service.land()
        reconcile.reconcile(desk.service.connection)
        desk.service.stop(by_worker, "reported_dead", source="w")

    holds_at_every_moment(desk, by_worker, happen)


def test_every_reason_people_record_stops_at_every_moment(desk: Desk) -> None:
    def happen() -> None:
        for which, reason in enumerate(RECORDABLE, start=1):
            desk.stop(reason, which, END if reason.kind is StopKind.PAUSE else None)

    holds_at_every_moment(desk, len(RECORDABLE), happen)


def holds_at_every_moment(desk: Desk, stopped: int, happen: Callable[[], None]) -> None:
    """The first so many people are stopped at each moment of one day, and one more is not; a savepoint for each."""
    desk.draft(stopped + 1)
    desk.issue()
    connection = desk.service.connection
    moment = connection.begin_nested()
    happen()
    done = desk.release()
    assert (len(done.taken_out), done.released) == (stopped, 1), "between approval and release"
    moment.rollback()

    moment = connection.begin_nested()
    assert desk.release().released == stopped + 1
    happen()
    assert desk.write() == 1, "between release and writing"
    moment.rollback()

    moment = connection.begin_nested()
    happen()
    taken = desk.take_back()
    assert (taken.notices, len(taken.letters)) == ({"alder": stopped}, stopped), "after the list went out"
    moment.rollback()

    happen()
    desk.service.plan()
    listed = [which for which in range(1, stopped + 2) if desk.service.planned(which)[0] == "listed"]
    assert listed == [stopped + 1], "before the list"
