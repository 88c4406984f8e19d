"""What happens next with one person: the step, the day and the reason, from what was tried before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pipeline.core.region import ContactPolicy

DAYS_TO_AN_APPOINTMENT = 28
DAYS_AFTER_DECLINING_A_CHECK = 365


class Step(StrEnum):
    """What is done next with somebody.

    The first seven are approaches nobody asked for, or take the place of one. The rest was agreed or follows from it.
    """

    LETTER = "letter"
    TEXT = "text"
    CALL = "call"
    LETTER_AGAIN = "letter_again"
    VISIT = "visit"
    DESKTOP_REVIEW = "desktop_review"
    OTHER_WAY = "other_way"
    CALL_BACK = "call_back"
    REMIND = "remind"
    ASK_ATTENDED = "ask_attended"
    AFTER_MISS = "after_miss"
    FINISH_CHECK = "finish_check"
    AGREE_PLAN = "agree_plan"
    REVIEW_PLAN = "review_plan"


# Neither counts towards the least time between two approaches nor waits for it; every stop is obeyed all the same.
ASKED_FOR = frozenset(
    {
        Step.CALL_BACK,
        Step.REMIND,
        Step.ASK_ATTENDED,
        Step.AFTER_MISS,
        Step.FINISH_CHECK,
        Step.AGREE_PLAN,
        Step.REVIEW_PLAN,
    }
)


class StepReason(StrEnum):
    """Why this step, or why none today. The sentence is what an outreach worker reads."""

    FIRST_LETTER = "first_letter"
    CALL_AFTER_LETTER = "call_after_letter"
    CALL_AGAIN = "call_again"
    CALL_BACK_AGREED = "call_back_agreed"
    NO_PHONE = "no_phone"
    NEEDS_OTHER_FORMAT = "needs_other_format"
    NEEDS_OTHER_LANGUAGE = "needs_other_language"
    ASKED_FOR_OTHER_CHANNEL = "asked_for_other_channel"
    NO_FIXED_ABODE = "no_fixed_abode"
    ADDRESS_NOT_FIT = "address_not_fit"
    LETTER_UNPRINTABLE = "letter_unprintable"
    AFTER_LETTER = "after_letter"
    TOO_SOON = "too_soon"
    APPOINTMENT = "appointment"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    NOT_THIS_YEAR = "not_this_year"
    ATTEMPTS_USED_UP = "attempts_used_up"
    PLAN_TO_AGREE = "plan_to_agree"
    PLAN_TO_WRITE_DOWN = "plan_to_write_down"
    PLAN_IN_OTHER_FORMAT = "plan_in_other_format"
    PLAN_IN_OTHER_LANGUAGE = "plan_in_other_language"
    PLAN_REVIEW_SAID = "plan_review_said"
    PLAN_REVIEW_USUAL = "plan_review_usual"
    GOAL_REVIEW_SAID = "goal_review_said"

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]


_SENTENCES = {
    StepReason.FIRST_LETTER: "First letter: drafted and waiting for approval. Nothing to do yet.",
    StepReason.CALL_AFTER_LETTER: "Call. A letter has gone out and there was time to answer it.",
    StepReason.CALL_AGAIN: "Call again, at another time of day than before.",
    StepReason.CALL_BACK_AGREED: "Call back today, as agreed.",
    StepReason.NO_PHONE: "No number to ring. Ask the practice or key worker how to reach them.",
    StepReason.NEEDS_OTHER_FORMAT: "Reach them in the format they need (see needs). No standard letter is sent.",
    StepReason.NEEDS_OTHER_LANGUAGE: (
        "Reach them in their language, with an interpreter if needed. No English letter is sent."
    ),
    StepReason.ASKED_FOR_OTHER_CHANNEL: "Reach them the way they asked to be contacted (see needs). No letter is sent.",
    StepReason.NO_FIXED_ABODE: "No fixed address. Ask the practice or key worker where they can be met.",
    StepReason.ADDRESS_NOT_FIT: "The address on record cannot be posted to. Call, or ask the practice for a new one.",
    StepReason.LETTER_UNPRINTABLE: "The letter could not be printed for them. Call instead.",
    StepReason.AFTER_LETTER: "A letter is on its way: time to answer it.",
    StepReason.TOO_SOON: "Contacted a few days ago: no second approach so soon.",
    StepReason.APPOINTMENT: "An appointment is booked.",
    StepReason.AWAITING_CONFIRMATION: "A check was reported; the practice's record must show it.",
    StepReason.NOT_THIS_YEAR: "Declined this check; may be asked again another year.",
    StepReason.ATTEMPTS_USED_UP: "Every attempt of this round was made; the practice is asked to try.",
    StepReason.PLAN_TO_AGREE: (
        "Ask whether they would like a health plan of their own, and write it on the sheet My plans in their words."
    ),
    StepReason.PLAN_TO_WRITE_DOWN: "A plan was agreed and never written down. Write it on the sheet My plans.",
    StepReason.PLAN_IN_OTHER_FORMAT: (
        "Their plan cannot be printed in the format they need (see needs). Give it to them that way."
    ),
    StepReason.PLAN_IN_OTHER_LANGUAGE: (
        "Their plan is not printed in their language. Go through it with them, with an interpreter if needed."
    ),
    StepReason.PLAN_REVIEW_SAID: (
        "Look at their plan again with them, as was agreed. Put what changed on the sheet My plans."
    ),
    StepReason.PLAN_REVIEW_USUAL: (
        "Nobody has looked at their plan with them for a while. Ask how it goes; put what changed on My plans."
    ),
    StepReason.GOAL_REVIEW_SAID: (
        "Ask how a goal of theirs goes, as was agreed. Put what changed on the sheet My plans."
    ),
}


@dataclass(frozen=True)
class PastContact:
    """One approach and what came of it."""

    contacted_on: date
    channel: str
    outcome: str
    call_back_on: date | None = None


@dataclass(frozen=True)
class Reach:
    """How somebody can be reached: why no letter (None: a letter is fit), and whether there is a phone."""

    no_letter: StepReason | None
    has_phone: bool


@dataclass(frozen=True)
class NextContact:
    """The next step, or the day until which nothing is done (`until_on`), or neither: outreach is over."""

    step: Step | None
    reason: StepReason
    until_on: date | None = None


def next_contact(history: Sequence[PastContact], reach: Reach, policy: ContactPolicy, as_of: date) -> NextContact:
    """The next step for somebody who may be contacted, by the region's policy.

    `history` is of the open episode, in any order. Letters that were drafted but never released are
    no contacts. What a person agreed to (a call back, an appointment) comes before the policy's waits.
    """
    counted = sorted(_counted(history), key=lambda past: past.contacted_on)
    if not counted:
        return NextContact(Step.OTHER_WAY, reach.no_letter) if reach.no_letter else _LETTER
    last = counted[-1]
    for outcomes, days, reason in ((_REPORTED, policy.confirmation_days, StepReason.AWAITING_CONFIRMATION), *_PAUSES):
        if last.outcome in outcomes and (until := last.contacted_on + timedelta(days=days)) > as_of:
            return NextContact(None, reason, until)
    if last.call_back_on:
        if last.call_back_on > as_of:
            return NextContact(None, StepReason.CALL_BACK_AGREED, last.call_back_on)
        return _call(reach, StepReason.CALL_BACK_AGREED)
    if len(counted) >= policy.maximum_attempts:
        return NextContact(None, StepReason.ATTEMPTS_USED_UP)
    was_letter = last.channel == "letter"
    wait = policy.days_after_letter if was_letter else policy.minimum_days_between_contacts
    until = last.contacted_on + timedelta(days=wait)
    if until > as_of:
        return NextContact(None, StepReason.AFTER_LETTER if was_letter else StepReason.TOO_SOON, until)
    return _call(reach, StepReason.CALL_AFTER_LETTER if was_letter else StepReason.CALL_AGAIN)


def has_begun(history: Sequence[PastContact]) -> bool:
    """Whether a round has begun: the person was contacted, or somebody tried, in this episode."""
    return bool(_counted(history))


def _counted(history: Sequence[PastContact]) -> list[PastContact]:
    return [past for past in history if past.outcome != "entered_in_error"]


_LETTER = NextContact(Step.LETTER, StepReason.FIRST_LETTER)
_REPORTED = ("check_done", "already_done_elsewhere")
_PAUSES = (
    (("booked",), DAYS_TO_AN_APPOINTMENT, StepReason.APPOINTMENT),
    (("declined_check",), DAYS_AFTER_DECLINING_A_CHECK, StepReason.NOT_THIS_YEAR),
)


def _call(reach: Reach, reason: StepReason) -> NextContact:
    return NextContact(Step.CALL, reason) if reach.has_phone else NextContact(Step.OTHER_WAY, StepReason.NO_PHONE)
