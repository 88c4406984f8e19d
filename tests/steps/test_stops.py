"""Stops: every reason from every source, at every moment; who is told, what is taken back, and how one is lifted."""

import csv
import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from pipeline.config import Settings
from pipeline.core.stop_reasons import RECORDABLE, StopKind, StopReason, told_to_workers
from pipeline.doors.db import Database
from pipeline.errors import DecideDifferently
from pipeline.steps import letters, notices, reconcile, stops, updates, worklists
from pipeline.steps.notices import TakenBack
from pipeline.steps.stops import Recorded, StopSource
from tests.factories import AS_OF, PRACTICE, Service, a_service, nhs_number, row, send

END = AS_OF + timedelta(days=9)
BEFORE = AS_OF - timedelta(days=7)
NEXT_DAY = AS_OF + timedelta(days=1)


class Desk:
    """A service with its outbox: the day up to a moment, a stop, and what is to be seen of it outside."""

    def __init__(self, service: Service, folder: Path) -> None:
        self.service, self.folder = service, folder

    def plan(self, people: int = 2) -> None:
        self.service.take_in([row(which) for which in range(1, people + 1)], BEFORE)
        self.service.plan()

    def draft(self, people: int = 2) -> None:
        self.plan(people)
        about = (self.service.connection, self.service.settings)
        letters.draft_letters(*about, AS_OF, self.service.region)
        letters.typeset_drafts(*about, self.folder, AS_OF)

    def issue(self, as_of: date = AS_OF) -> None:
        worklists.issue_worklists(self.service.connection, as_of)
        worklists.write_worklists(self.service.connection, self.folder, as_of, self.service.region)

    def release(self) -> letters.Release:
        return letters.release_letters(
            self.service.connection, self.service.settings, AS_OF, self.service.region, "A. Brill", "read them"
        )

    def write(self, as_of: date = AS_OF) -> int:
        return letters.write_released(self.service.connection, self.service.settings, self.folder, as_of)

    def stop(self, reason: str, which: int = 1, until: date | None = None, as_of: date = AS_OF) -> Recorded:
        return stops.record_stop(
            self.service.connection, self.service.person(which), reason, "N. Otley", StopSource.PHONE, as_of, until
        )

    def take_back(self, as_of: date = AS_OF) -> TakenBack:
        return notices.withdraw_stopped(self.service.connection, as_of)

    def told(self, as_of: date = AS_OF) -> dict[str, list[dict[str, str]]]:
        """Every notice in the outbox of a day, by file."""
        notices.notify_withdrawals(self.service.connection, self.folder)
        found = sorted((self.folder / as_of.isoformat() / "withdrawals").glob("*.csv"))
        return {path.name: list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))) for path in found}

    def state(self, which: int = 1) -> str:
        return str(
            self.service.value(
                "select state from letter where person_id = :who order by state limit 1", who=self.service.person(which)
            )
        )


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
    lift(desk, first.stop_id)
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
        assert stops.person_of_id(connection, said) == who
    number = nhs_number(1)
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}\n"
    assert stops.person_of_number(connection, desk.service.settings.key, spaced) == who


@pytest.mark.parametrize("said", ["999 000 0018", "9990000018", "999-000-0018", "liam", "", "p234", "Ada Brackwell"])
def test_what_is_no_id_is_refused_and_not_repeated(desk: Desk, said: str) -> None:
    desk.plan()
    with pytest.raises(DecideDifferently) as refused:
        stops.person_of_id(desk.service.connection, said)
    assert not said or said not in str(refused.value)


@pytest.mark.parametrize(("said", "why"), [("9990000011", "no NHS number"), (nhs_number(90), "Nobody is known")])
def test_a_number_nobody_has_is_refused_and_not_repeated(desk: Desk, said: str, why: str) -> None:
    desk.plan()
    with pytest.raises(DecideDifferently, match=why) as refused:
        stops.person_of_number(desk.service.connection, desk.service.settings.key, said)
    assert said not in str(refused.value)


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
    assert told["list of"] == "21/11/2026"
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
    from pipeline.steps.accounting import account

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
    assert not list(desk.folder.rglob(f"*/released/{letter_of(desk, 1)}.pdf"))


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
    assert told == ({f"printer-{later}-1.csv": [{"letter_id": letter_of(desk, 1)}]} if is_told else {})
    assert desk.state(1) == "released", "what is outside is not called cancelled"


def test_a_person_lifted_and_listed_again_may_be_stopped_again_with_a_notice(desk: Desk) -> None:
    desk.plan()
    desk.issue()
    made = desk.stop("complaint")
    desk.take_back()
    lift(desk, made.stop_id)
    desk.service.plan()
    desk.take_back()
    desk.issue()
    desk.stop("complaint")
    assert desk.take_back().notices == {"alder": 1}
    assert sorted(desk.told()) == [f"alder-{AS_OF}-1.csv", f"alder-{AS_OF}-2.csv"]


