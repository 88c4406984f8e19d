"""One row of a list: what a worker may see of somebody, and what stays away."""

from datetime import date
from typing import Any

import pytest

from pipeline.core.worklist_rows import worklist_row

AS_OF = date(2026, 11, 23)
PERSON: dict[str, Any] = {
    "provider_code": "alder", "partner_code": None, "worker_code": None, "person_id": "p1", "rank": 3, "band": 1,
    "reasons": ["overdue"], "step": "call", "step_reason": "call_again", "also_reason": None, "round": 1,
    "time_of_day": None,
    "pcn_code": "U90001", "pcn_name": "Northmoor PCN", "place_code": "north", "practice_name": "Fernlea Surgery",
    "last_element_on": None, "lacking": ["smoking", "bmi"], "title": "Ms", "given_name": "Ada",
    "family_name": "Brackwell", "preferred_name": None, "address_1": "4 Fennel Row", "address_2": None,
    "address_3": None, "address_4": "Burnley", "address_5": None, "postcode": "BB11 1AA",
    "phone_mobile": "07700 900123", "phone_home": "01632 960123", "email": "ada@mail.example", "language": "English",
    "is_interpreter_needed": False, "contact_method": None, "information_format": None,
    "communication_professional": None, "communication_support": None, "key_worker": None, "minded_codes": [],
    "minded_words": [], "refused_channels": [], "visit_verdict": None, "held_on": None, "held_at": None,
    "held_where": None, "held_by": None, "appointment_state": None, "is_check_reported": False,
    "is_check_untold": False, "done_elements": [], "has_plan": False, "tried": [],
}  # fmt: skip
WAYS = {"address": "4 Fennel Row, Burnley, BB11 1AA", "phone_mobile": "07700 900123", "phone_home": "01632 960123"}
WAYS["email"] = "ada@mail.example"


def ways(**said: Any) -> dict[str, str]:
    """The ways of contact that the row shows."""
    row = worklist_row(PERSON | said, AS_OF)
    return {way: getattr(row, way) for way in WAYS if getattr(row, way)}


def without(*hidden: str) -> dict[str, str]:
    return {way: said for way, said in WAYS.items() if way not in hidden}


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({}, WAYS),
        ({"refused_channels": ["call"]}, without("phone_home")),
        ({"refused_channels": ["call", "text"]}, without("phone_home", "phone_mobile")),
        ({"refused_channels": ["text"]}, WAYS),
        ({"refused_channels": ["email"]}, without("email")),
        ({"refused_channels": ["visit"]}, WAYS),
        ({"minded_codes": ["not_to_the_home"]}, without("address")),
        ({"refused_channels": ["visit", "letter"]}, without("address")),
        ({"minded_codes": ["no_home_phone"]}, without("phone_home")),
        ({"minded_codes": ["through_the_key_worker"]}, {}),
        ({"step": "letter", "step_reason": "first_letter"}, {}),
    ],
)
def test_a_way_that_is_closed_is_not_on_the_row(said: dict[str, Any], shown: dict[str, str]) -> None:
    assert ways(**said) == shown


def test_what_to_mind_is_said_in_sentences_with_what_is_refused_and_the_words_somebody_has_read() -> None:
    said = {"minded_codes": ["no_voicemail", "of_a_later_version"], "minded_words": ["Dog in the yard."]}
    row = worklist_row(PERSON | said | {"refused_channels": ["text", "call"], "visit_verdict": "two_workers"}, AS_OF)
    assert row.safe_contact == (
        "Leave no voicemail and no message with anybody. Does not want: call, text. A visit only with two workers. "
        "Dog in the yard."
    )


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({}, ""),
        ({"appointment_state": "booked"}, "Weight (BMI), Smoking"),
        ({"appointment_state": "attended"}, ""),
        ({"is_check_reported": True, "done_elements": ["bmi", "lipids"]}, "Smoking"),
        ({"is_check_reported": True, "done_elements": ["bmi", "smoking"]}, ""),
        ({"is_check_reported": True, "is_check_untold": True}, ""),
    ],
)
def test_what_the_check_lacks_is_told_only_once_one_is_booked_or_part_done(said: dict[str, Any], missing: str) -> None:
    assert worklist_row(PERSON | said, AS_OF).missing == missing


def test_an_appointment_is_told_in_one_line_while_it_is_booked() -> None:
    said = {"held_on": date(2026, 11, 24), "held_at": "10:30", "held_where": "Moor Hall", "held_by": "the nurse"}
    booked = worklist_row(PERSON | said | {"appointment_state": "booked"}, AS_OF)
    assert booked.appointment == "24/11/2026 at 10:30, Moor Hall, with the nurse"
    assert worklist_row(PERSON | {"appointment_state": "booked"}, AS_OF).appointment == "day not told"
    assert worklist_row(PERSON | said | {"appointment_state": "attended"}, AS_OF).appointment == ""


@pytest.mark.parametrize(
    ("said", "has_rows"),
    [
        ({}, False),
        ({"appointment_state": "booked"}, True),
        ({"is_check_reported": True}, True),
        ({"has_plan": True}, True),
        ({"step": "agree_plan", "step_reason": "plan_to_agree"}, True),
    ],
)
def test_there_is_room_for_a_plan_once_there_is_something_to_agree(said: dict[str, Any], has_rows: bool) -> None:
    assert worklist_row(PERSON | said, AS_OF).has_plan_rows is has_rows


def test_what_was_tried_is_told_with_time_of_day_and_round_and_what_left_by_phone_is_not_spread() -> None:
    usual = {"on": "2026-11-02", "channel": "call", "round": 1, "time_of_day": None}
    contacts = [
        usual | {"channel": "letter", "outcome": "sent"},
        usual | {"outcome": "no_response", "time_of_day": "morning"},
        usual | {"outcome": "safeguarding", "round": 2},
        usual | {"outcome": "call_later", "channel": "contact"},
    ]
    assert worklist_row(PERSON | {"tried": contacts}, AS_OF).tried == (
        "letter sent 02/11/2026; call 02/11/2026 morning: no response; "
        "call 02/11/2026 (round 2): passed on by phone; contact 02/11/2026: call later"
    )


def test_no_row_holds_a_diagnosis_a_medicine_or_a_result() -> None:
    reasons = ["never_all_six", "risk_antipsychotic", "risk_depot_or_clozapine", "risk_high_hba1c", "risk_smoker"]
    row = worklist_row(PERSON | {"reasons": reasons}, AS_OF)
    assert row.why == "No complete check on record; earlier contact advised from the practice's record."


def test_the_time_of_day_to_try_is_said_after_what_to_do() -> None:
    assert worklist_row(PERSON | {"time_of_day": "evening"}, AS_OF).what_to_do.endswith("Best tried in the evening.")
    assert "tried in the" not in worklist_row(PERSON, AS_OF).what_to_do


def test_a_code_to_mind_that_nobody_knows_hides_every_way() -> None:
    assert ways(minded_codes=["qzplanted"]) == {}
