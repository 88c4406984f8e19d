"""Rounds: where somebody stands in the steps of a region, when a round ends, and what follows the last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.core.agreed_steps import REPORTED, Due
from pipeline.core.contact_history import PastContact
from pipeline.core.contact_rules import ContactPolicy
from pipeline.core.contact_steps import ASKED_FOR, Step
from pipeline.core.reach import Reach
from pipeline.core.step_reasons import StepReason
from pipeline.core.worklist import Outcome

# An answer that ends a round without having used it up.
_ANSWERS = (*REPORTED, Outcome.DECLINED_CHECK, Outcome.NOT_ELIGIBLE)


@dataclass(frozen=True)
class Turn:
    """What a round says: the step that is due, of which round, and the steps that were passed over, each with why.

    `review_on`: no step is left until that day, on which the practice's list is looked through again.
    """

    due: Due
    round: int
    passed_over: tuple[tuple[Step, StepReason], ...] = ()
    review_on: date | None = None


@dataclass(frozen=True)
class _Standing:
    """How far a round is: the next place in its steps, and the day from which the next wait counts."""

    place: int
    since: date | None
    approaches: int


def round_of(episode: Sequence[PastContact]) -> int:
    """The round somebody is in, by what was recorded. To look at the list begins one only if the practice was asked."""
    began = (past for past in episode if past.step != Step.DESKTOP_REVIEW or past.outcome == Outcome.ASKED_OTHERS)
    return max((past.round for past in began), default=1)


def next_turn(
    episode: Sequence[PastContact], last_approach_on: date | None, reach: Reach, policy: ContactPolicy, as_of: date
) -> Turn:
    """The next step of the round somebody is in, of the next one, or of the review after the last.

    `last_approach_on` is of any episode, provider and channel. A step whose channel is closed is passed over; where
    every way is closed, that itself is a worker's task.
    """
    number = round_of(episode)
    in_round = [past for past in episode if past.round == number]
    answered = {past.round for past in episode if past.outcome in _ANSWERS}
    gap = timedelta(days=policy.minimum_days_between_contacts)
    not_before = last_approach_on + gap if last_approach_on else date.min
    if number in answered:
        is_unconfirmed = any(past.outcome in REPORTED for past in in_round)
        return _begin(number + 1, date.min, not_before, reach, policy, is_unconfirmed=is_unconfirmed)
    if turn := _go_on(number, in_round, not_before, reach, policy):
        return turn
    ended_on = max((past.contacted_on for past in in_round), default=as_of)
    if number - len(answered) < policy.rounds:
        begins_on = ended_on + timedelta(days=policy.days_between_rounds)
        return _begin(number + 1, begins_on, not_before, reach, policy)
    review_on = ended_on + timedelta(days=policy.review_after_days)
    due = Due(Step.DESKTOP_REVIEW, StepReason.REVIEW_DAY, review_on, StepReason.ROUNDS_USED_UP)
    return Turn(due, number + 1, review_on=review_on)


def _begin(
    number: int, day: date, not_before: date, reach: Reach, policy: ContactPolicy, *, is_unconfirmed: bool = False
) -> Turn:
    turn = _go_on(number, (), not_before, reach, policy)
    if turn is None:
        raise ValueError("a policy has a step, and whoever cannot be reached by any is a worker's task")
    reason = _NOT_CONFIRMED.get(turn.due.reason, turn.due.reason) if is_unconfirmed else turn.due.reason
    until_then = StepReason.BETWEEN_ROUNDS if day > turn.due.day else turn.due.until_then
    return Turn(Due(turn.due.step, reason, max(day, turn.due.day), until_then), number, turn.passed_over)


_NOT_CONFIRMED = {
    StepReason.FIRST_LETTER: StepReason.LETTER_NOT_CONFIRMED,
    StepReason.LETTER_OF_A_NEW_ROUND: StepReason.LETTER_NOT_CONFIRMED,
    StepReason.CALL_NO_LETTER: StepReason.CALL_NOT_CONFIRMED,
}


def _go_on(
    number: int, in_round: Sequence[PastContact], not_before: date, reach: Reach, policy: ContactPolicy
) -> Turn | None:
    """The next step of a round, or None where it is used up."""
    order = [each.step for each in policy.steps]
    standing = _standing(in_round, order, reach)
    passed_over = []
    for at, each in enumerate(policy.steps[standing.place :], start=standing.place):
        if each.step is not Step.DESKTOP_REVIEW and standing.approaches >= policy.maximum_attempts:
            continue
        if closed := reach.closed.get(each.step):
            passed_over.append((each.step, closed))
            continue
        if each.step is Step.DESKTOP_REVIEW and not in_round and passed_over:
            break
        day = standing.since + timedelta(days=each.wait_days) if standing.since else date.min
        is_review = each.step is Step.DESKTOP_REVIEW
        unmet = reach.otherwise.get(each.step)
        due = Due(
            Step.OTHER_WAY if unmet else each.step,
            unmet or _reason(number, at, order, in_round, reach),
            day if is_review else max(day, not_before),
            StepReason.AFTER_LETTER if in_round and in_round[-1].channel == "letter" else StepReason.TOO_SOON,
        )
        return Turn(due, number, tuple(passed_over))
    if in_round or not passed_over:
        return None
    due = Due(Step.OTHER_WAY, passed_over[0][1], not_before, StepReason.TOO_SOON)
    return Turn(due, number, tuple(passed_over))


def _reason(number: int, at: int, order: Sequence[Step], in_round: Sequence[PastContact], reach: Reach) -> StepReason:
    step = order[at]
    if step is Step.LETTER:
        return StepReason.FIRST_LETTER if number == 1 else StepReason.LETTER_OF_A_NEW_ROUND
    if step is Step.VISIT:
        return StepReason.VISIT_TWO_WORKERS if reach.two_workers else StepReason.VISIT
    if step is Step.TEXT:
        # The call it announces must be the next step, and they can be rung.
        can_be_rung = not (Step.CALL in reach.closed or Step.CALL in reach.otherwise)
        is_announced = can_be_rung and order[at + 1 : at + 2] == [Step.CALL]
        return StepReason.TEXT_THEN_CALL if is_announced else StepReason.TEXT_ALONE
    if step is Step.CALL:
        had = {past.channel for past in in_round}
        if "call" in had:
            return StepReason.CALL_AGAIN
        return StepReason.CALL_AFTER_LETTER if "letter" in had else StepReason.CALL_NO_LETTER
    return StepReason.SECOND_LETTER if step is Step.LETTER_AGAIN else StepReason.LOOK_TOGETHER


def _standing(in_round: Sequence[PastContact], order: Sequence[Step], reach: Reach) -> _Standing:
    """Never back: whatever was done out of turn, the steps go on after it."""
    place, since, approaches = 0, None, 0
    for past in in_round:
        if past.step in ASKED_FOR:
            continue
        after = _place_after(past, place, order, reach, is_first=since is None)
        if after > place or not _has_helped(past, place, order, reach):
            since = past.contacted_on
        approaches += past.is_approach
        place = after
    return _Standing(place, since, approaches)


def _has_helped(past: PastContact, place: int, order: Sequence[Step], reach: Reach) -> bool:
    """Whether the practice was asked and the step that could not be taken can be by now: nothing more is waited for."""
    return past.outcome == Outcome.ASKED_OTHERS and any(
        step is not Step.DESKTOP_REVIEW and step not in reach.closed for step in order[place:]
    )


def _place_after(past: PastContact, place: int, order: Sequence[Step], reach: Reach, *, is_first: bool) -> int:
    """The place in the steps after something was done.

    To have asked the practice takes the place of a step only while that step can still not be taken: whoever has a
    number by now is rung.
    """
    can_be_taken = [at for at in range(place, len(order)) if order[at] not in reach.closed]
    first = can_be_taken[0] if can_be_taken else None
    if past.step == Step.DESKTOP_REVIEW:
        opens_the_round = is_first and first is not None and order[first] is not Step.DESKTOP_REVIEW
        return place if opens_the_round else len(order)
    if past.outcome == Outcome.ASKED_OTHERS:
        return first + 1 if first is not None and order[first] in reach.otherwise else place
    named = next((at for at in range(place, len(order)) if order[at] == past.step), None)
    if named is not None:
        is_rung = past.step == Step.TEXT and past.channel != "text" and order[named + 1 : named + 2] == [Step.CALL]
        return named + 2 if is_rung else named + 1
    # A way of their own takes the place of the step that was due; one call more than the steps have takes none.
    return place if past.step in order or first is None else first + 1
