"""Stops: every reason why somebody may not be contacted, its kind, its sentence, and what a worker is told."""

from datetime import date
from enum import StrEnum


class StopKind(StrEnum):
    """What a stop does: ends contact for good, for a while, or leaves it to the practice."""

    STOP = "stop"
    PAUSE = "pause"
    PRACTICE_ONLY = "practice_only"

    @property
    def sentence(self) -> str:
        return _KIND_SENTENCES[self]


_KIND_SENTENCES = {
    StopKind.STOP: "Nobody contacts the person until somebody with authority lifts it.",
    StopKind.PAUSE: "Nobody contacts the person until the day after its end.",
    StopKind.PRACTICE_ONLY: "No provider sees the person; the practice is asked to contact them itself.",
}

_BY_THE_PRACTICE = "Only the practice may contact this person."
_BEING_CHECKED = "The person's details are being checked."
_ASKED_TO_STOP = "The service was asked to stop."
_ASKED_TO_WAIT = "The service was asked to wait"


class StopReason(StrEnum):
    """A reason of the closed list. `told` is all a worker reads of it: never a clinical fact, never whose complaint.

    What people record by command has `is_recordable`; the others come from files and traces alone.
    """

    kind: StopKind
    sentence: str
    told: str
    is_recordable: bool

    def __new__(cls, code: str, kind: StopKind, sentence: str, told: str, is_recordable: bool) -> "StopReason":
        member = str.__new__(cls, code)
        member._value_ = code
        member.kind = kind
        member.sentence = sentence
        member.told = told
        member.is_recordable = is_recordable
        return member

    DIED = (
        "died",
        StopKind.STOP,
        "A death is recorded somewhere: nobody contacts the person.",
        "We were told that the person has died.",
        True,
    )
    MOVED_AWAY = (
        "moved_away",
        StopKind.STOP,
        "Somebody told us that the person has moved away.",
        "The person may live elsewhere now.",
        True,
    )
    REFUSES_OUTREACH = (
        "refuses_outreach",
        StopKind.STOP,
        "The person does not want to be contacted by this service.",
        "The person does not want to hear from us.",
        True,
    )
    COMPLAINT = (
        "complaint",
        StopKind.STOP,
        "A complaint about contact is open: nobody contacts the person until it is settled.",
        _ASKED_TO_STOP,
        True,
    )
    SAFEGUARDING_DO_NOT_CONTACT = (
        "safeguarding_do_not_contact",
        StopKind.STOP,
        "A safeguarding decision says that the service must not contact the person.",
        _ASKED_TO_STOP,
        True,
    )
    RESTRAINING_ORDER = (
        "restraining_order",
        StopKind.STOP,
        "A court order forbids contact with the person or at the address.",
        _ASKED_TO_STOP,
        True,
    )
    VIOLENCE_MARKER = (
        "violence_marker",
        StopKind.STOP,
        "A risk to workers is marked: the practice decides how the person is met.",
        _ASKED_TO_STOP,
        True,
    )
    IS_RESTRICTED = (
        "is_restricted",
        StopKind.PRACTICE_ONLY,
        "The record is restricted: only the practice may contact the person.",
        _BY_THE_PRACTICE,
        True,
    )
    IS_NOT_TO_BE_SHARED = (
        "is_not_to_be_shared",
        StopKind.PRACTICE_ONLY,
        "Details may not be shared: only the practice may contact the person.",
        _BY_THE_PRACTICE,
        True,
    )
    INPATIENT = ("inpatient", StopKind.PAUSE, "The person is in hospital.", _ASKED_TO_WAIT, True)
    CRISIS_TEAM = ("crisis_team", StopKind.PAUSE, "A crisis team is looking after the person.", _ASKED_TO_WAIT, True)
    PRISON = ("prison", StopKind.PAUSE, "The person is in prison.", _ASKED_TO_WAIT, True)
    BEREAVEMENT = ("bereavement", StopKind.PAUSE, "Somebody close to the person has died.", _ASKED_TO_WAIT, True)
    OTHER_PAUSE = ("other_pause", StopKind.PAUSE, "Somebody asked for contact to pause.", _ASKED_TO_WAIT, True)
    REPORTED_DEAD = (
        "reported_dead",
        StopKind.STOP,
        "An outreach worker was told that the person has died; the practice is asked.",
        "We were told that the person has died.",
        False,
    )
    REPORTED_MOVED = (
        "reported_moved",
        StopKind.STOP,
        "An outreach worker was told that the person has moved; the practice is asked.",
        "The person may live elsewhere now.",
        False,
    )
    ROW_SET_ASIDE = (
        "row_set_aside",
        StopKind.STOP,
        "The newest row could not be read, so what we hold may be out of date.",
        _BEING_CHECKED,
        False,
    )
    CONTRADICTION = (
        "contradiction",
        StopKind.STOP,
        "Two extracts contradict each other about who this is.",
        _BEING_CHECKED,
        False,
    )
    SUPERSEDED_NUMBER = (
        "superseded_number",
        StopKind.STOP,
        "The NHS number was superseded: the person goes on under the new one.",
        _BEING_CHECKED,
        False,
    )
    TRACE_NUMBER_SUPERSEDED = (
        "trace_number_superseded",
        StopKind.STOP,
        "The national record knows the person under another NHS number; the practice is asked.",
        _BEING_CHECKED,
        False,
    )
    TRACE_NUMBER_INVALID = (
        "trace_number_invalid",
        StopKind.STOP,
        "The national record calls the NHS number invalid; the practice is asked.",
        _BEING_CHECKED,
        False,
    )
    TRACE_REGISTERED_ELSEWHERE = (
        "trace_registered_elsewhere",
        StopKind.STOP,
        "The national record has the person at another practice; the practice is asked.",
        "The person may live elsewhere now.",
        False,
    )
    TRACE_TOO_OLD = (
        "trace_too_old",
        StopKind.STOP,
        "Nobody has traced the person in the national record for longer than the region allows.",
        _BEING_CHECKED,
        False,
    )


RECORDABLE = tuple(reason for reason in StopReason if reason.is_recordable)


def recordable(said: str) -> StopReason | None:
    """The reason somebody names, as `restraining-order` or `restricted` too; None where it is none to record."""
    folded = said.strip().lower().replace("-", "_")
    return next((reason for reason in RECORDABLE if reason in (folded, f"is_{folded}")), None)


def told_to_workers(code: str, until_on: date | None) -> str:
    """What a provider reads of a stop. A code nobody knows is told as the most reserved of all."""
    told = next((reason.told for reason in StopReason if reason == code), _ASKED_TO_STOP)
    if until_on is None:
        return told if told.endswith(".") else f"{told}."
    return f"{_ASKED_TO_WAIT} until {until_on:%d/%m/%Y}."
