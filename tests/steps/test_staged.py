"""Staged people: what settles itself, what waits for a person, and what comes of the decision."""

from datetime import date, timedelta
from typing import Any

import pytest

from pipeline.core.staged_choice import Staged
from pipeline.errors import DecideDifferently
from pipeline.steps import reconcile, staged
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, Service, checked, nhs_number, row

WEEK = timedelta(days=7)
LONG_AGO = "01/03/2019"
CHECKED = checked(date(2019, 1, 1))
ANOTHER_DAY = "05/04/1980"


def on(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def waiting(service: Service) -> list[Staged]:
    return staged.waiting(service.connection, service.as_of, service.region.rule_on(service.as_of))


def settle(service: Service, take: str) -> None:
    (only,) = waiting(service)
    staged.settle(
        service.connection,
        only.staged_id,
        take,
        "A. Brill",
        "rang both",
        service.as_of,
        service.region.rule_on(service.as_of),
    )


def next_run(service: Service) -> None:
    reconcile.reconcile(service.connection)
    service.plan()


def a_week_later(service: Service, rows: list[dict[str, str]], practice: str = PRACTICE) -> None:
    service.as_of = service.as_of + WEEK
    service.take_in(rows, service.as_of, practice)
    assert service.value("select fate from extract where extract_on = :day", day=service.as_of) == "accepted"


def stops(service: Service, which: int) -> set[str]:
    found = service.rows(
        "select reason from stops_on(:day) where person_id = :person", day=service.as_of, person=service.person(which)
    )
    return {each.reason for each in found}


def counts(service: Service, practice: str, day: date = AS_OF) -> tuple[Any, ...]:
    """Rows landed and staged of the practice's extract of a day."""
    (found,) = service.rows(
        "select rows_landed, rows_staged from extract where practice_code = :practice and extract_on = :day",
        practice=practice, day=day,
    )  # fmt: skip
    return tuple(found)


# Two practices.


def test_whoever_registered_elsewhere_since_is_the_new_practice_s_and_is_contacted_there(service: Service) -> None:
    service.take_in([row(1, registered_on=LONG_AGO, address_1="4 Old Row")], AS_OF - WEEK)
    service.take_in([row(1, registered_on=on(AS_OF - WEEK), address_1="9 New Row")], AS_OF, OTHER_PRACTICE)
    service.plan()
    assert service.status(1) == "never_checked"
    planned = service.rows("select practice_code, disposition from plan_item")
    assert [tuple(each) for each in planned] == [(OTHER_PRACTICE, "listed")]
    assert waiting(service) == []


def test_a_refusal_at_the_practice_somebody_left_still_stops(service: Service) -> None:
    service.take_in([row(1, registered_on=LONG_AGO, refuses_outreach="Y")], AS_OF - WEEK)
    service.take_in([row(1, registered_on=on(AS_OF - WEEK))], AS_OF, OTHER_PRACTICE)
    service.plan()
    assert service.planned(1)[:2] == ("stopped", "refuses_outreach")


def on_two_registers(service: Service, **there: str) -> None:
    service.take_in([row(1, registered_on=LONG_AGO)])
    service.take_in([row(1, **{"registered_on": "01/02/2020", "title": "Dr", **there}), row(2)], AS_OF, OTHER_PRACTICE)
    service.plan()


def test_a_practice_that_had_time_to_deduct_somebody_contradicts_the_other_and_both_sides_are_shown(
    service: Service,
) -> None:
    on_two_registers(service, refuses_outreach="Y")
    assert (service.status(1), service.planned(1)) == ("on_two_registers", ("", "", None))
    (only,) = waiting(service)
    assert [(side.practice_code, side.registered_on, side.extract_on, side.marks) for side in only.sides] == [
        (OTHER_PRACTICE, date(2020, 2, 1), AS_OF, ("refuses_outreach",)),
        (PRACTICE, date(2019, 3, 1), AS_OF, ()),
    ]
    assert only.differs == ("refuses_outreach", "title")
    assert only.choices == (OTHER_PRACTICE, PRACTICE)


@pytest.mark.parametrize("kept", [PRACTICE, OTHER_PRACTICE])
def test_a_person_decides_whose_somebody_is_and_a_stop_of_either_side_stays(service: Service, kept: str) -> None:
    on_two_registers(service, refuses_outreach="Y")
    settle(service, kept.lower())
    assert waiting(service) == []
    next_run(service)
    assert service.status(1) == "never_checked"
    assert service.value("select practice_code from plan_item where person_id = :p", p=service.person(1)) == kept
    assert service.planned(1)[:2] == ("stopped", "refuses_outreach")
    decided = service.rows("select decided_by, why, decided_on, took, practice_code from staged_decision")
    assert [tuple(each) for each in decided] == [("A. Brill", "rang both", AS_OF, "practice", kept)]


def test_a_decision_ends_when_the_practice_it_was_for_drops_the_person(service: Service) -> None:
    on_two_registers(service)
    settle(service, OTHER_PRACTICE)
    a_week_later(service, [row(2)], OTHER_PRACTICE)
    service.plan()
    assert service.status(1) == "never_checked"
    assert service.value("select practice_code from plan_item where person_id = :p", p=service.person(1)) == PRACTICE


@pytest.mark.parametrize("comes_back", [True, False])
def test_a_new_registration_or_a_return_is_a_new_question(service: Service, comes_back: bool) -> None:
    on_two_registers(service)
    settle(service, OTHER_PRACTICE)
    next_run(service)
    if comes_back:
        a_week_later(service, [row(3)])
        service.plan()
        assert service.status(1) == "never_checked"
    again = LONG_AGO if comes_back else "02/03/2019"
    a_week_later(service, [row(1, registered_on=again), row(3)])
    service.plan()
    assert service.status(1) == "on_two_registers"
    assert len(waiting(service)) == 1


# Dates of birth.


def test_a_practice_that_sends_another_birth_date_twice_has_corrected_it(service: Service) -> None:
    service.take_in([row(1)], AS_OF - 2 * WEEK)
    service.take_in([row(1, born_on=ANOTHER_DAY, **checked(AS_OF - 2 * WEEK))], AS_OF - WEEK)
    service.plan()
    assert (service.status(1), stops(service, 1)) == ("contradiction", {"contradiction"})
    service.take_in([row(1, born_on=ANOTHER_DAY, title="Dr", **checked(AS_OF - 2 * WEEK))])
    service.plan()
    assert (service.status(1), stops(service, 1)) == ("up_to_date", set())
    assert [tuple(each) for each in service.rows("select born_on, title from registration")] == [
        (date(1980, 4, 5), "Dr")
    ]
    assert service.value("select born_on from person") == date(1980, 4, 5)
    assert service.value("select decided_by from staged_decision") == "the practices"
    assert counts(service, PRACTICE) == (1, 0)
    assert service.value("select count(*) from landed_observation") == 0


def test_another_birth_date_with_another_name_waits_for_a_person_however_often_it_is_sent(service: Service) -> None:
    service.take_in([row(1)], AS_OF - 2 * WEEK)
    service.take_in([row(1, born_on=ANOTHER_DAY, given_name="Beth")], AS_OF - WEEK)
    service.take_in([row(1, born_on=ANOTHER_DAY, given_name="Beth")])
    service.plan()
    assert service.status(1) == "contradiction"
    (only,) = waiting(service)
    assert [(side.role, side.born_on, side.extract_on) for side in only.sides] == [
        ("held", date(1980, 5, 4), AS_OF - 2 * WEEK),
        ("sent", date(1980, 4, 5), AS_OF),
    ]
    assert only.differs == ("born_on", "given_name")


def test_one_practice_alone_does_not_overrule_another_s_birth_date(service: Service) -> None:
    service.take_in([row(1)], AS_OF - 2 * WEEK)
    for weeks in (2, 1, 0):
        service.take_in([row(1, born_on=ANOTHER_DAY)], AS_OF - weeks * WEEK, OTHER_PRACTICE)
    service.plan()
    assert service.status(1) == "contradiction"
    assert len(waiting(service)) == 1


def test_two_practices_that_come_to_agree_settle_a_birth_date(service: Service) -> None:
    service.take_in([row(1, registered_on=LONG_AGO)], AS_OF - 2 * WEEK)
    service.take_in([row(1, born_on=ANOTHER_DAY, registered_on=on(AS_OF - WEEK))], AS_OF - WEEK, OTHER_PRACTICE)
    service.take_in([row(1, born_on=ANOTHER_DAY, registered_on=LONG_AGO)])
    service.plan()
    assert service.status(1) == "never_checked"
    born = service.rows("select practice_code, born_on from registration")
    assert {tuple(each) for each in born} == {(PRACTICE, date(1980, 4, 5)), (OTHER_PRACTICE, date(1980, 4, 5))}


def another_practice_s_birth_date(service: Service, **said: str) -> None:
    service.take_in([row(1, registered_on=LONG_AGO)], AS_OF - WEEK)
    sent = row(1, born_on=ANOTHER_DAY, registered_on=on(AS_OF - WEEK), **{**CHECKED, **said})
    service.take_in([sent, row(2, **CHECKED)], AS_OF, OTHER_PRACTICE)
    service.plan()
    assert counts(service, OTHER_PRACTICE) == (1, 1)


def registered_births(service: Service) -> set[date]:
    found = service.rows("select born_on from registration where person_id = :person", person=service.person(1))
    return {each.born_on for each in found}


@pytest.mark.parametrize(("take", "right"), [("held", date(1980, 5, 4)), ("sent", date(1980, 4, 5))])
def test_a_person_says_which_birth_date_is_right_and_the_staged_row_counts_with_its_results(
    service: Service, take: str, right: date
) -> None:
    another_practice_s_birth_date(service, refuses_outreach="Y")
    settle(service, take)
    assert service.status(1) == "contradiction", "nothing changes before the next run"
    next_run(service)
    assert registered_births(service) == {right}
    assert service.value("select born_on from person where person_id = :p", p=service.person(1)) == right
    results = "select count(*) from observation where person_id = :p and practice_code = :practice"
    assert service.value(results, p=service.person(1), practice=OTHER_PRACTICE) == 6
    assert counts(service, OTHER_PRACTICE) == (2, 0)
    assert stops(service, 1) == {"refuses_outreach"}
    # Each practice may go on sending its own date: it is known by now.
    a_week_later(service, [row(1, registered_on=LONG_AGO)])
    a_week_later(service, [row(1, born_on=ANOTHER_DAY, **CHECKED)], OTHER_PRACTICE)
    assert service.value("select count(*) from staged_change where settled_by_extract_id is null") == 0
    assert registered_births(service) == {right}


def test_a_row_that_is_another_person_s_is_never_used_and_its_stop_marks_count(service: Service) -> None:
    another_practice_s_birth_date(service, died_on=on(AS_OF - WEEK))
    settle(service, "another-person")
    next_run(service)
    registered = service.rows("select practice_code from registration where person_id = :p", p=service.person(1))
    assert [each.practice_code for each in registered] == [PRACTICE]
    assert stops(service, 1) == {"died"}, "a named person lifts it, nothing else does"
    assert service.planned(1)[:2] == ("stopped", "died")
    a_week_later(service, [row(1, born_on=ANOTHER_DAY), row(2, **CHECKED)], OTHER_PRACTICE)
    service.plan()
    assert service.status(1) == "never_checked", "sent again it settles and changes nothing"
    assert counts(service, OTHER_PRACTICE, AS_OF + WEEK) == (1, 1)


def test_a_death_in_a_staged_row_counts_though_the_practice_has_dropped_the_person_since(service: Service) -> None:
    another_practice_s_birth_date(service, died_on=on(AS_OF - WEEK))
    a_week_later(service, [row(2, **CHECKED)], OTHER_PRACTICE)
    settle(service, "held")
    next_run(service)
    assert service.value("select count(*) from registration where person_id = :p", p=service.person(1)) == 1
    assert stops(service, 1) == {"died"}


def test_a_protected_person_who_is_heard_leaves_no_address(service: Service) -> None:
    another_practice_s_birth_date(service, is_restricted="Y")
    settle(service, "sent")
    next_run(service)
    (heard,) = service.rows(
        "select address_1, phone_mobile, is_restricted from registration where person_id = :p and practice_code = :o",
        p=service.person(1), o=OTHER_PRACTICE,
    )  # fmt: skip
    assert tuple(heard) == (None, None, True)
    assert service.planned(1)[:2] == ("practice_only", "is_restricted")


# NHS numbers.


def renumbered(service: Service, days_before: int = 14, **said: str) -> None:
    """Somebody known as 1 was contacted twice, and comes back as 3; somebody else stays."""
    service.take_in([row(1, **CHECKED), row(2)], AS_OF - timedelta(days=days_before))
    service.plan()
    service.contact(1, "no_response", 10)
    service.contact(1, "call_later", 9, call_back_on=AS_OF + WEEK)
    service.take_in([row(3, **{"family_name": row(1)["family_name"].upper(), **said}), row(2)])
    service.plan()


def test_a_new_nhs_number_for_somebody_whose_old_one_is_gone_is_staged_with_both_sides(service: Service) -> None:
    renumbered(service, title="Dr")
    assert (service.status(1), service.status(3)) == ("left", "")
    assert stops(service, 3) == {"contradiction"}
    assert counts(service, PRACTICE) == (1, 1)
    (only,) = waiting(service)
    assert only.choices == ("same-person", "two-persons")
    assert [(side.role, side.nhs_number, side.extract_on) for side in only.sides] == [
        ("old", nhs_number(1), AS_OF - 2 * WEEK),
        ("new", nhs_number(3), AS_OF),
    ]
    assert only.differs == ("family_name", "title")
    a_week_later(service, [row(3, family_name=row(1)["family_name"]), row(2)])
    assert len(waiting(service)) == 1, "the next register says the same and settles nothing"
    assert service.value("select count(*) from registration where person_id = :p", p=service.person(3)) == 0


@pytest.mark.parametrize("differs", [{"given_name": "Beth"}, {"born_on": ANOTHER_DAY}, {"sex": "Male"}])
def test_a_newcomer_who_differs_in_anything_is_somebody_new(service: Service, differs: dict[str, str]) -> None:
    renumbered(service, **differs)
    assert (service.status(1), service.status(3)) == ("left", "never_checked")
    assert waiting(service) == []


def test_the_same_person_goes_on_under_the_new_number_with_episode_attempts_and_results(service: Service) -> None:
    renumbered(service)
    before = service.value("select episode_id from episode where person_id = :p", p=service.person(1))
    settle(service, "same-person")
    next_run(service)
    assert (service.status(1), service.status(3)) == ("superseded_number", "overdue")
    episode = service.rows("select episode_id, person_id, closed_on from episode where person_id <> :p",
                           p=service.person(2))  # fmt: skip
    assert [tuple(each) for each in episode] == [(before, service.person(3), None)]
    assert service.planned(3)[:2] == ("waiting_until", "call_back_agreed")
    assert service.value("select count(*) from contact_attempt where person_id = :p", p=service.person(3)) == 2
    assert counts(service, PRACTICE) == (2, 0)
    assert stops(service, 1) == {"superseded_number"}
    assert stops(service, 3) == set()


def test_stops_count_under_both_numbers_whichever_they_were_recorded_for_and_whenever(service: Service) -> None:
    service.take_in([row(1, refuses_outreach="Y"), row(2)], AS_OF - WEEK)
    service.plan()
    service.take_in([row(3, family_name=row(1)["family_name"]), row(2)])
    service.plan()
    settle(service, "same-person")
    next_run(service)
    assert stops(service, 3) == {"refuses_outreach"}
    service.stop(1, "reported_dead")
    service.stop(3, "reported_moved")
    assert stops(service, 3) == {"refuses_outreach", "reported_dead", "reported_moved"}
    assert stops(service, 1) == stops(service, 3) | {"superseded_number"}


def test_a_number_superseded_twice_still_carries_everything(service: Service) -> None:
    renumbered(service)
    service.stop(1, "reported_moved")
    settle(service, "same-person")
    next_run(service)
    a_week_later(service, [row(4, family_name=row(1)["family_name"]), row(2)])
    settle(service, "same-person")
    next_run(service)
    assert stops(service, 4) == {"reported_moved"}
    assert stops(service, 1) == stops(service, 3) == {"reported_moved", "superseded_number"}
    assert service.value("select count(*) from contact_attempt where person_id = :p", p=service.person(4)) == 2


def test_where_both_numbers_have_an_episode_open_one_goes_on_with_the_attempts_of_both(service: Service) -> None:
    service.take_in([row(3, registered_on=LONG_AGO)], AS_OF - 2 * WEEK, OTHER_PRACTICE)
    service.take_in([row(1), row(2)], AS_OF - 2 * WEEK)
    service.plan()
    service.contact(1, "no_response", 3)
    service.contact(3, "no_response", 2)
    moved = row(3, family_name=row(1)["family_name"], registered_on=on(AS_OF))
    service.take_in([moved, row(2)])
    settle(service, "same-person")
    reconcile.reconcile(service.connection)
    (kept,) = service.rows("select episode_id from episode where person_id = :p and closed_on is null",
                           p=service.person(3))  # fmt: skip
    attempts = service.rows("select distinct episode_id from contact_attempt")
    assert [each.episode_id for each in attempts] == [kept.episode_id]
    assert service.value("select count(*) from episode where person_id = :p", p=service.person(1)) == 0
    service.plan()
    assert service.planned(3)[0] == "waiting_until"


def test_two_persons_are_two_and_share_nothing(service: Service) -> None:
    renumbered(service)
    service.stop(1, "reported_moved")
    settle(service, "two-persons")
    next_run(service)
    assert (service.status(1), service.status(3)) == ("left", "never_checked")
    assert (stops(service, 1), stops(service, 3)) == ({"reported_moved"}, set())
    assert service.value("select count(*) from contact_attempt where person_id = :p", p=service.person(3)) == 0
    assert service.planned(3)[0] == "listed"


def test_the_old_number_back_beside_the_new_one_makes_two_persons(service: Service) -> None:
    renumbered(service)
    a_week_later(service, [row(1, **CHECKED), row(3, family_name=row(1)["family_name"]), row(2)])
    service.plan()
    assert waiting(service) == []
    assert (service.status(1), service.status(3)) == ("overdue", "never_checked")


# Decisions that cannot be carried out.


def test_what_does_not_wait_or_is_no_choice_is_refused_with_a_sentence(service: Service) -> None:
    on_two_registers(service)
    (only,) = waiting(service)
    for staged_id, take, by, why, said in (
        ("t0", PRACTICE, "A. Brill", "x", "Nothing waits under 't0'"),
        (only.staged_id, "Z99999", "A. Brill", "x", f"give {OTHER_PRACTICE} or {PRACTICE}."),
        (only.staged_id, PRACTICE, " ", "x", "--by"),
        (only.staged_id, PRACTICE, "A. Brill", "", "--reason"),
    ):
        with pytest.raises(DecideDifferently, match=said):
            staged.settle(service.connection, staged_id, take, by, why, AS_OF, service.region.rule_on(AS_OF))
    assert service.value("select count(*) from staged_decision") == 0
    settle(service, PRACTICE)
    with pytest.raises(DecideDifferently, match="already settled by A"):
        staged.settle(service.connection, only.staged_id, PRACTICE, "B", "y", AS_OF, service.region.rule_on(AS_OF))
