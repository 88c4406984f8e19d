"""What happens next with one person: the step, the day and the reason, from what was tried before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.core.agreed_steps import agreed_step
from pipeline.core.contact_history import PastContact, as_known, of_episode
from pipeline.core.contact_rounds import Turn, next_turn, round_of
from pipeline.core.contact_rules import ContactPolicy
from pipeline.core.contact_steps import ASKED_FOR, Step
from pipeline.core.reach import Reach
from pipeline.core.step_reasons import StepReason
from pipeline.core.working_days import working_day_from

__all__ = ["ASKED_FOR", "NextContact", "Reach", "Step", "StepReason", "has_begun", "next_contact"]

_AT_A_TIME_OF_DAY = frozenset({Step.CALL, Step.TEXT, Step.VISIT, Step.CALL_BACK, Step.AFTER_MISS})


@dataclass(frozen=True)
class NextContact:
    """The next step today, or the day until which nothing is done, or the day of the review after the last round.

    Exactly one of `step`, `until_on` and `review_on` is there. `time_of_day` is a suggestion. `passed_over`: steps that
    this person's channels rule out, each with why.
    """

    step: Step | None
    reason: StepReason
    until_on: date | None = None
    round: int = 1
    time_of_day: str | None = None
    review_on: date | None = None
    passed_over: tuple[tuple[Step, StepReason], ...] = ()


def next_contact(history: Sequence[PastContact], reach: Reach, policy: ContactPolicy, as_of: date) -> NextContact:
    """The next step for somebody who may be contacted, by the region's policy.

    `history` is of the person, in any order, under every NHS number and in every episode. Letters that were drafted
    but never released are no contacts. What a person agreed to (a call back, an appointment) comes before the
    policy's waits. Nothing happens on weekends and bank holidays.
    """
    known = as_known(history, as_of)
    episode = of_episode(known)
    if agreed := agreed_step(episode, reach, policy, as_of):
        return _on_its_day(Turn(agreed, round_of(episode)), episode, reach, as_of)
    last_approach_on = max((past.contacted_on for past in known if past.is_approach), default=None)
    return _on_its_day(next_turn(episode, last_approach_on, reach, policy, as_of), episode, reach, as_of)


def has_begun(history: Sequence[PastContact]) -> bool:
    """Whether a round has begun: the person was contacted, or somebody tried, in this episode."""
    return bool(of_episode(as_known(history, date.max)))


def _on_its_day(turn: Turn, episode: Sequence[PastContact], reach: Reach, as_of: date) -> NextContact:
    due, passed_over = turn.due, turn.passed_over
    day = working_day_from(max(due.day, as_of))
    if day == as_of and due.step:
        when = time_to_try(episode, turn.round, reach) if due.step in _AT_A_TIME_OF_DAY else None
        return NextContact(due.step, due.reason, None, turn.round, when, passed_over=passed_over)
    if turn.review_on and turn.review_on > as_of:
        return NextContact(None, due.until_then, None, turn.round - 1, review_on=day, passed_over=passed_over)
    reason = due.until_then if due.day > as_of else StepReason.NOT_A_WORKING_DAY
    return NextContact(None, reason, day, turn.round, passed_over=passed_over)


def time_to_try(episode: Sequence[PastContact], number: int, reach: Reach) -> str | None:
    """A time of day that suits them and was not tried in this round, else the one tried longest ago."""
    tried = [past.time_of_day for past in episode if past.round == number and past.time_of_day in reach.times]
    if not tried and len(reach.times) > 1:
        return None
    last_tried = {time: at for at, time in enumerate(tried)}
    return min(reach.times, key=lambda time: last_tried.get(time, -1))
