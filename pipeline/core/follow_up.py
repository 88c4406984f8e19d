"""What is due for somebody after the check: a plan to agree, to write down, to hand over, to look at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.core.contact_policy import Step, StepReason
from pipeline.core.health_plan import PlanPolicy
from pipeline.core.working_days import is_working_day, working_day_from


@dataclass(frozen=True)
class Try:
    """One approach about a plan: whether the person was reached, and the day they asked to be rung back."""

    on: date
    was_reached: bool
    call_back_on: date | None = None


@dataclass(frozen=True)
class OpenPlan:
    """A plan that stands, and why it cannot be printed for the person (None: it can)."""

    agreed_on: date
    review_on: date
    is_review_said: bool
    goal_review_on: date | None = None
    changed_on: date | None = None
    no_page: StepReason | None = None


@dataclass(frozen=True)
class AfterCheck:
    """What is known of one person after the check; `said_agreed_on`: a plan was said to be agreed, and none is here."""

    checked_on: date | None = None
    said_agreed_on: date | None = None
    plan: OpenPlan | None = None
    tries: Sequence[Try] = ()


@dataclass(frozen=True)
class Due:
    """What is done today, why, and since when it is due."""

    step: Step
    reason: StepReason
    due_on: date


def due_today(known: AfterCheck, policy: PlanPolicy, as_of: date) -> Due | None:
    """What is due for somebody on a day, None where nothing is.

    Who was not reached is tried again after a wait, or on the day they asked for. Nobody is asked for a plan for
    ever; a plan that stands comes up again.
    """
    if known.plan is not None:
        return _of_plan(known.plan, known.tries, policy, as_of)
    if known.said_agreed_on is not None:
        due = Due(Step.AGREE_PLAN, StepReason.PLAN_TO_WRITE_DOWN, known.said_agreed_on)
        # The worker writes it down: no contact has to wait for that.
        return due if as_of <= due.due_on + timedelta(days=policy.stop_asking_after_days) else None
    if known.checked_on is None or as_of > known.checked_on + timedelta(days=policy.stop_asking_after_days):
        return None
    due = Due(
        Step.AGREE_PLAN, StepReason.PLAN_TO_AGREE, working_days_after(known.checked_on, policy.ask_after_working_days)
    )
    tries = [each for each in known.tries if each.on >= known.checked_on]
    if due.due_on > as_of or len(tries) >= policy.maximum_tries:
        return None
    return due if _may_try(tries, policy, as_of) else None


def _of_plan(plan: OpenPlan, tries: Sequence[Try], policy: PlanPolicy, as_of: date) -> Due | None:
    review = StepReason.PLAN_REVIEW_SAID if plan.is_review_said else StepReason.PLAN_REVIEW_USUAL
    open_days = [(plan.review_on, review)]
    if plan.goal_review_on:
        open_days.append((plan.goal_review_on, StepReason.GOAL_REVIEW_SAID))
    due_on, reason = min(open_days, key=lambda day: day[0])
    if due_on <= as_of:
        since = [each for each in tries if each.on >= due_on]
        many = len(since) >= policy.maximum_tries
        wait = policy.review_after_days if many else policy.days_between_tries
        return Due(Step.REVIEW_PLAN, reason, due_on) if _may_try(since, policy, as_of, wait) else None
    if plan.no_page is not None and plan.changed_on is not None:
        since = [each for each in tries if each.on >= plan.agreed_on]
        has_it = any(each.was_reached and each.on > plan.changed_on for each in since)
        if not has_it and len(since) <= policy.maximum_tries and _may_try(since, policy, as_of):
            return Due(Step.AGREE_PLAN, plan.no_page, plan.changed_on)
    return None


def _may_try(tries: Sequence[Try], policy: PlanPolicy, as_of: date, wait: int | None = None) -> bool:
    """Whether the last try is long enough ago, or the day has come that the person asked for."""
    if not tries:
        return True
    last = max(tries, key=lambda each: each.on)
    again_on = last.call_back_on or last.on + timedelta(days=wait or policy.days_between_tries)
    return working_day_from(again_on) <= as_of


def working_days_after(day: date, count: int) -> date:
    """The working day that lies so many working days after a day."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return working_day_from(day)