def test_a_stop_of_one_number_takes_back_what_is_outside_under_the_other(desk: Desk) -> None:
    desk.plan()
    desk.issue()
    desk.service.run(
        "insert into same_person values (:new, :new), (:old, :new)",
        new=desk.service.person(1), old=desk.service.person(2),
    )  # fmt: skip
    family = stops.family_of(desk.service.connection, desk.service.person(2))
    assert sorted(family) == sorted([desk.service.person(1), desk.service.person(2)])
    desk.stop("complaint", which=2)
    taken = notices.withdraw_stopped(desk.service.connection, AS_OF, family)
    assert taken.notices == {"alder": 2}


# Every source, every moment.


def says_the_practice(**cells: str) -> Callable[[Desk], None]:
    def happen(desk: Desk) -> None:
        send(desk.service.inbox, [row(1, **cells), row(2)])
        desk.service.land()
        reconcile.reconcile(desk.service.connection)

    return happen


SOURCES: dict[str, Callable[[Desk], object]] = {
    "a death in the practice's file": says_the_practice(died_on="19/11/2026"),
    "a refusal in the practice's file": says_the_practice(refuses_outreach="Y"),
    "a restricted record in the practice's file": says_the_practice(is_restricted="Y"),
    "not to be shared in the practice's file": says_the_practice(is_not_to_be_shared="Y"),
    "a row that was set aside": says_the_practice(born_on=""),
    "a contradiction": says_the_practice(born_on="05/04/1980"),
    "an outcome of a worker": lambda desk: desk.service.stop(1, "reported_dead", source="w"),
    **{
        f"{reason} by command": lambda desk, reason=reason: desk.stop(
            reason, until=END if reason.kind is StopKind.PAUSE else None
        )
        for reason in RECORDABLE
    },
}


@pytest.mark.parametrize("happen", SOURCES.values(), ids=SOURCES.keys())
def test_every_stop_from_every_source_holds_at_every_moment(desk: Desk, happen: Callable[[Desk], object]) -> None:
    """A savepoint before each moment: the day is the same up to it."""
    desk.draft()
    desk.issue()
    connection = desk.service.connection
    moment = connection.begin_nested()
    happen(desk)
    assert [why for _, why in desk.release().taken_out] != [], "between approval and release"
    assert desk.state(1) == "cancelled"
    moment.rollback()

    moment = connection.begin_nested()
    desk.release()
    happen(desk)
    assert desk.write() == 1, "between release and writing"
    moment.rollback()

    moment = connection.begin_nested()
    happen(desk)
    assert desk.take_back().notices == {"alder": 1}, "after the list went out"
    assert desk.state(1) == "cancelled"
    moment.rollback()

    happen(desk)
    desk.service.plan()
    assert desk.service.planned(1)[0] != "listed", "before the list"
    assert desk.service.planned(2)[0] == "listed"


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


def lift(desk: Desk, stop_id: str, by: str = "N. Otley", why: str = "settled", as_of: date = AS_OF) -> None:
    family = stops.family_of(desk.service.connection, desk.service.person(1))
    stops.lift_stop(desk.service.connection, family, stop_id, by, why, as_of)


def test_a_lifted_stop_stays_on_record_and_the_next_run_plans_the_person_again(desk: Desk) -> None:
    desk.plan()
    made = desk.stop("complaint")
    desk.service.plan()
    lift(desk, made.stop_id)
    desk.service.plan()
    assert desk.service.planned(1)[0] == "listed"
    (found,) = stops.stops_of(desk.service.connection, [desk.service.person(1)], AS_OF)
    assert (found.stop_id, found.lifted_on, found.lifted_by, found.lifted_why) == (
        made.stop_id, AS_OF, "N. Otley", "settled",
    )  # fmt: skip
    with pytest.raises(DecideDifferently, match="already lifted"):
        lift(desk, made.stop_id)


@pytest.mark.parametrize(("by", "why"), [("", "settled"), ("N. Otley", " ")])
def test_a_lift_needs_a_name_and_a_reason(desk: Desk, by: str, why: str) -> None:
    desk.plan()
    made = desk.stop("complaint")
    with pytest.raises(DecideDifferently, match="needs the name"):
        lift(desk, made.stop_id, by, why)


def test_another_person_s_stop_is_not_lifted(desk: Desk) -> None:
    desk.plan()
    made = desk.stop("complaint", which=2)
    with pytest.raises(DecideDifferently, match="no stop of that id"):
        lift(desk, made.stop_id)


def test_what_a_practice_s_file_said_is_lifted_once_a_newer_register_says_it_no_more(desk: Desk) -> None:
    desk.plan()
    desk.service.stop(1, "died", stop_id="sfile", source="held extract x1", said_by="practice", from_on=BEFORE)
    with pytest.raises(DecideDifferently, match="practice must change its record"):
        lift(desk, "sfile")
    desk.service.take_in([row(1, died_on="01/11/2026"), row(2)], AS_OF - timedelta(days=1))
    with pytest.raises(DecideDifferently, match="practice must change its record"):
        lift(desk, "sfile")
    desk.service.take_in([row(1), row(2)])
    lift(desk, "sfile")
    desk.service.plan()
    assert desk.service.planned(1)[0] == "listed"


