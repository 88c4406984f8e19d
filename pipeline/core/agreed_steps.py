"""What was agreed with somebody comes before any round: a call back, an appointment, a check to finish, a decline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.core.contact_history import PastContact
from pipeline.core.contact_rules import ContactPolicy
from pipeline.core.contact_steps import Step
from pipeline.core.reach import Reach
from pipeline.core.step_reasons import StepReason
from pipeline.core.working_days import working_day_from, working_days_before
from pipeline.core.worklist import ELEMENTS, Outcome

# Asked so often without an answer, the policy goes on.
ASKS = 2
_A_DAY = timedelta(days=1)
_A_YEAR = timedelta(days=365)
# What decides until something newer does; of one day the later in this order.
_DECIDING = (
    Outcome.CALL_LATER,
    Outcome.NEEDS_ADJUSTMENT,
    Outcome.NO_AVAILABILITY,
    Outcome.PLEASE_BOOK,
    Outcome.BOOKED,
    Outcome.NOT_ATTENDED,
    Outcome.ATTENDED,
    Outcome.CHECK_DONE,
    Outcome.ALREADY_DONE_ELSEWHERE,
    Outcome.NOT_ELIGIBLE,
    Outcome.DECLINED_CHECK,
)
_CODES = [str(outcome) for outcome in _DECIDING]
REPORTED: tuple[Outcome, ...] = (Outcome.CHECK_DONE, Outcome.ALREADY_DONE_ELSEWHERE)


@dataclass(frozen=True)
class Due:
    """A step from a day on, and what is said until then. Without a step: nothing is done before that day."""

    step: Step | None
    reason: StepReason
    day: date
    until_then: StepReason


@dataclass(frozen=True)
class _Case:
    """The answer that decides, what happened since it, and all of the episode."""

    said: PastContact
    since: Sequence[PastContact]
    episode: Sequence[PastContact]
    reach: Reach
    policy: ContactPolicy
    as_of: date

    def times(self, step: Step) -> int:
        return sum(past.step == step for past in self.since)

    @property
    def gap(self) -> timedelta:
        return timedelta(days=self.policy.minimum_days_between_contacts)


def deciding_answer(episode: Sequence[PastContact]) -> PastContact | None:
    """The newest answer that decides what comes next, whatever was tried in vain since."""
    answers = [past for past in episode if _weight(past) >= 0 and not _is_replaced(past)]
    return max(
        answers, key=lambda past: (past.contacted_on, _weight(past), past.call_back_on or date.min), default=None
    )


def agreed_step(episode: Sequence[PastContact], reach: Reach, policy: ContactPolicy, as_of: date) -> Due | None:
    """What follows from the newest answer, or None where the round goes on.

    Answers count until they are kept, or until they were followed up in vain. `episode` is oldest first.
    """
    said = deciding_answer(episode)
    if said is None:
        return None
    since = [past for past in episode if past.contacted_on > said.contacted_on]
    decide = _BY_OUTCOME.get(said.outcome, _call_back)
    due = decide(_Case(said, since, episode, reach, policy, as_of))
    if due is None or (due.step is None and due.day <= as_of):
        return None
    return due


def _weight(past: PastContact) -> int:
    if past.outcome in _CODES:
        return _CODES.index(past.outcome)
    return 0 if past.call_back_on else -1


def _is_replaced(past: PastContact) -> bool:
    return past.appointment is not None and past.appointment.state in ("replaced", "in_error")


def _call_back(case: _Case) -> Due | None:
    day = case.said.call_back_on or case.said.contacted_on + case.gap
    return _called(case, StepReason.CALL_BACK_AGREED, day, StepReason.CALL_BACK_AGREED)


def _offer(case: _Case) -> Due | None:
    day = case.said.call_back_on or case.said.contacted_on + case.gap
    return _called(case, StepReason.OFFER_AGAIN, day, StepReason.TOO_SOON)


def _adjust(case: _Case) -> Due | None:
    day = case.said.call_back_on or case.said.contacted_on + case.gap
    return _called(case, StepReason.ADJUST_AND_CALL, day, StepReason.TOO_SOON)


def _called(case: _Case, reason: StepReason, day: date, until_then: StepReason) -> Due | None:
    if case.since:
        return None
    if Step.CALL in case.reach.closed:
        reason = StepReason.CALL_BACK_OTHERWISE
    return Due(Step.CALL_BACK, reason, day, until_then)


def _asked_to_book(case: _Case) -> Due | None:
    wait = timedelta(days=case.policy.days_to_an_appointment)
    day = case.said.call_back_on or case.said.contacted_on + wait
    return _asked(case, Step.ASK_ATTENDED, StepReason.NOT_YET_BOOKED, day, StepReason.BOOKING_ASKED_FOR)


def _booked(case: _Case) -> Due | None:
    given = case.said.appointment.held_on if case.said.appointment else None
    held_on = given or case.said.contacted_on + timedelta(days=case.policy.days_to_an_appointment)
    remind_on = working_days_before(held_on, case.policy.reminder_working_days_before)
    can_be_told = Step.CALL not in case.reach.closed or Step.TEXT not in case.reach.closed
    is_time = case.said.contacted_on < remind_on and case.as_of < held_on
    if given and can_be_told and is_time and not case.times(Step.REMIND):
        return Due(Step.REMIND, StepReason.REMIND_OF_APPOINTMENT, remind_on, StepReason.APPOINTMENT)
    day = working_day_from(held_on + _A_DAY)
    return _asked(case, Step.ASK_ATTENDED, StepReason.DID_THEY_COME, day, StepReason.APPOINTMENT)


def _missed(case: _Case) -> Due | None:
    """Whoever said why they did not come is not rung to be asked; nor is anybody twice."""
    told = any(
        past.appointment and past.appointment.why_not and past.appointment.state_on == case.said.contacted_on
        for past in case.episode
    )
    if told or case.times(Step.AFTER_MISS) or Step.CALL in case.reach.closed:
        return None
    day = case.said.contacted_on + _A_DAY
    return Due(Step.AFTER_MISS, StepReason.WHY_NOT_COME, day, StepReason.TOO_SOON)


def _came(case: _Case) -> Due | None:
    day = case.said.contacted_on + _A_DAY
    return _asked(case, Step.FINISH_CHECK, StepReason.CAME_BUT_NO_CHECK, day, StepReason.TOO_SOON)


def _reported(case: _Case) -> Due | None:
    said = case.said
    if _is_part_missing(case):
        day = said.contacted_on + _A_DAY
        if finish := _asked(case, Step.FINISH_CHECK, StepReason.CHECK_NOT_COMPLETE, day, StepReason.TOO_SOON):
            return finish
    return _nothing_for(case, case.policy.confirmation_days, StepReason.AWAITING_CONFIRMATION)


def _is_part_missing(case: _Case) -> bool:
    """Whether elements were named and some of the six are neither done nor declined, over a year's reports."""
    reports = [
        past.check
        for past in case.episode
        if past.check and past.outcome in REPORTED and past.contacted_on > case.said.contacted_on - _A_YEAR
    ]
    if case.said.check is None or any(report.elements is None for report in reports):
        return False
    told = {element for report in reports for element in (report.elements or frozenset()) | report.declined}
    return not set(ELEMENTS) <= told


