"""The page "My plan": how it is laid out for one person, why it cannot be made for another, and what it says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.core.communication_needs import FORMATS, PROFESSIONALS, Need, Subset, read_needs
from pipeline.core.contact_policy import StepReason
from pipeline.core.health_plan import GOAL_AREAS
from pipeline.core.letter_choice import full_name, greeting_name, needs_other_language

STANDARD_POINT = 12
_PRINTED = frozenset(
    {Need.PRINT_16, Need.PRINT_18, Need.PRINT_20, Need.PRINT_24, Need.PRINT_28, Need.EASY_READ}
)  # fmt: skip
_NOT_PRINTED = (FORMATS | PROFESSIONALS | {Need.BSL_USER}) - _PRINTED


@dataclass(frozen=True)
class Layout:
    """The size of the print in points, and whether the page is easy read: short lines beside pictures."""

    point: int
    is_easy_read: bool


@dataclass(frozen=True)
class Service:
    """What somebody can turn to: one name, or several of a kind."""

    names: tuple[str, ...]
    what: str
    how_to_reach: str | None
    only_through: str | None


@dataclass(frozen=True)
class GoalOnPage:
    """One goal as its owner reads it."""

    area: str
    words: str
    supported_by: str | None
    review_on: date | None
    achieved_on: date | None


@dataclass(frozen=True)
class MyPlan:
    """All that the page says; no NHS number, no diagnosis, nothing of a record."""

    layout: Layout
    name: str
    called: str
    agreed_on: date
    what_matters: str
    goals: tuple[GoalOnPage, ...]
    review_on: date
    key_worker: str | None
    supporters: tuple[str, ...]
    provider_name: str
    provider_phone: str
    services: tuple[Service, ...]


def no_page_because(person: Mapping[str, Any]) -> StepReason | None:
    """Why no page is printed for a person, None where one is: what no page can be is a worker's task."""
    needs = read_needs(person)
    if needs.needs & _NOT_PRINTED or needs.unread & {Subset.FORMAT, Subset.PROFESSIONAL}:
        return StepReason.PLAN_IN_OTHER_FORMAT
    return StepReason.PLAN_IN_OTHER_LANGUAGE if needs_other_language(person) else None


def layout_of(person: Mapping[str, Any]) -> Layout:
    """The layout that the person's recorded needs ask for, in exactly their size of print."""
    needs = read_needs(person)
    is_easy_read = Need.EASY_READ in needs.needs
    # Easy read is set larger by itself.
    return Layout(needs.print_point or (16 if is_easy_read else STANDARD_POINT), is_easy_read)


def services_to_turn_to(rows: Iterable[Mapping[str, Any]]) -> tuple[Service, ...]:
    """The services of a place as a person is pointed to them: only confirmed ones; those alike but in name together."""
    alike: dict[tuple[str, str | None, str | None], list[str]] = {}
    for row in rows:
        if row["status"] == "confirmed":
            alike.setdefault((row["what"], row["how_to_reach"], row["only_through"]), []).append(row["name"])
    # What the person can ask for themselves first.
    in_order = sorted(alike.items(), key=lambda kind: kind[0][2] is not None)
    return tuple(Service(tuple(names), what, how or None, only or None) for (what, how, only), names in in_order)


def my_plan(
    facts: Mapping[str, Any], services: Sequence[Mapping[str, Any]], provider_name: str, provider_phone: str
) -> MyPlan:
    """The page of a plan, from its facts as the database has them."""
    goals = tuple(
        GoalOnPage(
            GOAL_AREAS[said["area"]], said["words"], said["supported_by"], _day(said["review_on"]),
            _day(said["achieved_on"]),
        )
        for said in facts["goals"]
    )  # fmt: skip
    return MyPlan(
        layout_of(facts),
        full_name(facts),
        greeting_name(facts),
        facts["agreed_on"],
        facts["what_matters"],
        goals,
        facts["review_on"],
        facts["key_worker"],
        tuple(dict.fromkeys(goal.supported_by for goal in goals if goal.supported_by)),
        provider_name,
        provider_phone,
        services_to_turn_to(services),
    )


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
