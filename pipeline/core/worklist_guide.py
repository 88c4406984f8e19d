"""What stands beside the people of a list, from the region pack: only of the places and networks the list is of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.core.region_safety import Safety
from pipeline.core.worklist import WorklistRow
from pipeline.core.worklist_words import ListWords, PhoneToRing, ServiceToPointTo


@dataclass(frozen=True)
class ClinicDay:
    """Where somebody of a network can be seen, on a weekday or on one date."""

    pcn_code: str
    venue: str
    address: str
    weekday: str | None
    held_on: date | None
    hours: str


@dataclass(frozen=True)
class PlacedService:
    """A service with the place that has it; blank: everywhere."""

    place_code: str
    service: ServiceToPointTo


@dataclass(frozen=True)
class Guide:
    """All that a region pack says for workers; `words_for` chooses what belongs on one list."""

    safety: Safety = field(default_factory=Safety)
    places: Mapping[str, str] = field(default_factory=dict)
    services: Sequence[PlacedService] = ()
    clinic_days: Sequence[ClinicDay] = ()

    def words_for(self, rows: Sequence[WorklistRow]) -> ListWords:
        """The words of a list: teams, services and venues of its own places and networks alone."""
        places = {row.place_code for row in rows if row.place_code}
        pcns = {row.pcn_code for row in rows}
        return ListWords(
            self.safety.call_opening,
            self.safety.voicemail_rule,
            tuple(self._phones(places)),
            tuple(each.service for each in self.services if not each.place_code or each.place_code in places),
            tuple(_venues(day for day in self.clinic_days if day.pcn_code in pcns)),
        )

    def _phones(self, places: set[str]) -> list[PhoneToRing]:
        safety = self.safety
        phones = [
            PhoneToRing("Danger to life", "999", "Ring at once, before anything else. Then tell your manager."),
            PhoneToRing("In crisis, day or night", "111", safety.crisis_words),
        ]
        if safety.crisis_phone:
            phones.append(PhoneToRing("In crisis, here", safety.crisis_phone))
        at_risk, words = "Somebody is being harmed", safety.safeguarding_words
        teams: dict[tuple[str, str], list[str]] = {}
        for team in safety.teams:
            if team.place_code in places:
                teams.setdefault((team.team, team.phone), []).append(self.places.get(team.place_code, team.place_code))
        for (team_name, phone), of in teams.items():
            phones.append(PhoneToRing(f"{at_risk} ({', '.join(of)})", phone, f"{team_name}. {words}"))
        if not teams or not places <= {team.place_code for team in safety.teams}:
            label = f"{at_risk} (elsewhere)" if teams else at_risk
            phones.append(PhoneToRing(label, safety.safeguarding_phone or "", words))
        urgent = safety.urgent_result_phone or ""
        return [*phones, PhoneToRing("Result that cannot wait", urgent, safety.urgent_result_words)]


def _venues(days: Iterable[ClinicDay]) -> list[tuple[str, str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for day in days:
        when = f"{day.weekday}s" if day.weekday else f"{day.held_on:%d/%m/%Y}"
        found.setdefault((day.venue, day.address), []).append(f"{when} {day.hours}")
    return [(venue, f"{address}: {', '.join(dict.fromkeys(when))}.") for (venue, address), when in found.items()]
