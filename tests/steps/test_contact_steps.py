"""What the policy is told from the database, and what it leaves in the plan."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from tests.factories import AS_OF, PRACTICE, Service, _insert, row

BEFORE = AS_OF - timedelta(days=30)


def planned(service: Service) -> tuple[str, str, str | None]:
    service.plan()
    (plan,) = service.rows("select disposition, next_step_reason, next_step from plan_item where as_of = :d", d=AS_OF)
    return tuple(plan)


@pytest.fixture
def begun(service: Service) -> Service:
    """Somebody with an open episode."""
    service.take_in([row(1)], BEFORE)
    service.plan(BEFORE)
    return service


def said(service: Service, table: str, **columns: Any) -> None:
    key = f"{table}_id"
    _insert(service.connection, table, {key: "x1", "person_id": service.person(1), **columns})


def test_a_refused_channel_passes_its_step_over(begun: Service) -> None:
    said(begun, "channel_refusal", channel="letter", from_on=AS_OF, said_by="worker", source="call")
    assert planned(begun) == ("listed", "call_no_letter", "call")
    assert begun.value("select passed_over from plan_item where as_of = :d", d=AS_OF) == ["letter: refused_channel"]


def test_a_step_passed_over_twice_is_told_once(begun: Service) -> None:
    begun.contact(1, "sent", 30, "letter")
    said(begun, "channel_refusal", channel="call", from_on=AS_OF, said_by="worker", source="call")
    assert planned(begun) == ("listed", "second_letter", "letter_again")
    assert begun.value("select passed_over from plan_item where as_of = :d", d=AS_OF) == ["call: refused_channel"]


def test_what_is_to_be_minded_closes_every_way_there_is(begun: Service) -> None:
    said(begun, "contact_note", code="through_the_key_worker", from_on=AS_OF, said_by="worker", source="call")
    assert planned(begun) == ("listed", "what_to_mind", "other_way")


@pytest.mark.parametrize(
    ("risk", "found"),
    [
        ({}, ("listed", "ask_visit_risk", "other_way")),
        ({"verdict": "two_workers"}, ("listed", "visit_two_workers", "visit")),
        ({"verdict": "may_visit"}, ("listed", "visit", "visit")),
        ({"verdict": "no_visit"}, ("listed", "look_together", "desktop_review")),
        ({"verdict": "may_visit", "review_on": AS_OF - timedelta(days=1)}, ("listed", "ask_visit_risk", "other_way")),
    ],
)
def test_a_visit_waits_for_word_that_is_not_overdue(
    begun: Service, risk: dict[str, Any], found: tuple[str, str, str]
) -> None:
    for step, channel, days_ago in (
        ("letter", "letter", 50), ("call", "call", 40), ("call", "call", 33), ("letter_again", "letter", 26),
        ("call", "call", 19),
    ):  # fmt: skip
        begun.contact(1, "no_response", days_ago, channel, step=step)
    if risk:
        common = {"told_by": "practice", "said_on": BEFORE, "review_on": AS_OF, "recorded_by": "N. Otley"}
        said(begun, "visit_risk", **(common | risk))
    assert planned(begun) == found


def test_a_number_that_did_not_reach_them_is_not_rung_until_the_practice_sends_another(begun: Service) -> None:
    begun.contact(1, "sent", 40, "letter")
    begun.contact(1, "wrong_contact_details", 20)
    assert planned(begun) == ("listed", "second_letter", "letter_again")
    begun.take_in([row(1, phone_mobile="07700 900999")])
    assert planned(begun) == ("listed", "call_again", "call")


def test_an_appointment_and_a_check_are_read_with_their_contact(begun: Service) -> None:
    begun.contact(1, "booked", 10)
    appointment = {"contact_attempt_id": "c-1-booked-10", "held_on": AS_OF + timedelta(days=3), "state": "booked"}
    _insert(begun.connection, "appointment", {"appointment_id": "a1", **appointment})
    assert planned(begun) == ("listed", "remind_of_appointment", "remind")
    begun.contact(1, "check_done", 5)
    report = {"contact_attempt_id": "c-1-check_done-5", "done_on": AS_OF - timedelta(days=5), "elements": ["bmi"]}
    _insert(begun.connection, "check_report", {"check_report_id": "k1", **report})
    assert planned(begun) == ("listed", "check_not_complete", "finish_check")
    assert begun.value("select 'agreed_with_person' = any(reasons) from plan_item where as_of = :d", d=AS_OF)
    begun.run("update check_report set is_in_error = true")
    assert planned(begun) == ("waiting_until", "awaiting_confirmation", None)


def test_a_contact_of_an_earlier_episode_by_another_provider_is_waited_for(begun: Service) -> None:
    earlier = {"episode_id": "e0", "person_id": begun.person(1), "opened_on": date(2020, 1, 1), "closed_on": BEFORE,
               "close_reason": "up_to_date"}  # fmt: skip
    _insert(begun.connection, "episode", earlier)
    begun.contact(1, "no_response", 2, episode_id="e0", provider_code="birch", practice_code=PRACTICE)
    assert planned(begun) == ("waiting_until", "too_soon", None)
    assert begun.value("select until_on from plan_item where as_of = :d", d=AS_OF) == AS_OF + timedelta(days=5)


def test_rounds_a_time_of_day_and_the_review_are_in_the_plan(begun: Service) -> None:
    begun.contact(1, "declined_check", 400)
    begun.contact(1, "sent", 30, "letter", round=2)
    begun.contact(1, "no_response", 15, round=2, time_of_day="morning")
    assert planned(begun) == ("listed", "call_again", "call")
    plan = begun.rows("select round, time_of_day from plan_item where as_of = :d", d=AS_OF)
    assert [tuple(each) for each in plan] == [(2, "afternoon")]
    begun.contact(1, "no_response", 9, "practice", round=3, step="desktop_review", is_unasked=False)
    begun.run("update contact_attempt set round = 4 where round = 2")
    begun.contact(1, "no_response", 8, "practice", round=4, step="desktop_review", is_unasked=False)
    assert planned(begun) == ("practice_only", "rounds_used_up", None)
    review = begun.value("select review_on from plan_item where as_of = :d", d=AS_OF)
    assert review == AS_OF + timedelta(days=357)


@pytest.mark.parametrize(
    "statement",
    [
        "update plan_item set disposition_reason = ''",
        "update plan_item set disposition = 'stopped', disposition_reason = 'listed', next_step = null",
        "update plan_item set disposition = 'practice_only', disposition_reason = 'rounds_used_up', next_step = null",
        "update plan_item set next_step = 'postcard'",
        "update plan_item set next_step = null",
        "update plan_item set disposition = 'waiting_until', disposition_reason = 'too_soon'",
    ],
)
def test_the_database_refuses_somebody_without_a_step_a_day_or_a_reason(service: Service, statement: str) -> None:
    service.take_in([row(1)])
    service.plan()
    with pytest.raises(IntegrityError):
        service.run(statement)
