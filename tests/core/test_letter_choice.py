"""Which letter suits whom: a need that no template meets is a worker's task."""

import pytest

from pipeline.core.contact_policy import StepReason
from pipeline.core.letter_choice import full_name, greeting_name, no_letter_because

PERSON = {
    "title": "Ms",
    "given_name": "Ada",
    "family_name": "Brackwell",
    "preferred_name": None,
    "address_1": "4 Fennel Row",
    "address_2": None,
    "address_3": None,
    "address_4": "Burnley",
    "address_5": None,
    "postcode": "BB11 1AA",
    "language": "English",
    "is_interpreter_needed": False,
    "contact_method": None,
    "information_format": None,
    "communication_professional": None,
    "communication_support": None,
}


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"language": None},
        {"language": "Main spoken language English"},
        {"contact_method": "Requires contact by letter"},
        {"contact_method": "Letter"},
        {"contact_method": "Requires contact by letter; Requires contact by telephone"},
        {"information_format": "None"},
        {"communication_support": "Uses hearing aid"},
        {"communication_support": "something nobody knows"},
    ],
)
def test_the_one_letter_suits(said: dict[str, object]) -> None:
    assert no_letter_because(PERSON | said) is None


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"information_format": "24 point"}, StepReason.NEEDS_OTHER_FORMAT),
        ({"information_format": "16 point"}, StepReason.NEEDS_OTHER_FORMAT),
        ({"information_format": "something nobody knows"}, StepReason.NEEDS_OTHER_FORMAT),
        ({"communication_professional": "see notes"}, StepReason.NEEDS_OTHER_FORMAT),
        ({"communication_support": "Requires information in Easyread"}, StepReason.NEEDS_OTHER_FORMAT),
        ({"communication_support": "Uses British sign language"}, StepReason.NEEDS_OTHER_FORMAT),
        ({"contact_method": "Letter; via carer"}, StepReason.ASKED_FOR_OTHER_CHANNEL),
        ({"contact_method": "Letter; not by telephone"}, StepReason.ASKED_FOR_OTHER_CHANNEL),
        ({"communication_professional": "Needs an advocate"}, StepReason.NEEDS_OTHER_FORMAT),
        ({"contact_method": "Requires contact by telephone"}, StepReason.ASKED_FOR_OTHER_CHANNEL),
        ({"contact_method": "Does not want contact by letter"}, StepReason.ASKED_FOR_OTHER_CHANNEL),
        ({"contact_method": "No letters"}, StepReason.ASKED_FOR_OTHER_CHANNEL),
        ({"contact_method": "Declined contact by letter"}, StepReason.ASKED_FOR_OTHER_CHANNEL),
        ({"contact_method": "Newsletter by e-mail"}, StepReason.ASKED_FOR_OTHER_CHANNEL),
        ({"is_interpreter_needed": True}, StepReason.NEEDS_OTHER_LANGUAGE),
        ({"language": "Urdu"}, StepReason.NEEDS_OTHER_LANGUAGE),
        ({"address_1": "No fixed abode"}, StepReason.NO_FIXED_ABODE),
        ({"postcode": "ZZ99 3VZ"}, StepReason.ADDRESS_NOT_FIT),
        ({"postcode": None}, StepReason.ADDRESS_NOT_FIT),
        ({"address_1": None, "address_4": None}, StepReason.ADDRESS_NOT_FIT),
    ],
)
def test_a_need_that_the_letter_does_not_meet_is_named(said: dict[str, object], reason: StepReason) -> None:
    assert no_letter_because(PERSON | said) is reason


def test_a_letter_begins_with_the_name_somebody_prefers() -> None:
    assert greeting_name(PERSON) == "Ada"
    assert greeting_name(PERSON | {"preferred_name": "Addy"}) == "Addy"
    assert greeting_name(PERSON | {"given_name": None}) == full_name(PERSON | {"given_name": None}) == "Ms Brackwell"
