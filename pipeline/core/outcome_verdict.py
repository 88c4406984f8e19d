"""What becomes of a row that was understood and matched: taken, repeated, or left to a person to decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.core.contact_policy import ASKED_FOR, Step
from pipeline.core.outcome_reasons import OutcomeReason
from pipeline.core.returned_outcomes import STOPS
from pipeline.core.said import Said, joined
from pipeline.core.worklist import REACHED, Outcome

# What decides the next step: of somebody who was contacted since, or whose episode is over, only a person can say
# whether it still holds. The rest is history wherever it comes in.
STEERING = (
    Outcome.CALL_LATER,
    Outcome.PLEASE_BOOK,
    Outcome.BOOKED,
    Outcome.NOT_ATTENDED,
    Outcome.NEEDS_ADJUSTMENT,
    Outcome.NO_AVAILABILITY,
    Outcome.DECLINED_CHECK,
)


@dataclass(frozen=True)
class Known:
    """What is known of an item and its person before a file is taken.

    `closed_on`: the episode of the list is over. `newest_on`, `spoken_on`: the latest contact, and the
    latest in which somebody spoke with the person, of other items. `dead_from`: reported or recorded.
    """

    taken: Said | None = None
    taken_back: tuple[Said, ...] = ()
    # What was said of the item and staged: whether somebody decided about it.
    staged: tuple[tuple[Said, bool], ...] = ()
    list_replaced_on: date | None = None
    closed_on: date | None = None
    newest_on: date | None = None
    spoken_on: date | None = None
    dead_from: date | None = None


@dataclass(frozen=True)
class Verdict:
    """What becomes of a row, why, what its sender is told besides, and what holds of the item from now on."""

    fate: str
    reason: OutcomeReason | None = None
    remarks: tuple[OutcomeReason, ...] = ()
    holds: Said | None = None


def judge(said: Said, others: Sequence[Said], known: Known) -> Verdict:
    """The verdict on a row, beside whatever else the same file says of the same item.

    It does not depend on the order of rows: `others` are all the other sayings of the file.
    """
    told = _told(said, known)
    for staged, is_decided in known.staged:
        if staged == said:
            return Verdict("repeated", OutcomeReason.ALREADY_DECIDED if is_decided else OutcomeReason.ALREADY_WAITING)
    together: Said | None = said
    for other in others:
        together = joined(together, other) if together is not None else None
    if together is None:
        return Verdict("staged", OutcomeReason.TWO_OUTCOMES, told)
    if said.outcome is Outcome.ENTERED_IN_ERROR:
        return _taken_back(said, known)
    if known.taken is not None:
        holds = joined(known.taken, together)
        if holds is None and _follows(said, known.taken):
            return Verdict("taken", None, told, together)
        if holds is None:
            return Verdict("staged", OutcomeReason.OTHER_OUTCOME_TAKEN, told)
        return Verdict("repeated") if joined(known.taken, said) == known.taken else Verdict("taken", None, told, holds)
    late = _late(said, known)
    return Verdict("staged", late, told) if late else Verdict("taken", None, told, together)


def _follows(said: Said, taken: Said) -> bool:
    """Whether somebody says what came of a request to book: that is no contradiction, it is what was asked for."""
    if taken.outcome is not Outcome.PLEASE_BOOK or said.contacted_on is None or taken.contacted_on is None:
        return False
    return said.outcome is not taken.outcome and said.contacted_on >= taken.contacted_on


def _taken_back(said: Said, known: Known) -> Verdict:
    if said not in known.taken_back:
        return Verdict("taken", holds=said)
    return Verdict("repeated") if known.taken is None else Verdict("staged", OutcomeReason.ERROR_AGAIN)


def _late(said: Said, known: Known) -> OutcomeReason | None:
    on = said.contacted_on
    if on is None or said.outcome is None:
        return None
    if said.outcome in REACHED and known.dead_from is not None and known.dead_from <= on:
        return OutcomeReason.SPOKEN_WITH_AFTER_DEATH
    if said.outcome is Outcome.REPORTED_DEAD and known.spoken_on is not None and known.spoken_on > on:
        return OutcomeReason.SPOKEN_WITH_AFTER_DEATH
    if said.outcome not in STEERING or said.outcome in STOPS:
        return None
    if known.closed_on is not None:
        return OutcomeReason.CHECKED_SINCE
    if known.newest_on is not None and known.newest_on > on:
        return OutcomeReason.NEWER_CONTACT_TAKEN
    return None


def _told(said: Said, known: Known) -> tuple[OutcomeReason, ...]:
    is_old = (
        known.list_replaced_on is not None
        and said.contacted_on is not None
        and said.contacted_on >= known.list_replaced_on
    )
    return (OutcomeReason.LIST_REPLACED,) if is_old else ()


_CHANNEL_OF: Mapping[str, str] = {
    Step.CALL: "call",
    Step.CALL_BACK: "call",
    Step.AFTER_MISS: "call",
    Step.TEXT: "text",
    Step.VISIT: "visit",
    Step.DESKTOP_REVIEW: "practice",
}


def channel_of(said: Said, step: str) -> str:
    """How contact was made: as the worker says, else as the step asked for; `contact` where neither tells."""
    if said.channel:
        return said.channel
    return "practice" if said.outcome is Outcome.ASKED_OTHERS else _CHANNEL_OF.get(step, "contact")


def is_unasked(said: Said, step: str) -> bool:
    """Whether the contact counts towards the least time between two approaches that nobody asked for.

    Asking a practice or a key worker approaches nobody.
    """
    return step not in ASKED_FOR and channel_of(said, step) != "practice"
