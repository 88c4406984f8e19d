"""The whole way from overdue to a check the practice confirms: how many came how far, by provider and network."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.core.late_work import LateWork
from pipeline.core.suppression import Measures, publish, share
from pipeline.core.worklist import OUTCOME_BY_CODE

STAGES = ("overdue", "contacted", "reached", "booked", "attended", "complete", "plan", "confirmed")
# Between which two stages days are counted. A practice may confirm a check before a plan is agreed.
SPANS = {
    "contacted": "overdue",
    "reached": "contacted",
    "booked": "reached",
    "attended": "booked",
    "complete": "attended",
    "plan": "complete",
    "confirmed": "complete",
}
TITLES = {
    "overdue": "Overdue",
    "contacted": "Contacted",
    "reached": "Reached",
    "booked": "Booked",
    "attended": "Came",
    "complete": "Check complete",
    "plan": "Plan agreed",
    "confirmed": "Confirmed",
}
MEASURES = Measures(STAGES, SPANS)
NO_PROVIDER, NO_PCN = "covered by nobody", "in no network"
HIDDEN = "hidden"


@dataclass(frozen=True)
class Way:
    """How far some people came: people a stage, median days from the stage before, and how many ended on the way."""

    name: str
    counts: Mapping[str, int]
    days: Mapping[str, int | None]
    ended: int

    @property
    def shares(self) -> dict[str, int | None]:
        """Whole percent of those overdue."""
        return {stage: share(count, self.counts["overdue"]) for stage, count in self.counts.items()}


@dataclass(frozen=True)
class Late:
    """How many wait too long for one thing, and since when the first of them does."""

    kind: LateWork
    people: int
    since: date


@dataclass(frozen=True)
class Room:
    """Who is listed of a provider or network, who waits, and for how many a day there is room (None: nobody said)."""

    name: str
    listed: int
    waiting: int
    capacity: int | None

    @property
    def used(self) -> int | None:
        return share(self.listed, self.capacity)


@dataclass(frozen=True)
class Given:
    """How often an outcome was given, in four weeks and in a year."""

    label: str
    recently: int
    in_a_year: int


@dataclass(frozen=True)
class Provider:
    """One provider's part of the way; people whom nobody covers are a part of it too."""

    code: str
    name: str
    whole: Way
    pcns: tuple[Way, ...]
    late: tuple[Late, ...]
    late_by_pcn: tuple[tuple[str, Mapping[str, int]], ...]
    rooms: tuple[Room, ...]
    outcomes: tuple[Given, ...]


@dataclass(frozen=True)
class Funnel:
    """A day's funnel in full counts: for the service alone."""

    everybody: Way
    providers: tuple[Provider, ...]

    @property
    def late(self) -> int:
        return sum(each.people for provider in self.providers for each in provider.late)


@dataclass(frozen=True)
class Shared:
    """What may leave the service: the counts of each network, small ones hidden.

    One table alone: networks make up providers, so a second one would tell what the first one hides.
    """

    totals: Mapping[str, int | None]
    networks: tuple[tuple[str, str, Mapping[str, int | None]], ...]
    is_withheld: bool


def funnel(
    counted: Sequence[Mapping[str, Any]],
    late: Iterable[Mapping[str, Any]],
    rooms: Iterable[Mapping[str, Any]],
    outcomes: Iterable[Mapping[str, Any]],
    provider_names: Mapping[str, str],
) -> Funnel:
    """The day's funnel from what was counted; every provider with people, work or room on record has its part."""
    waits, places, given = list(late), list(rooms), list(outcomes)
    codes = {row["provider_code"] for row in (*counted, *waits, *places, *given) if row["provider_code"] is not None}
    providers = tuple(
        Provider(
            code,
            provider_names.get(code, code) or NO_PROVIDER,
            next((_way("All", row) for row in counted if _is(row, code, None)), _nobody("All")),
            tuple(
                _way(_pcn(row), row) for row in counted if row["provider_code"] == code and row["pcn_code"] is not None
            ),
            _late([row for row in waits if row["provider_code"] == code]),
            _late_by_pcn([row for row in waits if row["provider_code"] == code]),
            tuple(_room(row, provider_names) for row in places if row["provider_code"] == code),
            tuple(
                Given(_label(row["outcome"]), row["recently"], row["in_a_year"])
                for row in given
                if row["provider_code"] == code
            ),
        )
        # Whom nobody covers last, whatever providers are called.
        for code in sorted(codes, key=lambda code: (code == "", code))
    )
    return Funnel(
        next((_way("Everybody", row) for row in counted if _is(row, None, None)), _nobody("Everybody")), providers
    )


