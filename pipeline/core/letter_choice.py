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
from pipeline.core.contact_steps import Step
from pipeline.core.postal_address import PostalAddress, UnfitReason, postal_address
from pipeline.core.step_reasons import StepReason

TEMPLATES = {
    Step.LETTER: "first-invitation/en.standard",
    Step.LETTER_AGAIN: "second-invitation/en.standard",
}
_SUPPORT = PROFESSIONALS | {Need.BSL_USER}
_ENGLISH = {"", "english", "main spoken language english", "main language english"}


def no_letter_because(person: Mapping[str, Any]) -> StepReason | None:
    """Why no letter there is suits this person, None where one does.

    A need that no template meets is a worker's task, never a letter somebody cannot read
    (Accessible Information Standard, DAPB1605).
    """
    needs = read_needs(person)
    unmet = unmet_in_writing(person, needs)
    if unmet is not StepReason.NEEDS_OTHER_FORMAT and not _wants_letters(needs):
        return StepReason.ASKED_FOR_OTHER_CHANNEL
    return unmet or no_address_because(person)


def unmet_in_writing(person: Mapping[str, Any], needs: CommunicationNeeds) -> StepReason | None:
    """The need that plain written English does not meet."""
    if needs.needs & (FORMATS | _SUPPORT) or needs.unread & {Subset.FORMAT, Subset.PROFESSIONAL}:
        return StepReason.NEEDS_OTHER_FORMAT
    return StepReason.NEEDS_OTHER_LANGUAGE if needs_other_language(person) else None


def unmet_by_voice(person: Mapping[str, Any], needs: CommunicationNeeds) -> StepReason | None:
    """The need that somebody who speaks English on the phone or at the door does not meet."""
    if needs.needs & _SUPPORT or Subset.PROFESSIONAL in needs.unread:
        return StepReason.NEEDS_SUPPORT
    return StepReason.NEEDS_OTHER_LANGUAGE if needs_other_language(person) else None


def no_address_because(person: Mapping[str, Any]) -> StepReason | None:
    """Why the address on record cannot be posted to, None where it can."""
    address = address_of(person)
    if isinstance(address, PostalAddress):
        return None
    return StepReason.NO_FIXED_ABODE if address.reason is UnfitReason.NO_FIXED_ABODE else StepReason.ADDRESS_NOT_FIT


def needs_other_language(person: Mapping[str, Any]) -> bool:
    """Whether somebody needs an interpreter, or a language that nothing we print is in."""
    return bool(person["is_interpreter_needed"]) or (person["language"] or "").lower() not in _ENGLISH


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
