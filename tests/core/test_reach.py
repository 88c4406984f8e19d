"""How somebody can be reached: what is closed, and what needs another way."""

from typing import Any

import pytest

from pipeline.core.contact_steps import Step
from pipeline.core.reach import Reach, reach_of
from pipeline.core.step_reasons import StepReason
from tests.core.test_letter_choice import PERSON

KNOWN = PERSON | {
    "phone_mobile": "07700 900123", "phone_home": None, "is_unprintable": False, "is_number_wrong": False,
    "is_address_wrong": False, "refused_channels": [], "safe_contact_codes": [], "visit_verdict": "may_visit",
}  # fmt: skip
LETTERS = {Step.LETTER, Step.LETTER_AGAIN}
EVERY_WAY = {*LETTERS, Step.TEXT, Step.CALL, Step.VISIT}
NO_TEXT = EVERY_WAY - {Step.TEXT}


def reach(**said: Any) -> Reach:
    return reach_of(KNOWN | said)


def test_everything_is_open_to_whom_nothing_is_said_against() -> None:
    assert reach() == Reach()


@pytest.mark.parametrize(
    ("said", "closed", "reason"),
    [
        ({"refused_channels": ["letter"]}, LETTERS, StepReason.REFUSED_CHANNEL),
        ({"refused_channels": ["call", "text"]}, {Step.CALL, Step.TEXT}, StepReason.REFUSED_CHANNEL),
        ({"safe_contact_codes": ["not_to_the_home"]}, {*LETTERS, Step.VISIT}, StepReason.WHAT_TO_MIND),
        ({"safe_contact_codes": ["phone_is_shared"]}, {Step.TEXT}, StepReason.WHAT_TO_MIND),
        ({"safe_contact_codes": ["through_the_key_worker"]}, EVERY_WAY, StepReason.WHAT_TO_MIND),
        ({"contact_method": "Requires contact by telephone"}, EVERY_WAY - {Step.CALL},
         StepReason.ASKED_FOR_OTHER_CHANNEL),
        ({"contact_method": "Requires contact by letter"}, EVERY_WAY - LETTERS, StepReason.ASKED_FOR_OTHER_CHANNEL),
        ({"contact_method": "Requires contact by e-mail"}, EVERY_WAY, StepReason.ASKED_FOR_OTHER_CHANNEL),
        ({"address_1": "No fixed abode"}, {*LETTERS, Step.VISIT}, StepReason.NO_FIXED_ABODE),
        ({"postcode": None}, {*LETTERS, Step.VISIT}, StepReason.ADDRESS_NOT_FIT),
        ({"is_address_wrong": True}, {*LETTERS, Step.VISIT}, StepReason.WRONG_ADDRESS),
        ({"is_number_wrong": True}, {Step.CALL, Step.TEXT}, StepReason.WRONG_NUMBER),
        ({"visit_verdict": "no_visit"}, {Step.VISIT}, StepReason.VISIT_NOT_SAFE),
        ({"phone_mobile": None, "phone_home": "01632 960001"}, {Step.TEXT}, StepReason.NO_MOBILE),
    ],
)  # fmt: skip
def test_a_closed_channel_closes_its_steps_and_no_others(
    said: dict[str, object], closed: set[Step], reason: StepReason
) -> None:
    found = reach(**said)
    assert set(found.closed) == closed
    assert set(found.closed.values()) == {reason}


def test_a_home_phone_others_answer_is_no_phone() -> None:
    found = reach(phone_mobile=None, phone_home="01632 960001", safe_contact_codes=["no_home_phone"])
    assert found.closed == {Step.TEXT: StepReason.NO_MOBILE, Step.CALL: StepReason.NO_PHONE}
    assert reach(safe_contact_codes=["no_home_phone"]).closed == {}


@pytest.mark.parametrize(
    ("said", "otherwise"),
    [
        ({"information_format": "Braille"}, dict.fromkeys(LETTERS, StepReason.NEEDS_OTHER_FORMAT)),
        ({"language": "Urdu"}, dict.fromkeys(NO_TEXT, StepReason.NEEDS_OTHER_LANGUAGE)),
        ({"is_interpreter_needed": True}, dict.fromkeys(NO_TEXT, StepReason.NEEDS_OTHER_LANGUAGE)),
        ({"communication_support": "Uses British sign language"},
         dict.fromkeys(LETTERS, StepReason.NEEDS_OTHER_FORMAT)
         | dict.fromkeys((Step.CALL, Step.VISIT), StepReason.NEEDS_SUPPORT)),
        ({"communication_professional": "see notes"},
         dict.fromkeys(LETTERS, StepReason.NEEDS_OTHER_FORMAT)
         | dict.fromkeys((Step.CALL, Step.VISIT), StepReason.NEEDS_SUPPORT)),
        ({"contact_method": "Not by phone"}, dict.fromkeys(NO_TEXT, StepReason.ASKED_FOR_OTHER_CHANNEL)),
        ({"contact_method": "via carer"}, dict.fromkeys(NO_TEXT, StepReason.ASKED_FOR_OTHER_CHANNEL)),
        ({"is_unprintable": True}, dict.fromkeys(LETTERS, StepReason.LETTER_UNPRINTABLE)),
        ({"visit_verdict": None}, {Step.VISIT: StepReason.ASK_VISIT_RISK}),
    ],
)  # fmt: skip
def test_a_need_that_a_step_cannot_meet_is_a_task_and_a_text_is_left_out(
    said: dict[str, object], otherwise: dict[Step, StepReason]
) -> None:
    found = reach(**said)
    assert found.otherwise == otherwise
    assert set(found.closed) <= {Step.TEXT}


def test_times_and_two_workers_are_told() -> None:
    assert reach(safe_contact_codes=["evenings_only"]).times == ("evening",)
    assert reach(visit_verdict="two_workers").two_workers
    assert not reach().two_workers


def test_a_code_to_mind_that_nobody_knows_closes_every_way() -> None:
    assert set(reach(safe_contact_codes=["qzplanted"]).closed) == EVERY_WAY