def test_what_a_register_says_by_itself_is_listed_without_an_id(desk: Desk) -> None:
    desk.service.take_in([row(1, refuses_outreach="Y")], BEFORE)
    (found,) = stops.stops_of(desk.service.connection, [desk.service.person(1)], AS_OF)
    assert (found.stop_id, found.reason) == (None, "refuses_outreach")


# Two at once: nothing in between "the release saw the stop" and "the letter is named as with the printer".


@pytest.fixture
def committed(database: Database, settings: Settings, tmp_path: Path, validation: None) -> "Committed":
    with database.transaction() as connection:
        service = a_service(connection, settings, tmp_path)
        desk = Desk(service, tmp_path / "outbox")
        desk.draft()
    return Committed(database, desk)


class Committed:
    """A database whose day is drafted and committed, for two connections at once."""

    def __init__(self, database: Database, desk: Desk) -> None:
        self.database, self.desk = database, desk
        self.who = desk.service.person(1)

    @contextmanager
    def on(self, connection: Connection) -> Iterator[Desk]:
        """The desk on another connection."""
        before, self.desk.service.connection = self.desk.service.connection, connection
        yield self.desk
        self.desk.service.connection = before

    def stop(self) -> Any:
        """As the command does: the stop in its own transaction, then what is outside."""
        with self.database.transaction() as connection:
            stops.record_stop(connection, self.who, "died", "N. Otley", StopSource.FAMILY, AS_OF, None)
        with self.database.transaction() as connection:
            notices.withdraw_stopped(connection, AS_OF, [self.who])
        with self.database.transaction() as connection:
            return connection.execute(
                text("select letter_id from withdrawal_notice where organisation_code = 'printer'")
            ).all()

    def is_waiting(self) -> bool:
        with self.database.transaction() as connection:
            asked = (
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
            )
            return bool(connection.execute(text(asked)).scalar_one())

    def until_waiting(self, task: Any) -> None:
        while not self.is_waiting():
            assert not task.done(), "the stop did not wait"

    def posted(self) -> list[str]:
        return [path.stem for path in self.desk.folder.rglob("released/*.pdf")]

    def letter(self) -> Any:
        with self.database.transaction() as connection:
            return connection.execute(
                text("select letter_id, state from letter where person_id = :who"), {"who": self.who}
            ).one()


def test_a_stop_that_commits_inside_a_release_is_seen_by_it(committed: Committed) -> None:
    with committed.database.transaction() as releasing, committed.on(releasing) as desk:
        letters.check_release(releasing, desk.service.settings, AS_OF, "A. Brill", "read")
        assert committed.stop() == []
        assert desk.release().released == 1
    assert committed.letter().state == "cancelled"


def test_a_stop_during_a_release_that_missed_it_waits_and_cancels_what_was_not_written(committed: Committed) -> None:
    with ThreadPoolExecutor(1) as beside:
        with committed.database.transaction() as releasing, committed.on(releasing) as desk:
            assert desk.release().released == 2
            stopping = beside.submit(committed.stop)
            committed.until_waiting(stopping)
        wait([stopping])
        assert stopping.result() == []
    with committed.database.transaction() as writing, committed.on(writing) as desk:
        assert desk.write() == 1
    assert committed.letter().state == "cancelled"
    assert committed.letter().letter_id not in committed.posted()


def test_a_stop_while_letters_are_written_waits_and_names_the_letter_as_with_the_printer(committed: Committed) -> None:
    with committed.database.transaction() as releasing, committed.on(releasing) as desk:
        desk.release()
    with ThreadPoolExecutor(1) as beside:
        with committed.database.transaction() as writing, committed.on(writing) as desk:
            assert desk.write() == 2
            stopping = beside.submit(committed.stop)
            committed.until_waiting(stopping)
        wait([stopping])
        assert [each.letter_id for each in stopping.result()] == [committed.letter().letter_id]
    assert committed.letter().state == "released"
    assert committed.letter().letter_id in committed.posted()


def test_a_stop_is_recorded_while_a_run_holds_the_lock_and_the_letter(committed: Committed) -> None:
    """The record waits for nobody: it is there, and counts, while the rest of the command waits."""
    with ThreadPoolExecutor(1) as beside:
        with committed.database.only_run(), committed.database.transaction() as running:
            running.execute(text("update letter set page_count = page_count"))
            stopping = beside.submit(committed.stop)
            committed.until_waiting(stopping)
            with committed.database.transaction() as other:
                asked = "select reason from stops_on(:day) where person_id = :who"
                assert other.execute(text(asked), {"day": AS_OF, "who": committed.who}).scalar_one() == "died"
        wait([stopping])
        stopping.result()
    assert committed.letter().state == "cancelled"


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


def letter_of(desk: Desk, which: int) -> str:
    return str(
        desk.service.value("select letter_id from letter where person_id = :who", who=desk.service.person(which))
    )
