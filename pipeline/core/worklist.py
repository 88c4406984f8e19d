"""What an outreach worker's list holds: the row, and the closed list of outcomes a worker can give."""

from dataclasses import dataclass
from enum import StrEnum

# The headings a worker fills in under, and by which a returned list is read.
OUTCOME, CONTACTED_ON, CALL_BACK_ON = "Outcome", "Date of contact", "Call back on"
NOTE = "Note for the practice (no clinical detail)"
ITEM_ID = "worklist_item_id"


class Outcome(StrEnum):
    """What came of one contact, in the worker's words: a code, a label for the drop-down and one sentence."""

    label: str
    sentence: str

    def __new__(cls, code: str, label: str, sentence: str) -> "Outcome":
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.sentence = sentence
        return member

    NO_RESPONSE = (
        "no_response",
        "No response",
        "Nobody answered the call, the door or the message.",
    )
    BOOKED = (
        "booked",
        "Booked",
        "A health check is booked; put the day of the appointment in the note.",
    )
    CHECK_DONE = (
        "check_done",
        "Check done",
        "The health check took place; the practice still has to record it.",
    )
    CALL_LATER = (
        "call_later",
        "Call later",
        "The person asked to be contacted another day; put that day in Call back on.",
    )
    WRONG_CONTACT_DETAILS = (
        "wrong_contact_details",
        "Wrong contact details",
        "The phone number or address does not reach this person; say which one in the note.",
    )
    MOVED_AWAY = (
        "moved_away",
        "Moved away",
        "You were told that the person lives elsewhere now; we ask the practice.",
    )
    REPORTED_DEAD = (
        "reported_dead",
        "Reported to have died",
        "You were told that the person has died; all contact stops, and you tell the practice the same day.",
    )
    ALREADY_DONE_ELSEWHERE = (
        "already_done_elsewhere",
        "Already done elsewhere",
        "The person says that a check was done; put where and roughly when in the note.",
    )
    DECLINED_CHECK = (
        "declined_check",
        "Declined the check",
        "The person does not want this check now; that is not a refusal of this service.",
    )
    DECLINED_SERVICE = (
        "declined_service",
        "Declined this service",
        "The person does not want to hear from us again; we stop contacting them.",
    )
    NEEDS_ADJUSTMENT = (
        "needs_adjustment",
        "Needs an adjustment",
        "The person would come if something changed (interpreter, place, time); say what in the note.",
    )
    ENTERED_IN_ERROR = (
        "entered_in_error",
        "Entered in error",
        "The last outcome you sent for this person was wrong; this takes it back.",
    )


OUTCOME_BY_CODE: dict[str, Outcome] = {str(outcome): outcome for outcome in Outcome}

# Somebody spoke with the person, or they answered. What others said of them, or nobody, is no reaching.
REACHED = (
    Outcome.BOOKED,
    Outcome.CHECK_DONE,
    Outcome.CALL_LATER,
    Outcome.ALREADY_DONE_ELSEWHERE,
    Outcome.DECLINED_CHECK,
    Outcome.DECLINED_SERVICE,
    Outcome.NEEDS_ADJUSTMENT,
)


@dataclass(frozen=True)
class WorklistRow:
    """One person's next action for one provider, with the least a worker needs to make contact.

    There is no place here for a diagnosis, a code, a result, an NHS number or a date of birth.
    """

    worklist_item_id: str
    rank: int
    band: int
    pcn_code: str
    pcn_name: str
    practice_name: str
    name: str
    preferred_name: str
    address: str
    phone_mobile: str
    phone_home: str
    email: str
    language: str
    needs: str
    key_worker: str
    what_to_do: str
    why: str
    tried: str
