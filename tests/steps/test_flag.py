"""Flag: one open status a person, written as intervals, whatever is run again."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from pipeline.steps import flag, runs
from tests.factories import AS_OF, Service, a_run, checked, row

BEFORE = AS_OF - timedelta(days=14)


def open_statuses(service: Service) -> list[tuple[str, str, str]]:
    found = service.rows("select person_id, status, reason from recall_status where to_run_id is null order by 1")
    return [tuple(each) for each in found]


def test_the_counts_returned_are_the_people_of_each_status(service: Service) -> None:
    service.take_in([row(1), row(2), row(3, **checked(AS_OF)), row(4, died_on="01/11/2026")])
    assert service.flag() == {"died": 1, "never_checked": 2, "up_to_date": 1}


def test_never_checked_says_whether_anything_was_ever_recorded(service: Service) -> None:
    service.take_in([row(1), row(2, **checked(AS_OF, without=["lipids"]))])
    service.flag()
    reasons = {person: reason for person, _, reason in open_statuses(service)}
    assert reasons == {service.person(1): "nothing_recorded", service.person(2): "never_all_six"}


def test_a_run_again_writes_nothing_and_a_change_closes_the_old_status(service: Service) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    service.flag(BEFORE)
    first = open_statuses(service)
    service.flag(BEFORE)
    assert open_statuses(service) == first
    assert service.value("select count(*) from recall_status") == 2
    service.take_in([row(1, **checked(AS_OF)), row(2)])
    service.flag()
    assert (service.status(1), service.status(2)) == ("up_to_date", "never_checked")
    assert service.value("select count(*) from recall_status") == 3
    closed = service.rows("select person_id, status from recall_status where to_run_id is not null")
    assert [tuple(each) for each in closed] == [(service.person(1), "never_checked")]


def test_somebody_who_comes_of_age_between_two_runs_is_flagged_without_a_new_extract(service: Service) -> None:
    service.take_in([row(1, born_on="20/11/2008")], BEFORE)
    service.flag(AS_OF - timedelta(days=1))
    assert service.status(1) == "under_18"
    service.flag(AS_OF)
    assert service.status(1) == "never_checked"


def open_status(service: Service, which: int) -> Any:
    (found,) = service.rows(
        "select * from recall_status where to_run_id is null and person_id = :who", who=service.person(which)
    )
    return found


DUE = checked(date(2025, 1, 1))


@pytest.mark.parametrize(
    ("said", "route"),
    [
        ({}, None),
        ({"is_hard_to_reach": "yes"}, "hard_to_reach"),
        ({"is_hard_to_reach": "sometimes"}, None),
        ({"no_response_on": "21/11/2025"}, "hard_to_reach"),
        # The practice's exception has lapsed.
        ({"no_response_on": "20/11/2025"}, None),
        # None of these says that the practice could not reach them, or that they refuse us.
        ({"declined_check_on": "01/11/2026"}, None),
        ({"unsuitable_on": "01/11/2026"}, None),
    ],
)
def test_somebody_due_is_ours_only_if_the_practice_could_not_reach_them(
    service: Service, said: dict[str, str], route: str | None
) -> None:
    service.take_in([row(1, **DUE, **said), row(2, **said)])
    service.plan()
    assert (service.status(1), open_status(service, 1).outreach_route) == ("due", route)
    assert service.planned(1)[:2] == (("listed", "listed") if route else ("", ""))
    assert service.planned(2)[:2] == ("listed", "listed"), "whatever the practice recorded, an overdue person stays"


def test_an_exception_of_the_practices_is_understood_and_stops_nobody(service: Service) -> None:
    service.take_in(
        [row(1, **{"Informed Dissent Date": "01/11/2026", "Did Not Respond": "01/10/2026", "Hard to Reach": "N"})]
    )
    service.plan()
    (held,) = service.rows("select declined_check_on, no_response_on, is_hard_to_reach from registration")
    assert tuple(held) == (date(2026, 11, 1), date(2026, 10, 1), False)
    assert service.value("select fate from extract") == "accepted"
    assert service.rows("select 1 from stops_on(:day)", day=AS_OF) == []
    assert service.planned(1)[:2] == ("listed", "listed")


def test_what_a_practice_says_it_coded_is_told_and_decides_nothing(service: Service) -> None:
    service.take_in([row(1, check_done_on="01/06/2026")])
    service.flag()
    assert (service.status(1), open_status(service, 1).last_check_done_on) == ("never_checked", date(2026, 6, 1))


def test_a_test_number_in_a_database_of_real_people_is_nobody(service: Service) -> None:
    service.take_in([row(1), row(2, died_on="01/11/2026")])
    service.run("update database_mode set is_live = true")
    service.flag()
    assert (service.status(1), service.status(2)) == ("test_number", "died")
    assert open_status(service, 1).outreach_route is None


def test_a_run_says_which_rule_it_followed(service: Service) -> None:
    service.take_in([row(1)])
    service.flag()
    assert service.value("select max(rule_effective_from) from run") == service.region.rule_on(AS_OF).effective_from


def test_only_whose_entries_changed_are_gathered_again(service: Service) -> None:
    rows = [row(1, **DUE), row(2, **DUE), row(3), row(4, **DUE)]
    service.take_in(rows, BEFORE)
    service.flag(BEFORE)
    before = places(service)
    assert service.value("select count(*) from observation_touched") == 0
    rows[0] |= checked(AS_OF - timedelta(days=3), 2)
    rows[2] |= checked(AS_OF - timedelta(days=3), 2)
    del rows[3]
    service.take_in(rows)
    service.flag()
    after = places(service)
    assert {who for who in after if after[who] != before[who]} == {service.person(1), service.person(3)}
    assert (service.status(1), service.status(2), service.status(3)) == ("up_to_date", "due", "up_to_date")


def places(service: Service) -> dict[str, str]:
    """Where each check record lies: whoever is gathered again has it elsewhere."""
    return {row.person_id: row.ctid for row in service.rows("select person_id, ctid from check_record")}


def test_what_was_known_on_a_past_day_is_read_from_the_intervals(service: Service) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    service.flag(BEFORE)
    service.take_in([row(1, **checked(AS_OF)), row(3)])
    service.flag()

    def known_on(day: date) -> dict[str, str]:
        found = service.rows("select person_id, status from statuses_known_on(:day)", day=day)
        return {each.person_id: each.status for each in found}

    one, two, three = (service.person(which) for which in (1, 2, 3))
    assert known_on(BEFORE - timedelta(days=1)) == {}
    assert known_on(BEFORE) == known_on(AS_OF - timedelta(days=1)) == {one: "never_checked", two: "never_checked"}
    assert known_on(AS_OF) == {one: "up_to_date", two: "left", three: "never_checked"}


def test_a_run_that_was_cut_off_and_goes_on_leaves_one_status_each(service: Service) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    service.flag(BEFORE)
    run_id = runs.begin_run(service.connection, AS_OF, service.region)
    rule = service.region.rule_on(AS_OF)
    service.take_in([row(1, **DUE), row(2)])
    flag.flag(service.connection, run_id, AS_OF, rule)
    assert service.status(1) == "due"
    service.run("update registration set remission_on = :day where person_id = :who", day=AS_OF, who=service.person(1))
    assert runs.begin_run(service.connection, AS_OF, service.region) == run_id
    flag.flag(service.connection, run_id, AS_OF, rule)
    found = service.rows(
        "select status, from_run_id = :run as is_new, to_run_id from recall_status where person_id = :who order by 2",
        run=run_id,
        who=service.person(1),
    )
    assert [tuple(each) for each in found] == [("never_checked", False, run_id), ("in_remission", True, None)]
    service.run("set constraints all immediate")


CANNOT_BE = (
    "update recall_status set status = 'overdue'",
    "update recall_status set reason = 'overdue'",
    "update recall_status set status = 'vanished', reason = 'vanished', outreach_route = null",
    "update recall_status set outreach_route = 'hard_to_reach'",
    "update recall_status set declined_elements = missing_elements",
    "update recall_status set missing_elements = '{pulse}'",
    "update recall_status set is_counted_nationally = true",
    "update recall_status set to_run_id = from_run_id",
    # Ended, and nothing follows; taken away, and what went before had ended for it.
    "update recall_status set to_run_id = :last_run where to_run_id is null",
    "delete from recall_status where to_run_id is null",
    # Two at once.
    "update recall_status set to_run_id = :last_run where to_run_id is not null",
    "insert into recall_status (person_id, from_run_id, practice_code, status, reason, missing_elements) "
    "select person_id, :last_run, practice_code, 'due', 'due', '{}' from recall_status where to_run_id is null",
)


def test_the_database_refuses_statuses_that_cannot_be(service: Service) -> None:
    service.take_in([row(1)], BEFORE)
    service.flag(BEFORE)
    service.take_in([row(1, **DUE)])
    service.flag()
    last_run = a_run(service.connection, AS_OF, service.region)
    assert not [change for change in CANNOT_BE if is_taken(service, change, last_run)]


def is_taken(service: Service, change: str, last_run: int) -> bool:
    binds = {"last_run": last_run} if ":last_run" in change else {}
    try:
        with service.connection.begin_nested():
            service.run("set constraints all deferred")
            service.run(change, **binds)
            service.run("set constraints all immediate")
    except IntegrityError:
        return False
    return True


def test_a_status_may_end_where_no_register_knows_the_person_any_more(service: Service) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    service.flag(BEFORE)
    service.run("delete from registration where person_id = :who", who=service.person(1))
    service.flag()
    service.run("set constraints all immediate")
    assert (service.status(1), service.status(2)) == ("", "never_checked")


def test_a_reported_check_pauses_contact_until_the_record_should_show_it(service: Service) -> None:
    policy = replace(service.region.rule_on(AS_OF), confirmation_days=30)
    service.region = replace(service.region, rules=(policy,))
    service.take_in([row(1)])
    service.plan()
    service.contact(1, "sent", 50, "letter")
    service.contact(1, "check_done", 29)
    service.plan()
    assert service.planned(1)[:2] == ("waiting_until", "awaiting_confirmation")
    assert service.status(1) == "never_checked", "only the practice's record changes a status"
    service.plan(AS_OF + timedelta(days=3))
    assert service.planned(1) == ("listed", "listed", "letter"), "a new round"
