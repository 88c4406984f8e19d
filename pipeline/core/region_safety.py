"""What a worker says first and whom they ring: a region pack's words and numbers, and safe ones where it has none."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.core.fault import Fault
from pipeline.core.region_toml import FILE, Lines


@dataclass(frozen=True)
class SafeguardingTeam:
    """Whom to ring in one place when an adult may be at risk."""

    place_code: str
    team: str
    phone: str


@dataclass(frozen=True)
class Safety:
    """The words and numbers on every list. The defaults hold anywhere in England and name no local number."""

    call_opening: str = (
        "Hello, my name is (your first name). May I speak with (the name on the list)? - Say no more until they have "
        "told you their full name and one thing more that the row shows, such as the first line of their address. "
        "Whoever else answers hears your first name alone."
    )
    voicemail_rule: str = (
        "Leave no message that says why you call: your first name and a number to ring back, nothing else. Leave none "
        "at all where the row says so. The same holds for whoever answers the phone or the door."
    )
    crisis_words: str = (
        "Somebody in distress who is not in danger this minute: ring NHS 111 and choose option 2, at any hour, with "
        "the person if they agree."
    )
    crisis_phone: str | None = None
    safeguarding_words: str = (
        "You think that somebody is being harmed, neglected or exploited: tell your safeguarding lead today, by phone. "
        "Write nothing about it on this list."
    )
    safeguarding_phone: str | None = None
    urgent_result_words: str = (
        "A result that cannot wait: ring the person's practice now and give it to a clinician, or NHS 111 when the "
        "practice is closed. Write no value on this list."
    )
    urgent_result_phone: str | None = None
    teams: tuple[SafeguardingTeam, ...] = ()


# Those of [safety] that are phone numbers; teams have a section each.
PHONES = ("crisis_phone", "safeguarding_phone", "urgent_result_phone")


def safety_of(content: Mapping[str, Any]) -> Safety:
    """What a stored pack says; versions from before packs could say so have the defaults."""
    teams = tuple(
        SafeguardingTeam(said["place_code"], said["team"], said["phone"])
        for said in content.get("safeguarding_teams", [])
    )
    return Safety(**content.get("safety", {}), teams=teams)


def check_teams(teams: Sequence[Mapping[str, Any]], places: Collection[str], lines: Lines) -> Iterator[Fault]:
    """Faults of safeguarding teams: a place that is none, or that has two."""
    seen: set[str] = set()
    for index, team in enumerate(teams):
        code, line = team["place_code"], lines.of("safeguarding_team", index, "place_code")
        if code not in places:
            yield Fault(FILE, line, f"{code!r} is not in places.csv", "Add it there or correct it here", "place_code")
        elif code in seen:
            problem = f"{code} has a safeguarding team already"
            yield Fault(FILE, line, problem, "Keep the one that workers ring", "place_code")
        seen.add(code)
