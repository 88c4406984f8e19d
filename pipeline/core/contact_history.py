"""What was tried with one person and what came of it, as the contact policy reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.core.contact_steps import Step
from pipeline.core.worklist import Outcome

# Somebody else was spoken with: the person was not approached.
PRACTICE = "practice"


@dataclass(frozen=True)
class Appointment:
    """What was booked, and what came of it."""

    held_on: date | None
    state: str = "booked"
    state_on: date | None = None
    why_not: str | None = None


@dataclass(frozen=True)
class CheckReport:
    """Which elements were reported as done or declined; None where nobody said which."""

    done_on: date
    elements: frozenset[str] | None = None
    declined: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PastContact:
    """One approach and what came of it. `is_of_episode`: of the open episode, not an earlier one."""

    contacted_on: date
    channel: str
    outcome: str
    call_back_on: date | None = None
    step: str = Step.CALL
    round: int = 1
    time_of_day: str | None = None
    is_unasked: bool = True
    is_of_episode: bool = True
    appointment: Appointment | None = None
    check: CheckReport | None = None

    @property
    def is_approach(self) -> bool:
        """Whether the person was contacted without having asked for it: the least time between two is kept."""
        return self.is_unasked and self.channel != PRACTICE and self.outcome != Outcome.ASKED_OTHERS


def as_known(history: Iterable[PastContact], as_of: date) -> list[PastContact]:
    """What had happened by a day, oldest first, in one order however it was told; never what was entered in error."""
    happened = (past for past in history if past.contacted_on <= as_of and past.outcome != Outcome.ENTERED_IN_ERROR)
    return sorted(happened, key=lambda past: (past.contacted_on, past.round, past.step, past.channel, past.outcome))


def of_episode(known: Iterable[PastContact]) -> list[PastContact]:
    """Those of the open episode."""
    return [past for past in known if past.is_of_episode]


def past_contact(said: Mapping[str, Any]) -> PastContact:
    """A contact as the database tells it."""
    booked, reported = said["appointment"], said["check"]
    return PastContact(
        date.fromisoformat(said["contacted_on"]),
        said["channel"],
        said["outcome"],
        _day(said["call_back_on"]),
        said["step"],
        said["round"],
        said["time_of_day"],
        said["is_unasked"],
        said["is_of_episode"],
        booked and Appointment(_day(booked["held_on"]), booked["state"], _day(booked["state_on"]), booked["why_not"]),
        reported and _report(reported),
    )


def _report(said: Mapping[str, Any]) -> CheckReport:
    elements = said["elements"]
    named = None if elements is None else frozenset(elements)
    return CheckReport(date.fromisoformat(said["done_on"]), named, frozenset(said["declined"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
