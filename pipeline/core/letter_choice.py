"""Which letter somebody gets, or why none: their needs, their language, their address."""

from collections.abc import Mapping
from typing import Any

from pipeline.core.communication_needs import (
    CONTACT_METHODS,
    FORMATS,
    PROFESSIONALS,
    CommunicationNeeds,
    Need,
    Subset,
    read_needs,
)
from pipeline.core.contact_policy import StepReason
from pipeline.core.postal_address import PostalAddress, UnfitReason, postal_address

FIRST_INVITATION = "first-invitation/en.standard"
_OTHER_FORMAT = FORMATS | PROFESSIONALS | {Need.BSL_USER}
_ENGLISH = {"", "english", "main spoken language english", "main language english"}


def no_letter_because(person: Mapping[str, Any]) -> StepReason | None:
    """Why the one letter there is does not suit this person, None where it does.

    A need that no template meets is a worker's task, never a letter somebody cannot read
    (Accessible Information Standard, DAPB1605).
    """
    needs = read_needs(person)
    if needs.needs & _OTHER_FORMAT or needs.unread & {Subset.FORMAT, Subset.PROFESSIONAL}:
        return StepReason.NEEDS_OTHER_FORMAT
    if not _wants_letters(needs):
        return StepReason.ASKED_FOR_OTHER_CHANNEL
    if person["is_interpreter_needed"] or (person["language"] or "").lower() not in _ENGLISH:
        return StepReason.NEEDS_OTHER_LANGUAGE
    address = address_of(person)
    if isinstance(address, PostalAddress):
        return None
    return StepReason.NO_FIXED_ABODE if address.reason is UnfitReason.NO_FIXED_ABODE else StepReason.ADDRESS_NOT_FIT


def _wants_letters(needs: CommunicationNeeds) -> bool:
    """Whether nothing was said of ways to contact them, or a letter is plainly among those that were named."""
    if Subset.CONTACT_METHOD in needs.unread or Need.CONTACT_VIA_CARER in needs.needs:
        return False
    methods = needs.needs & CONTACT_METHODS
    return not methods or Need.CONTACT_LETTER in methods


def address_of(person: Mapping[str, Any]) -> Any:
    """The person's PostalAddress, or the UnfitAddress saying why it is none."""
    lines = [person[f"address_{number}"] for number in range(1, 6)]
    return postal_address(full_name(person), lines, person["postcode"])


def full_name(person: Mapping[str, Any]) -> str:
    """Title, given and family name, whichever are recorded."""
    return " ".join(part for part in (person["title"], person["given_name"], person["family_name"]) if part)


def greeting_name(person: Mapping[str, Any]) -> str:
    """How a letter begins: the preferred name, else the given name, else the full name."""
    return person["preferred_name"] or person["given_name"] or full_name(person)
