"""Prioritise: everybody overdue has one disposition, any stop beats any priority, and the order can be told."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.config import Settings
from pipeline.doors.db import Database
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, Service, a_service, checked, row

TODAY = ("listed", "listed")


def test_who_can_be_written_to_is_listed_for_a_letter(service: Service) -> None:
    service.take_in([row(1), row(2, **checked(date(2020, 1, 1))), row(3, **checked(date(2025, 1, 1)))])
    assert service.plan() == {"listed": 2}
    assert service.planned(1) == service.planned(2) == (*TODAY, "letter")
    assert service.planned(3) == ("", "", None), "due, not overdue: not this service's"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"information_format": "Requires information in Easy read"}, "needs_other_format"),
        ({"communication_professional": "Needs an advocate"}, "needs_other_format"),
        ({"contact_method": "Does not want contact by letter"}, "asked_for_other_channel"),
        ({"language": "Polish"}, "needs_other_language"),
        ({"is_interpreter_needed": "Y"}, "needs_other_language"),
        ({"is_interpreter_needed": "Urdu"}, "needs_other_language"),
        ({"address_1": "NO FIXED ABODE", "phone_mobile": ""}, "no_fixed_abode"),
        ({"postcode": "ZZ99 3VZ", "phone_mobile": ""}, "address_not_fit"),
        ({"contact_method": "Requires contact by e-mail"}, "asked_for_other_channel"),
    ],
)
def test_whom_no_letter_suits_is_listed_for_another_way(service: Service, said: dict[str, str], why: str) -> None:
    service.take_in([row(1, **said)])
    service.plan()
    assert service.planned(1) == (*TODAY, "other_way")
    assert service.value("select next_step_reason from plan_item") == why


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"contact_method": "Requires contact by telephone"}, "asked_for_other_channel"),
        ({"address_1": "NO FIXED ABODE"}, "no_fixed_abode"),
        ({"postcode": "ZZ99 3VZ"}, "address_not_fit"),
        ({"postcode": ""}, "address_not_fit"),
    ],
)
def test_whom_no_letter_reaches_is_rung_and_the_letter_passed_over(
    service: Service, said: dict[str, str], why: str
) -> None:
    service.take_in([row(1, **said)])
    service.plan()
    assert service.planned(1) == (*TODAY, "call")
    (plan,) = service.rows("select next_step_reason, passed_over from plan_item")
    assert tuple(plan) == ("call_no_letter", [f"letter: {why}"])


@pytest.mark.parametrize(
    ("stop", "disposition"),
    [("declined_service", "stopped"), ("died", "stopped"), ("is_restricted", "practice_only"),
     ("is_not_to_be_shared", "practice_only")],
)  # fmt: skip
def test_any_stop_beats_any_priority(service: Service, stop: str, disposition: str) -> None:
    most_urgent = row(1, imd_decile="1", antipsychotic="Clozapine", has_diabetes="Yes", has_cvd="Yes")
    service.take_in([most_urgent, row(2)])
    service.stop(1, stop)
    service.plan()
    assert service.planned(1) == (disposition, stop, None)
    assert service.value("select rank from plan_item where person_id = :who", who=service.person(1)) is None


@pytest.mark.parametrize(
    ("said", "disposition", "reason"),
    [
        ({"is_restricted": "Y"}, "practice_only", "is_restricted"),
        ({"is_not_to_be_shared": "Y"}, "practice_only", "is_not_to_be_shared"),
        ({"refuses_outreach": "Y"}, "stopped", "refuses_outreach"),
        ({"refuses_outreach": "Y", "is_restricted": "Y"}, "stopped", "refuses_outreach"),
    ],
)
def test_a_practice_s_own_marks_stop(service: Service, said: dict[str, str], disposition: str, reason: str) -> None:
    service.take_in([row(1, **said)])
    service.plan()
    assert service.planned(1) == (disposition, reason, None)


def test_a_mark_on_a_register_somebody_has_left_still_stops(service: Service) -> None:
    service.take_in([row(1, refuses_outreach="Y"), row(3)], AS_OF - timedelta(days=5))
    service.take_in([row(3)])
    service.take_in([row(1)], practice=OTHER_PRACTICE)
    service.plan()
    assert service.planned(1)[:2] == ("stopped", "refuses_outreach")


@pytest.mark.parametrize(
    ("said", "is_stopped"),
    [
        ({}, True),
        ({"from_on": AS_OF + timedelta(days=1)}, False),
        ({"until_on": AS_OF}, True),
        ({"until_on": AS_OF - timedelta(days=1)}, False),
        ({"lifted_on": AS_OF, "lifted_by": "A. Brill", "lifted_why": "asked to be invited"}, False),
    ],
)
def test_a_stop_holds_between_its_days_and_until_somebody_lifts_it(
    service: Service, said: dict[str, object], is_stopped: bool
) -> None:
    service.take_in([row(1)])
    service.stop(1, "declined_service", **({"from_on": AS_OF - timedelta(days=30)} | said))
    service.plan()
    assert (service.planned(1)[0] != "listed") == is_stopped


def test_every_disposition_of_coverage_is_reached(database: Database, settings: Settings, tmp_path: Path) -> None:
    with database.transaction() as connection:
        service = a_service(
            connection, settings, tmp_path, Z90001="U90001", Z90002="U90001", Z90003="U90003", Z90004=""
        )
        service.run("delete from sharing_agreement where practice_code = 'Z90002'")
        for which, practice in enumerate(("Z90001", "Z90002", "Z90003", "Z90004"), start=1):
            service.take_in([row(which)], practice=practice)
        counts = service.plan()
        found = [service.planned(which)[:2] for which in (1, 2, 3, 4)]
    assert found == [
        TODAY,
        ("no_agreement", "no_agreement"),
        ("uncovered", "no_provider"),
        ("uncovered", "practice_unknown_pcn"),
    ]
    assert counts == {"listed": 1, "no_agreement": 1, "uncovered": 2}


@pytest.mark.parametrize(("days", "disposition"), [(35, TODAY), (36, ("stopped", "register_too_old"))])
def test_nobody_is_contacted_on_a_register_that_is_too_old(
    service: Service, days: int, disposition: tuple[str, str]
) -> None:
    service.take_in([row(1)], AS_OF - timedelta(days=days))
    service.plan()
    assert service.planned(1)[:2] == disposition


@pytest.mark.parametrize(
    ("contacts", "disposition", "reason"),
    [
        ([("sent", 9, "letter")], "waiting_until", "after_letter"),
        ([("sent", 10, "letter")], "listed", "call_after_letter"),
        ([("sent", 30, "letter"), ("no_response", 6, "call")], "waiting_until", "too_soon"),
        ([("sent", 30, "letter"), ("no_response", 7, "call")], "listed", "call_again"),
        ([("sent", 30, "letter"), ("declined_check", 20, "call")], "waiting_until", "not_this_year"),
        ([("sent", 30, "letter"), ("booked", 20, "call")], "waiting_until", "appointment"),
        ([("sent", 60, "letter"), ("booked", 30, "call")], "listed", "did_they_come"),
        ([("sent", 30, "letter"), ("check_done", 20, "call")], "waiting_until", "awaiting_confirmation"),
        ([("no_response", 20 + n, "call") for n in range(6)], "listed", "look_together"),
        ([("sent", 5, "letter"), ("entered_in_error", 1, "call")], "waiting_until", "after_letter"),
    ],
)
def test_what_was_tried_decides_what_is_next(
    service: Service, contacts: list[tuple[str, int, str]], disposition: str, reason: str
) -> None:
    service.take_in([row(1)])
    service.plan()
    for outcome, days_ago, channel in contacts:
        service.contact(1, outcome, days_ago, channel)
    service.plan()
    found = service.rows("select disposition, next_step_reason from plan_item")
    assert [tuple(each) for each in found] == [(disposition, reason)]


def test_a_check_ends_the_episode_and_a_gap_in_the_register_does_not(service: Service) -> None:
    """Who was missing from one extract is not invited from the beginning, and a decline still holds."""
    month_ago = AS_OF - timedelta(days=30)
    service.take_in([row(1), row(2)], month_ago)
    service.plan(month_ago)
    service.contact(1, "declined_check", 25)
    week_ago = AS_OF - timedelta(days=7)
    service.take_in([row(2, **checked(week_ago))], week_ago)
    service.plan(week_ago)
    ends = {r.person_id: r.close_reason for r in service.rows("select person_id, close_reason from episode")}
    assert ends == {service.person(1): "left", service.person(2): "up_to_date"}
    service.take_in([row(1), row(2, **checked(week_ago))])
    service.plan()
    assert service.planned(1)[:2] == ("waiting_until", "not_this_year")
    assert service.value("select count(*) from episode") == 2


def test_after_a_check_a_new_gap_is_a_new_episode(service: Service) -> None:
    start, later = AS_OF - timedelta(days=60), AS_OF - timedelta(days=30)
    service.take_in([row(1), row(2, **checked(later))], start)
    service.plan(start)
    service.take_in([row(1, **checked(later)), row(2, **checked(later))], later)
    service.plan(later)
    service.take_in([row(1, **checked(later, without=["bmi"])), row(2, **checked(later))])
    service.plan()
    found = service.rows(
        "select close_reason from episode where person_id = :w order by opened_on", w=service.person(1)
    )
    assert [each.close_reason for each in found] == ["up_to_date", None]


def test_the_order_is_band_then_gap_then_missing_then_risk_then_deprivation(service: Service) -> None:
    old, older = date(2022, 1, 1), date(2021, 1, 1)
    service.take_in(
        [
            row(1, **checked(old)),
            row(2, **checked(old), imd_decile="1"),
            row(3, **checked(older), imd_decile="9"),
            row(4, **checked(older), imd_decile="9", has_diabetes="Yes"),
            row(5, **checked(older, without=["bmi"])),
            row(6),
            row(7, **checked(old), imd_decile="8"),
        ]
    )
    service.plan()
    ranked = [r.person_id for r in service.rows("select person_id from plan_item order by rank")]
    assert ranked[:4] == [service.person(n) for n in (6, 5, 4, 3)]
    assert set(ranked[4:6]) == {service.person(1), service.person(2)}, "an unknown decile counts as the most deprived"
    assert ranked[6] == service.person(7)


def test_a_day_planned_again_gives_the_same_plan(service: Service) -> None:
    service.take_in([row(n) for n in range(1, 6)])
    service.take_in([row(6)], practice=OTHER_PRACTICE)
    service.plan()
    first = service.rows("select * from plan_item order by person_id")
    service.plan()
    assert service.rows("select * from plan_item order by person_id") == first
    assert {r.practice_code for r in first} == {PRACTICE, OTHER_PRACTICE}
