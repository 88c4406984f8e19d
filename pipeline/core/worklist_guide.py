"""What stands beside the people on a list: what to say, whom to ring, where somebody can be seen, what to point to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from pipeline.core.region_safety import Safety

Line = tuple[str, str]


@dataclass(frozen=True)
class Service:
    """Something people can be pointed to; in one place, or everywhere where `place_code` is blank."""

    place_code: str
    place_name: str
    name: str
    what: str
    how_to_reach: str
    only_through: str


@dataclass(frozen=True)
class ClinicDay:
    """When and where somebody can be seen."""

    pcn_code: str
    venue: str
    address: str
    when: str


@dataclass(frozen=True)
class Guide:
    """The words of a list's first page. Nothing here speaks of a person."""

    safety: Safety = field(default_factory=Safety)
    place_names: tuple[tuple[str, str], ...] = ()
    services: tuple[Service, ...] = ()
    clinic_days: tuple[ClinicDay, ...] = ()


def first_words(guide: Guide) -> list[Line]:
    """How a call begins, and what is left on a machine."""
    return [
        ("When you ring or knock", guide.safety.call_opening),
        ("Voicemail and messages", guide.safety.voicemail_rule),
    ]


def numbers_to_ring(guide: Guide, place_codes: Collection[str]) -> list[Line]:
    """Whom to ring in an emergency, a crisis, for an adult at risk, for a result that cannot wait.

    Safeguarding teams of the places of the list alone; where a place has none, the number for all.
    """
    safety = guide.safety
    names = dict(guide.place_names)
    teams = [team for team in safety.teams if team.place_code in place_codes]
    numbers = [f"{names.get(team.place_code, team.place_code)}: {team.team} {team.phone}." for team in teams]
    covered = {team.place_code for team in teams}
    if safety.safeguarding_phone and not (place_codes and covered.issuperset(place_codes)):
        numbers.append(f"{'Elsewhere: ' if numbers else 'Ring '}{safety.safeguarding_phone}.")
    return [
        ("In danger now", "If anybody is in danger now, ring 999 first. Then tell your manager."),
        ("In crisis", _with(safety.crisis_words, safety.crisis_phone)),
        ("An adult at risk", "\n".join([safety.safeguarding_words, *numbers])),
        ("Result that cannot wait", _with(safety.urgent_result_words, safety.urgent_result_phone)),
    ]


def services_to_point_to(guide: Guide, place_codes: Collection[str]) -> list[Line]:
    """What people of the list's places can be pointed to, what each does, and who alone may ask for it."""
    return [
        (service.name + (f" ({service.place_name})" if service.place_code else ""), _how(service))
        for service in guide.services
        if not service.place_code or service.place_code in place_codes
    ]


def clinic_days(guide: Guide, pcn_codes: Collection[str]) -> list[Line]:
    """The venues of the list's networks with their days."""
    days: dict[tuple[str, str], list[str]] = {}
    for day in guide.clinic_days:
        if day.pcn_code in pcn_codes:
            days.setdefault((day.venue, day.address), []).append(day.when)
    return [(venue, f"{address}. {'; '.join(when)}.") for (venue, address), when in days.items()]


def _how(service: Service) -> str:
    if service.only_through:
        reach = f"Only through {service.only_through}: speak to them, never refer directly."
    else:
        reach = "" if service.how_to_reach else "Ask your manager how to reach it."
    parts: Sequence[str] = (service.what, service.how_to_reach, reach)
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)


def _with(words: str, phone: str | None) -> str:
    return f"{words}\nRing {phone}." if phone else words
