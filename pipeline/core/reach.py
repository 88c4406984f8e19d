"""How somebody can be reached: which steps are closed to them, and which only another way can meet."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.core.communication_needs import CONTACT_METHODS, CommunicationNeeds, Need, Subset, read_needs
from pipeline.core.contact_steps import LETTERS, Step
from pipeline.core.letter_choice import no_address_because, unmet_by_voice, unmet_in_writing
from pipeline.core.safe_contact import SAFE_CONTACT_BY_CODE, SafeContact
from pipeline.core.step_reasons import StepReason
from pipeline.core.worklist import TIMES_OF_DAY

_STEPS = {"letter": LETTERS, "text": (Step.TEXT,), "call": (Step.CALL,), "visit": (Step.VISIT,)}
_METHOD = {
    "letter": Need.CONTACT_LETTER,
    "text": Need.CONTACT_SMS,
    "call": Need.CONTACT_TELEPHONE,
}
_ONLY_AT = {
    SafeContact.MORNINGS_ONLY: "morning",
    SafeContact.AFTERNOONS_ONLY: "afternoon",
    SafeContact.EVENINGS_ONLY: "evening",
}


@dataclass(frozen=True)
class Reach:
    """Steps that are closed, with the reason; steps that need another way; the times of day somebody can be reached."""

    closed: Mapping[Step, StepReason] = field(default_factory=dict)
    otherwise: Mapping[Step, StepReason] = field(default_factory=dict)
    times: tuple[str, ...] = tuple(TIMES_OF_DAY)
    two_workers: bool = False


def reach_of(person: Mapping[str, Any]) -> Reach:
    """What the register says, what the person refused, what is to be minded and what is known of visits, together.

    A code to mind that nobody knows closes every way, as words that nobody has read do. A channel that is closed is
    passed over. A need that a step cannot meet makes it a worker's task; a text that cannot meet one is passed over,
    because a call follows.
    """
    needs = read_needs(person)
    codes = [SAFE_CONTACT_BY_CODE.get(code, SafeContact.ASK_FIRST) for code in person["safe_contact_codes"]]
    closed: dict[Step, StepReason] = {}
    otherwise: dict[Step, StepReason] = {}
    no_address = StepReason.WRONG_ADDRESS if person["is_address_wrong"] else no_address_because(person)
    for channel, steps in _STEPS.items():
        ruled_out = _ruled_out(person, needs, codes, channel)
        if because := ruled_out or _no_phone(person, codes, channel) or _no_place(person, channel, no_address):
            closed |= dict.fromkeys(steps, because)
        elif unmet := _unmet(person, needs, channel):
            (closed if channel == "text" else otherwise).update(dict.fromkeys(steps, unmet))
    times = tuple(only for code in codes if (only := _ONLY_AT.get(code)))
    return Reach(closed, otherwise, times or tuple(TIMES_OF_DAY), person["visit_verdict"] == "two_workers")


def _ruled_out(
    person: Mapping[str, Any], needs: CommunicationNeeds, codes: Collection[SafeContact], channel: str
) -> StepReason | None:
    if channel in person["refused_channels"]:
        return StepReason.REFUSED_CHANNEL
    if any(channel in code.closes for code in codes):
        return StepReason.WHAT_TO_MIND
    methods = needs.needs & CONTACT_METHODS
    if methods and not _is_unclear(needs) and _METHOD.get(channel) not in methods:
        return StepReason.ASKED_FOR_OTHER_CHANNEL
    return None


def _no_phone(person: Mapping[str, Any], codes: Collection[SafeContact], channel: str) -> StepReason | None:
    if channel not in ("call", "text"):
        return None
    if person["is_number_wrong"]:
        return StepReason.WRONG_NUMBER
    rings = channel == "call" and SafeContact.NO_HOME_PHONE not in codes
    if person["phone_mobile"] or (person["phone_home"] and rings):
        return None
    return StepReason.NO_PHONE if channel == "call" else StepReason.NO_MOBILE


def _no_place(person: Mapping[str, Any], channel: str, no_address: StepReason | None) -> StepReason | None:
    if channel == "visit" and person["visit_verdict"] == "no_visit":
        return StepReason.VISIT_NOT_SAFE
    return no_address if channel in ("letter", "visit") else None


def _is_unclear(needs: CommunicationNeeds) -> bool:
    """Whether somebody must read how the person wants to be contacted, or whom to ask."""
    return Subset.CONTACT_METHOD in needs.unread or Need.CONTACT_VIA_CARER in needs.needs


def _unmet(person: Mapping[str, Any], needs: CommunicationNeeds, channel: str) -> StepReason | None:
    if _is_unclear(needs):
        return StepReason.ASKED_FOR_OTHER_CHANNEL
    if channel in ("letter", "text"):
        unmet = unmet_in_writing(person, needs)
        return unmet or (StepReason.LETTER_UNPRINTABLE if channel == "letter" and person["is_unprintable"] else None)
    if channel == "visit" and not person["visit_verdict"]:
        return StepReason.ASK_VISIT_RISK
    return unmet_by_voice(person, needs)