def shared(counted: Iterable[Mapping[str, Any]], provider_names: Mapping[str, str]) -> Shared:
    """The counts of networks without what must be hidden; no days, nothing of what waits."""
    networks = {
        (row["provider_code"] == "", provider_names.get(row["provider_code"]) or NO_PROVIDER, _pcn(row)): row
        for row in counted
        if row["provider_code"] is not None and row["pcn_code"] is not None
    }
    table = {"/".join(key[1:]): {stage: networks[key][stage] for stage in STAGES} for key in sorted(networks)}
    page = publish(MEASURES, {"pcn": table})
    return Shared(
        page.totals,
        tuple((*key[1:], page.tables["pcn"]["/".join(key[1:])]) for key in sorted(networks)),
        "pcn" in page.withheld,
    )


def lines(found: Funnel) -> list[tuple[str, ...]]:
    """The full counts as lines of text, the heading first: everybody, each provider, each of its networks."""
    heading = (
        "provider", "pcn", *STAGES, "ended_otherwise", *(f"days_to_{stage}" for stage in SPANS), *LateWork,
    )  # fmt: skip
    told: list[tuple[str, ...]] = [heading, _line("everybody", "", found.everybody, _added(found.providers))]
    for provider in found.providers:
        told.append(_line(provider.name, "", provider.whole, {str(each.kind): each.people for each in provider.late}))
        by_pcn = dict(provider.late_by_pcn)
        ways = {way.name: way for way in provider.pcns}
        # Work may wait in a network of which nobody is on the way any more.
        for name in [*ways, *(name for name in by_pcn if name not in ways)]:
            told.append(_line(provider.name, name, ways.get(name, _nobody(name)), by_pcn.get(name, {})))
    return told


def shared_lines(found: Shared) -> list[tuple[str, ...]]:
    """What may leave the service as lines of text; what is hidden says so."""
    told = [("provider", "pcn", *STAGES), ("everybody", "", *(_shown(found.totals[stage]) for stage in STAGES))]
    return told + [
        (provider, pcn, *(_shown(counts[stage]) for stage in STAGES)) for provider, pcn, counts in found.networks
    ]


def _is(row: Mapping[str, Any], provider_code: str | None, pcn_code: str | None) -> bool:
    return (row["provider_code"], row["pcn_code"]) == (provider_code, pcn_code)


def _way(name: str, row: Mapping[str, Any]) -> Way:
    counts = {stage: row[stage] for stage in STAGES}
    return Way(name, counts, {stage: row[f"days_to_{stage}"] for stage in SPANS}, row["ended_otherwise"])


def _nobody(name: str) -> Way:
    return Way(name, dict.fromkeys(STAGES, 0), dict.fromkeys(SPANS), 0)


def _pcn(row: Mapping[str, Any]) -> str:
    return f"{row['pcn_code']} {row['pcn_name']}".strip() or NO_PCN


def _late(waits: Sequence[Mapping[str, Any]]) -> tuple[Late, ...]:
    by_kind = {kind: [row for row in waits if row["kind"] == kind] for kind in LateWork}
    return tuple(Late(kind, len(rows), min(row["since"] for row in rows)) for kind, rows in by_kind.items() if rows)


def _late_by_pcn(waits: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, Mapping[str, int]], ...]:
    found: dict[str, dict[str, int]] = {}
    for row in waits:
        kinds = found.setdefault(_pcn(row), {})
        kinds[row["kind"]] = kinds.get(row["kind"], 0) + 1
    return tuple(sorted(found.items()))


def _room(row: Mapping[str, Any], provider_names: Mapping[str, str]) -> Room:
    name = _pcn(row) if row["pcn_code"] is not None else provider_names.get(row["provider_code"], "") or NO_PROVIDER
    return Room(name, row["listed"], row["waiting"], row["capacity_a_day"])


def _label(outcome: str) -> str:
    return OUTCOME_BY_CODE[outcome].label if outcome in OUTCOME_BY_CODE else f"Letter {outcome}"


def _added(providers: Iterable[Provider]) -> dict[str, int]:
    found: dict[str, int] = {}
    for provider in providers:
        for each in provider.late:
            found[each.kind] = found.get(each.kind, 0) + each.people
    return found


def _line(provider: str, pcn: str, way: Way, late: Mapping[str, int]) -> tuple[str, ...]:
    days = ("" if days is None else str(days) for days in way.days.values())
    counts = (str(way.counts[stage]) for stage in STAGES)
    return (provider, pcn, *counts, str(way.ended), *days, *(str(late.get(kind, 0)) for kind in LateWork))


def _shown(count: int | None) -> str:
    return HIDDEN if count is None else str(count)
