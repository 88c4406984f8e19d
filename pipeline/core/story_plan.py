"""Lines of a person's story about their plan: days, areas, counts. Its words are their own, and not told here."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.core.contact_policy import StepReason
from pipeline.core.health_plan import GOAL_AREAS
from pipeline.core.story_intake import words

_ENDS = {
    "replaced": "a later plan took its place",
    "declined": "the person wants none any more",
    "died": "the person has died",
    "left": "no register has the person any more",
    "in_error": "it was entered in error",
}


def plan(fact: Mapping[str, Any]) -> str:
    """One plan: when it was agreed and looked at, its goals by area, why it ended."""
    looked_at = f", looked at again {fact['reviewed_on']}" if fact["reviewed_on"] else ""
    review = f", to be looked at {fact['review_on']}" if fact["review_on"] and not fact["ended_on"] else ""
    ended = f"; ended {fact['ended_on']}: {_ENDS[fact['end_reason']]}" if fact["ended_on"] else ""
    return (
        f"{fact['agreed_on']}  {fact['health_plan_id']} with {fact['provider_code']}{looked_at}{review}: "
        f"{_goals(fact)}{ended}"
    )


def follow_ups(facts: Sequence[Mapping[str, Any]]) -> list[str]:
    """What was due, a line for as long as it was the same."""
    found: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for fact in facts:
        found.setdefault((fact["provider_code"], fact["step"], fact["reason"], fact["due_on"]), []).append(fact)
    return [
        f"{days[0]['as_of']} to {days[-1]['as_of']} on the list of {provider_code}: {words(step)}, due {due_on}. "
        f"{StepReason(reason).sentence}"
        for (provider_code, step, reason, due_on), days in found.items()
    ]


def _goals(fact: Mapping[str, Any]) -> str:
    if not fact["goals"]:
        return "no goals"
    areas = ", ".join(dict.fromkeys(GOAL_AREAS[area] for area in fact["areas"]))
    return f"{fact['goals']} goals ({areas}), {fact['achieved']} achieved"
