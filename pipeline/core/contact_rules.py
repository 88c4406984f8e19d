"""The contact policy of a region: which steps in which order, with which waits and limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.core.contact_steps import Step


@dataclass(frozen=True)
class PolicyStep:
    """One step of a round and the days to wait for it since the contact before."""

    step: Step
    wait_days: int = 0


# The service's own choice, after what published services do. Six approaches at most, as sites that reach many make at
# least four; then the practice and the key worker are asked.
DEFAULT_STEPS = (
    PolicyStep(Step.LETTER),
    PolicyStep(Step.TEXT, 10),
    PolicyStep(Step.CALL, 2),
    PolicyStep(Step.CALL, 7),
    PolicyStep(Step.CALL, 7),
    PolicyStep(Step.LETTER_AGAIN, 7),
    PolicyStep(Step.VISIT, 14),
    PolicyStep(Step.DESKTOP_REVIEW, 14),
)


@dataclass(frozen=True)
class ContactPolicy:
    """The steps of a round, and the waits and limits in days and attempts. The defaults: of a silent pack."""

    minimum_days_between_contacts: int = 7
    maximum_attempts: int = 6
    rounds: int = 2
    days_between_rounds: int = 90
    # After the last round, until the practice's list is looked through again.
    review_after_days: int = 365
    # Where somebody booked and nobody said for which day, or somebody else was asked to book.
    days_to_an_appointment: int = 28
    days_after_declining_a_check: int = 365
    reminder_working_days_before: int = 1
    steps: tuple[PolicyStep, ...] = DEFAULT_STEPS
    register_too_old_after_days: int = 35
    # Of the dated rule in force: Region.policy_on.
    confirmation_days: int = 60


MAY_BE_LEFT_OUT = (
    "rounds",
    "days_between_rounds",
    "review_after_days",
    "days_to_an_appointment",
    "days_after_declining_a_check",
    "reminder_working_days_before",
)


def policy_from(content: Mapping[str, Any]) -> ContactPolicy:
    """The contact policy of a stored pack. One of the days before packs said their steps: a letter, then calls."""
    policy = content["contact_policy"]
    names = ("minimum_days_between_contacts", "maximum_attempts", *MAY_BE_LEFT_OUT)
    said = {name: policy[name] for name in names if name in policy}
    if "steps" in content:
        steps = tuple(PolicyStep(Step(each["step"]), each["wait_days"]) for each in content["steps"])
    else:
        gap, calls = policy["minimum_days_between_contacts"], policy["maximum_attempts"] - 1
        waits = [policy["days_after_letter"], *[gap] * calls][:calls]
        steps = (PolicyStep(Step.LETTER), *(PolicyStep(Step.CALL, wait) for wait in waits))
        said |= {"rounds": 1}
    return ContactPolicy(**said, steps=steps, register_too_old_after_days=content["register"]["too_old_after_days"])
