"""Stops by command: the closed list, whom one is about, how it is lifted, and what is said of it."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.core.stop_reasons import RECORDABLE, StopKind, StopReason, told_to_workers
from pipeline.errors import DecideDifferently
from pipeline.steps import stops, updates
from pipeline.steps.stops import Recorded, StopSource
from pipeline.steps.whom import require_known, whom_of_id, whom_of_number
from tests.factories import AS_OF, PRACTICE, Service, nhs_number, row
from tests.steps.desks import BEFORE, Desk

END = AS_OF + timedelta(days=9)


@pytest.fixture
def desk(service: Service, tmp_path: Path) -> Desk:
    return Desk(service, tmp_path / "outbox")


# What people say.


def test_the_kinds_of_the_closed_list_are_those_of_the_database(desk: Desk) -> None:
    desk.plan(len(RECORDABLE))
    for which, reason in enumerate(RECORDABLE, start=1):
        desk.stop(reason, which, END if reason.kind is StopKind.PAUSE else None)
    desk.service.plan()
    kinds = {StopKind.STOP: "stopped", StopKind.PAUSE: "waiting_until", StopKind.PRACTICE_ONLY: "practice_only"}
    for which, reason in enumerate(RECORDABLE, start=1):
        assert desk.service.planned(which) == (kinds[reason.kind], reason, None)
    ends = desk.service.rows("select distinct until_on from plan_item where disposition = 'waiting_until'")
    assert [each.until_on for each in ends] == [END]


def test_a_pause_ends_by_itself_the_day_after_its_last(desk: Desk) -> None:
    desk.plan()
    desk.stop("inpatient", until=END)
    desk.service.plan(END)
    assert desk.service.planned(1)[0] == "waiting_until"
    desk.service.plan(END + timedelta(days=1))
    assert desk.service.planned(1)[0] == "listed"


@pytest.mark.parametrize(
    ("others", "disposition"),
    [
        ([("inpatient", END), ("complaint", None)], "stopped"),
        ([("inpatient", END), ("restricted", None)], "waiting_until"),
        ([("complaint", None), ("not_to_be_shared", None)], "stopped"),
        ([("prison", END), ("bereavement", AS_OF)], "waiting_until"),
    ],
)
def test_of_several_stops_the_strongest_decides(
    desk: Desk, others: list[tuple[str, date | None]], disposition: str
) -> None:
    desk.plan()
    for reason, until in others:
        desk.stop(reason, until=until)
    desk.service.plan()
    assert desk.service.planned(1)[0] == disposition
    if disposition == "waiting_until":
        assert desk.service.value("select until_on from plan_item where disposition = 'waiting_until'") == END


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"reason": "inpatient"}, "needs its last day"),
        ({"reason": "inpatient", "until": AS_OF - timedelta(days=1)}, "expected a day from"),
        ({"reason": "prison", "until": AS_OF + timedelta(days=400)}, "expected a day from"),
        ({"reason": "died", "until": END}, "no end"),
        ({"reason": "contradiction"}, "none that can be recorded"),
        ({"reason": "because"}, "none that can be recorded"),
        ({"by": " "}, "needs the name"),
    ],
)
def test_a_stop_that_cannot_be_is_refused(desk: Desk, said: dict[str, Any], complaint: str) -> None:
    desk.plan()
    about = {"reason": "complaint", "by": "N. Otley", "until": None, **said}
    with pytest.raises(DecideDifferently, match=complaint):
        stops.record_stop(
            desk.service.connection, desk.service.person(1), about["reason"], about["by"], StopSource.EMAIL, AS_OF,
            about["until"],
        )  # fmt: skip
    assert desk.service.rows("select * from stop") == []


def test_the_same_stop_again_is_one_and_after_it_was_lifted_another(desk: Desk) -> None:
    desk.plan()
    first = desk.stop("complaint")
    assert desk.stop("complaint") == Recorded(first.stop_id, is_new=False)
    desk.service.plan()
    desk.lift(first.stop_id)
    again = desk.stop("complaint")
    assert again.is_new
    assert again.stop_id != first.stop_id
    desk.service.plan()
    assert desk.service.planned(1)[0] == "stopped"


# Whom a person means.


def test_a_person_is_known_by_their_id_a_list_item_a_letter_or_the_number(desk: Desk) -> None:
    desk.draft()
    desk.issue()
    connection, who = desk.service.connection, desk.service.person(1)
    item = desk.service.value("select worklist_item_id from worklist_item where person_id = :who", who=who)
    letter = desk.service.value("select letter_id from letter where person_id = :who", who=who)
    for said in (who, item, letter, f" {who} "):
        assert whom_of_id(connection, said).person_id == who
    number = nhs_number(1)
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}\n"
    assert whom_of_number(desk.service.settings.key, spaced).person_id == who


@pytest.mark.parametrize("said", ["999 000 0018", "9990000018", "999-000-0018", "liam", "", "p234", "Ada Brackwell"])
def test_what_is_no_id_is_refused_and_not_repeated(desk: Desk, said: str) -> None:
    desk.plan()
    with pytest.raises(DecideDifferently) as refused:
        whom_of_id(desk.service.connection, said)
    assert not said or said not in str(refused.value)


@pytest.mark.parametrize(("said", "why"), [("9990000011", "no NHS number"), (nhs_number(90), "Nobody is known")])
def test_a_number_nobody_has_is_refused_and_not_repeated(desk: Desk, said: str, why: str) -> None:
    desk.plan()
    with pytest.raises(DecideDifferently, match=why) as refused:
        require_known(desk.service.connection, whom_of_number(desk.service.settings.key, said))
    assert said not in str(refused.value)


# What the practice hears.


def test_the_practice_is_asked_to_contact_whom_a_person_restricted_by_the_number_alone(desk: Desk) -> None:
    desk.plan()
    desk.stop("restricted")
    stops.protect(desk.service.connection)
    desk.service.plan()
    updates.propose_updates(desk.service.connection, AS_OF)
    (update,) = desk.service.rows("select section, kind, practice_code from register_update")
    assert tuple(update) == ("please_contact_yourselves", "is_restricted", PRACTICE)
    updates.write_practice_files(desk.service.connection, desk.folder, AS_OF)
    said = (desk.folder / f"{AS_OF}/practices/{PRACTICE}-{AS_OF}.csv").read_text("utf-8-sig")
    assert nhs_number(1) in said.replace(" ", "")
    for secret in ("Brackwell", "Ada", "Fennel", "1980"):
        assert secret not in said


def test_the_address_of_whom_a_person_restricted_is_dropped_and_stays_away(desk: Desk) -> None:
    desk.plan()
    desk.stop("restricted")
    stops.protect(desk.service.connection)
    held = "select address_1, postcode, phone_mobile, email from {} where person_id = :who"
    for table in ("registration", "landed_person"):
        found = desk.service.rows(held.format(table), who=desk.service.person(1))
        assert {tuple(each) for each in found} == {(None, None, None, None)}
    desk.service.take_in([row(1, address_1="9 Fennel Row"), row(2)])
    (found,) = desk.service.rows(held.format("registration"), who=desk.service.person(1))
    assert tuple(found) == (None, None, None, None)
    other = desk.service.rows(held.format("registration"), who=desk.service.person(2))
    assert other[0].postcode == "BB11 1AA"


@pytest.mark.parametrize(("reason", "kind"), [("died", "reported_dead"), ("moved_away", "moved_away")])
def test_the_practice_is_asked_about_a_death_or_a_move_somebody_told_of(desk: Desk, reason: str, kind: str) -> None:
    desk.plan()
    desk.stop(reason)
    desk.service.plan()
    updates.propose_updates(desk.service.connection, AS_OF)
    asked = desk.service.rows("select section, kind from register_update")
    assert [tuple(each) for each in asked] == [("please_answer", kind)]


# Lifting.


def test_a_lifted_stop_stays_on_record_and_the_next_run_plans_the_person_again(desk: Desk) -> None:
    desk.plan()
    made = desk.stop("complaint")
    desk.service.plan()
    desk.lift(made.stop_id)
    desk.service.plan()
    assert desk.service.planned(1)[0] == "listed"
    (found,) = stops.stops_of(desk.service.connection, [desk.service.person(1)], AS_OF)
    assert (found.stop_id, found.lifted_on, found.lifted_by, found.lifted_why) == (
        made.stop_id, AS_OF, "N. Otley", "settled",
    )  # fmt: skip
    with pytest.raises(DecideDifferently, match="already lifted"):
        desk.lift(made.stop_id)


@pytest.mark.parametrize(("by", "why"), [("", "settled"), ("N. Otley", " ")])
def test_a_lift_needs_a_name_and_a_reason(desk: Desk, by: str, why: str) -> None:
    desk.plan()
    made = desk.stop("complaint")
    with pytest.raises(DecideDifferently, match="needs the name"):
        desk.lift(made.stop_id, by, why)


def test_another_person_s_stop_is_not_lifted(desk: Desk) -> None:
    desk.plan()
    made = desk.stop("complaint", which=2)
    with pytest.raises(DecideDifferently, match="no stop of that id"):
        desk.lift(made.stop_id)


def test_what_a_practice_s_file_said_is_lifted_once_a_newer_register_says_it_no_more(desk: Desk) -> None:
    desk.plan()
    desk.service.stop(1, "died", stop_id="sfile", source="held extract x1", said_by="practice", from_on=BEFORE)
    with pytest.raises(DecideDifferently, match="practice must change its record"):
        desk.lift("sfile")
    desk.service.take_in([row(1, died_on="01/11/2026"), row(2)], AS_OF - timedelta(days=1))
    with pytest.raises(DecideDifferently, match="practice must change its record"):
        desk.lift("sfile")
    desk.service.take_in([row(1), row(2)])
    desk.lift("sfile")
    desk.service.plan()
    assert desk.service.planned(1)[0] == "listed"


def test_what_a_register_says_by_itself_is_listed_without_an_id(desk: Desk) -> None:
    desk.service.take_in([row(1, refuses_outreach="Y")], BEFORE)
    (found,) = stops.stops_of(desk.service.connection, [desk.service.person(1)], AS_OF)
    assert (found.stop_id, found.reason) == (None, "refuses_outreach")


# What is said of it.

_SAID_OF_PEOPLE = ("hospital", "crisis", "prison", "complaint", "court", "violence", "risk", "mental", "safeguarding")


@pytest.mark.parametrize("reason", StopReason)
@pytest.mark.parametrize("until", [None, END])
def test_a_worker_reads_no_clinical_fact_and_nothing_of_a_complaint(reason: StopReason, until: date | None) -> None:
    told = told_to_workers(reason, until)
    assert told.endswith(".")
    assert not [word for word in _SAID_OF_PEOPLE if word in told.lower()]
    assert reason.sentence.endswith(".")


def test_a_code_nobody_knows_is_told_as_the_most_reserved() -> None:
    assert told_to_workers("no_such_code", None) == told_to_workers("complaint", None)
