"""Accounting: the sums hold, and whoever they do not hold for is held back."""

from pathlib import Path

import pytest

from pipeline.errors import ResolveAccounting
from pipeline.steps import accounting, letters, worklists
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, Service, checked, row


def a_day(service: Service, folder: Path) -> None:
    service.take_in(
        [row(1), row(2), row(3, refuses_outreach="Y"), row(4, **checked(AS_OF)), row(5, born_on=""), row(1)]
    )
    service.take_in([row(6), row(7, is_restricted="Y"), row(8, died_on="01/11/2026")], practice=OTHER_PRACTICE)
    service.plan()
    issue(service, folder)


def issue(service: Service, folder: Path) -> None:
    letters.draft_letters(service.connection, service.settings, AS_OF, service.region)
    letters.typeset_drafts(service.connection, service.settings, folder, AS_OF)
    worklists.issue_worklists(service.connection, AS_OF)


def test_everybody_and_every_row_is_in_exactly_one_line(service: Service, tmp_path: Path) -> None:
    a_day(service, tmp_path)
    made = accounting.account(service.connection, AS_OF, {})
    assert all(each.holds for each in made.sums), made.sums
    lines = {(line.scope, line.line, line.reason): line.people for line in made.totals}
    assert lines == {
        ("rows", "rows read", ""): 9,
        ("rows", "landed", ""): 7,
        ("rows", "folded", ""): 0,
        ("rows", "collapsed", ""): 1,
        ("rows", "staged", ""): 0,
        ("rows", "quarantined", ""): 1,
        ("register", "never_checked", "nothing_recorded"): 5,
        ("register", "up_to_date", "up_to_date"): 1,
        ("register", "died", "died"): 1,
        ("overdue", "listed", "listed"): 3,
        ("overdue", "stopped", "refuses_outreach"): 1,
        ("overdue", "practice_only", "is_restricted"): 1,
        ("funnel", "overdue", "open"): 5,
    }


def test_the_accounting_of_a_day_again_is_the_same(service: Service, tmp_path: Path) -> None:
    a_day(service, tmp_path)
    first = accounting.account(service.connection, AS_OF, {})
    again = accounting.account(service.connection, AS_OF, {})
    assert [tuple(line) for line in again.totals] == [tuple(line) for line in first.totals]
    assert accounting.read_accounting(service.connection, AS_OF).sums == first.sums
    path = accounting.write_accounting(service.connection, tmp_path, AS_OF)
    assert (tmp_path / path).read_text().splitlines()[0] == "scope,practice_code,line,reason,count"


@pytest.mark.parametrize(
    "tampering",
    [
        "delete from plan_item where person_id = :who",
        "delete from recall_status where person_id = :who",
        # Planned, and yet nobody would ever do anything.
        "update plan_item set next_step = 'undecided' where person_id = :who",
        "update plan_item set rank = null where person_id = :who",
        "update plan_item set disposition = 'waiting_until', disposition_reason = 'too_soon', "
        "until_on = as_of - 1, next_step = null, next_step_reason = null where person_id = :who",
    ],
)
def test_a_practice_whose_people_do_not_add_up_is_held_back_and_the_others_go_on(
    service: Service, tmp_path: Path, tampering: str
) -> None:
    service.take_in([row(1), row(2)])
    service.take_in([row(3)], practice=OTHER_PRACTICE)
    service.plan()
    service.run(tampering, who=service.person(1))
    held = accounting.hold_unaccounted(service.connection, AS_OF)
    assert held == {PRACTICE: 1}
    assert service.planned(2) == ("stopped", "accounting_failed", None)
    assert service.planned(3)[0] == "listed"
    issue(service, tmp_path)
    accounting.account(service.connection, AS_OF, held)
    assert {r.person_id for r in service.rows("select person_id from letter")} == {service.person(3)}
    assert {r.person_id for r in service.rows("select person_id from worklist_item")} == {service.person(3)}


def test_a_practice_held_back_after_drafting_gets_no_letter_out(service: Service, tmp_path: Path) -> None:
    a_day(service, tmp_path)
    service.run("delete from plan_item where person_id = :who", who=service.person(1))
    assert accounting.hold_unaccounted(service.connection, AS_OF) == {PRACTICE: 1}
    done = letters.release_letters(service.connection, service.settings, AS_OF, service.region, "A. Brill", "read")
    assert {why for _, why in done.taken_out} == {"no_longer_due", "accounting_failed"}
    released = {r.person_id for r in service.rows("select person_id from letter where state = 'released'")}
    assert released == {service.person(6)}


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        ("delete from worklist_item", "people listed, or to be asked about a plan = worklist items"),
        ("update letter set state = 'cancelled', state_reason = 'x'", "people due a letter = letters drafted"),
    ],
)
def test_a_sum_that_no_practice_explains_stops_the_run(
    service: Service, tmp_path: Path, tampering: str, told: str
) -> None:
    a_day(service, tmp_path)
    service.run(tampering)
    with pytest.raises(ResolveAccounting, match=told):
        accounting.account(service.connection, AS_OF, {})


def test_rows_that_do_not_add_up_are_refused_by_the_ledger_itself(service: Service) -> None:
    service.take_in([row(1), row(2)])
    with pytest.raises(Exception, match="every_row_has_one_fate"):
        service.run("update extract set rows_landed = rows_landed - 1")


def test_an_episode_left_open_for_nobody_overdue_stops_the_day(service: Service, tmp_path: Path) -> None:
    a_day(service, tmp_path)
    service.run("update episode set closed_on = null, close_reason = null")
    service.run(
        "insert into episode (episode_id, person_id, opened_on) values ('e-lost', :who, :day)",
        who=service.person(4), day=AS_OF,
    )  # fmt: skip
    with pytest.raises(ResolveAccounting, match="open episodes = people overdue: 6 against 5"):
        accounting.account(service.connection, AS_OF, {})
