"""Who is asked about a plan on a day, and above all who is not."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.steps import worklists
from tests.factories import AS_OF, PRACTICE, Service, checked
from tests.steps.plan_sheets import PlanDesk

DAY = timedelta(days=1)
CHECKED_ON = AS_OF - 10 * DAY
MONDAY = AS_OF + 3 * DAY
TWO = ("plan_to_agree", "plan_to_agree")


@pytest.fixture
def desk(service: Service, tmp_path: Path) -> PlanDesk:
    """Ada and Ben had the check ten days ago; Cy was never reached."""
    made = PlanDesk(service, tmp_path / "outbox")
    for which in (1, 2):
        made.checks(which, CHECKED_ON)
    return made


def asked(desk: PlanDesk, on: date = AS_OF) -> tuple[str, str]:
    desk.follow_up(on)
    return desk.due(1), desk.due(2)


def test_who_may_not_be_contacted_is_not_asked(desk: PlanDesk) -> None:
    service = desk.service
    assert asked(desk) == TWO
    service.stop(1, "complaint")
    assert asked(desk) == ("", "plan_to_agree")
    service.run("delete from stop")
    service.stop(2, "is_restricted")
    assert asked(desk) == ("plan_to_agree", "")
    service.run("delete from stop")
    service.stop(1, "inpatient", until_on=AS_OF + 30 * DAY)
    assert asked(desk) == ("", "plan_to_agree")
    service.run("delete from stop")
    service.run("update sharing_agreement set to_on = :on", on=AS_OF - DAY)
    assert asked(desk) == ("", "")
    service.run("update sharing_agreement set to_on = null")
    assert asked(desk) == TWO
    # A register that is too old says nothing of who is still there.
    service.run("update extract set extract_on = :on", on=AS_OF - 36 * DAY)
    assert asked(desk) == ("", "")
    service.run("update extract set extract_on = :on", on=AS_OF)
    # Nor does anything happen on a Saturday.
    assert asked(desk, AS_OF + DAY) == ("", "")
    assert service.value("select count(*) from follow_up where as_of = :on", on=AS_OF + DAY) == 0


def test_who_wants_no_plan_is_asked_no_more_until_they_ask(desk: PlanDesk) -> None:
    desk.says(1, "plan_declined", AS_OF - DAY, step="agree_plan")
    assert asked(desk) == ("", "plan_to_agree")
    desk.says(1, "plan_agreed", AS_OF, step="call")
    assert asked(desk, MONDAY) == ("plan_to_write_down", "plan_to_agree")


def test_a_check_counts_when_all_of_it_was_done_or_declined_and_outreach_had_a_part_in_it(desk: PlanDesk) -> None:
    service = desk.service
    service.run("update check_report set elements = '{bmi}' where check_report_id like 'k-1-%'")
    service.run("update check_report set is_in_error = true where check_report_id like 'k-2-%'")
    service.run("delete from plan_item")
    assert asked(desk)[1] == ""
    assert desk.due(1) == ""
    rest = "{blood_pressure,alcohol,lipids,glucose,smoking}"
    service.run("update check_report set declined_elements = :rest where check_report_id like 'k-1-%'", rest=rest)
    assert asked(desk) == ("plan_to_agree", "")
    service.run("update check_report set elements = null, declined_elements = '{}' where check_report_id like 'k-1-%'")
    assert asked(desk) == ("plan_to_agree", "")
    # The practices show checks of all three; nobody of outreach had ever been in touch with Cy.
    service.run("update check_report set is_in_error = true")
    desk.register(MONDAY, 1, 2, 3, **checked(AS_OF))
    assert asked(desk, MONDAY) == ("", "")
    assert asked(desk, MONDAY + 3 * DAY) == TWO
    assert desk.due(3) == ""


def test_who_is_on_the_day_s_list_is_on_it_once_and_the_others_come_behind(desk: PlanDesk) -> None:
    service = desk.service
    service.run(
        "insert into working_with values ('ww1', :person, 'alder', 'partner-a', 'worker-a', :on, null, 'A', 'asked')",
        person=service.person(1), on=AS_OF,
    )  # fmt: skip
    desk.follow_up(AS_OF)
    found = service.rows("select person_id, partner_code, worker_code, rank, due_on from follow_up order by rank")
    assert {each.rank for each in found} == {2, 3}
    assert {each.due_on for each in found} == {CHECKED_ON + 3 * DAY}
    ada = next(each for each in found if each.person_id == service.person(1))
    assert (ada.partner_code, ada.worker_code) == ("partner-a", "worker-a")
    service.run(
        "update plan_item set disposition = 'listed', disposition_reason = 'listed', until_on = null, "
        "next_step = 'finish_check', next_step_reason = 'check_not_complete'"
    )
    from pipeline.steps.follow_up import follow_up

    assert follow_up(service.connection, AS_OF, service.region) == {}


def test_nobody_is_asked_where_people_do_not_add_up(desk: PlanDesk) -> None:
    from pipeline.steps import accounting
    from pipeline.steps.follow_up import follow_up

    service = desk.service
    service.plan(AS_OF)
    service.run("delete from plan_item where person_id = :person", person=service.person(3))
    assert accounting.hold_unaccounted(service.connection, AS_OF) == {PRACTICE: 1}
    assert follow_up(service.connection, AS_OF, service.region) == {}


def test_the_follow_up_changes_nothing_of_the_list_of_the_overdue(desk: PlanDesk) -> None:
    desk.service.plan(AS_OF)
    before = desk.service.rows("select * from plan_item order by person_id")
    desk.follow_up(AS_OF)
    desk.follow_up(AS_OF)
    assert desk.service.rows("select * from plan_item order by person_id") == before
    assert desk.service.value("select count(*) from follow_up") == 2
    worklists.issue_worklists(desk.service.connection, AS_OF)
