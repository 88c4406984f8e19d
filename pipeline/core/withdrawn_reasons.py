"""Why somebody of the list before is not on this one, besides a stop: the codes SQL stores, and what a worker reads."""

from datetime import date
from enum import StrEnum

from pipeline.core.stop_reasons import StopReason, told_to_workers


class WithdrawnReason(StrEnum):
    """Never a clinical fact, never why a practice changed its record."""

    ANSWERED = "answered"
    OTHER_WORKER = "other_worker"
    OTHER_PROVIDER = "other_provider"
    CHECKED = "checked"
    LEFT_REGISTER = "left_register"
    NOT_FOR_THE_SERVICE = "not_for_the_service"
    DETAILS_BEING_CHECKED = "details_being_checked"
    WAITS_UNTIL = "waits_until"
    NO_ROOM_TODAY = "no_room_today"
    WITH_THE_PRACTICE = "with_the_practice"
    NOT_COVERED = "not_covered"
    NOTHING_DUE = "nothing_due"

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]


_SENTENCES = {
    WithdrawnReason.ANSWERED: "You told us what came of it; nothing more is due now.",
    WithdrawnReason.OTHER_WORKER: "Somebody else of your organisation works with the person now.",
    WithdrawnReason.OTHER_PROVIDER: "Another provider works with the person now.",
    WithdrawnReason.CHECKED: "The practice's record shows a check.",
    WithdrawnReason.LEFT_REGISTER: "The practice's newest register does not have the person.",
    WithdrawnReason.NOT_FOR_THE_SERVICE: "The practice's record has changed: this service is not for them now.",
    WithdrawnReason.DETAILS_BEING_CHECKED: "The person's details are being checked.",
    WithdrawnReason.WAITS_UNTIL: "No contact before the day given; the person comes back on a list by themselves.",
    WithdrawnReason.NO_ROOM_TODAY: "There is no room on today's list; the person comes back when there is.",
    WithdrawnReason.WITH_THE_PRACTICE: "It is the practice's turn to contact the person.",
    WithdrawnReason.NOT_COVERED: "Nobody is agreed to contact people of the practice now.",
    WithdrawnReason.NOTHING_DUE: "Nothing is due now.",
}


def why_withdrawn(code: str, until_on: date | None) -> str:
    """What a worker reads of somebody who was on the list before: a stop's words, or the sentence of the code."""
    if any(code == stop for stop in StopReason):
        return told_to_workers(code, until_on)
    if code == WithdrawnReason.WAITS_UNTIL and until_on is not None:
        return f"No contact before {until_on:%d/%m/%Y}; the person comes back on a list by themselves."
    return WithdrawnReason(code).sentence