def _declined(case: _Case) -> Due:
    return _nothing_for(case, case.policy.days_after_declining_a_check, StepReason.NOT_THIS_YEAR)


def _not_for_them(case: _Case) -> Due:
    return _nothing_for(case, case.policy.confirmation_days, StepReason.PRACTICE_ASKED)


def _nothing_for(case: _Case, days: int, reason: StepReason) -> Due:
    return Due(None, reason, case.said.contacted_on + timedelta(days=days), reason)


def _asked(case: _Case, step: Step, reason: StepReason, day: date, until_then: StepReason) -> Due | None:
    """Asked on its day, once more after the gap, and then no more."""
    asked = [past.contacted_on for past in case.since if past.step == step]
    if not asked:
        return Due(step, reason, day, until_then)
    if len(asked) < ASKS:
        return Due(step, reason, max(day, asked[-1] + case.gap), StepReason.ASKED_ALREADY)
    return None


_BY_OUTCOME: dict[str, Callable[[_Case], Due | None]] = {
    Outcome.NEEDS_ADJUSTMENT: _adjust,
    Outcome.NO_AVAILABILITY: _offer,
    Outcome.PLEASE_BOOK: _asked_to_book,
    Outcome.BOOKED: _booked,
    Outcome.NOT_ATTENDED: _missed,
    Outcome.ATTENDED: _came,
    Outcome.CHECK_DONE: _reported,
    Outcome.ALREADY_DONE_ELSEWHERE: _reported,
    Outcome.NOT_ELIGIBLE: _not_for_them,
    Outcome.DECLINED_CHECK: _declined,
}
