"""Who is taken on today and who waits for room: a provider's queue, filled up to what was agreed.

Two limits cut across each other (a network has several partners, a partner several networks), so the queue is
walked person by person: any rule that fills each limit by itself leaves places empty that somebody waits for.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.core.plan_reasons import DispositionReason


class Queued(NamedTuple):
    """Somebody who may be contacted; whoever is in a started round, or has a call agreed, is not sent away."""

    person_id: str
    pcn_code: str | None
    partner_code: str | None
    is_started: bool


class Waiting(NamedTuple):
    """Somebody for whom there is no room today: what is full, and how many of the provider's people wait before."""

    person_id: str
    reason: DispositionReason
    before: int


@dataclass(frozen=True)
class Limits:
    """How many people a day a provider's list has room for; what nobody limits is absent.

    A floor is how many people a network takes on anew each day before others, as long as there is room at all.
    """

    provider: int | None = None
    partners: Mapping[str, int] = field(default_factory=dict)
    pcns: Mapping[str, int] = field(default_factory=dict)
    floors: Mapping[str, int] = field(default_factory=dict)


def who_waits(queue: Sequence[Queued], limits: Limits) -> list[Waiting]:
    """Those of a ranked queue who wait, in its order.

    Started rounds stay, and take room even where there is none. Then the floors, turn by turn: in each turn every
    network below its floor takes on its best person for whom there is room, networks in the order of their best
    person. Then by rank.
    """
    room = _Room(queue, limits)
    taken = set(_by_floors(queue, room, limits.floors))
    waiting: list[Waiting] = []
    for one in queue:
        if one.is_started or one.person_id in taken:
            continue
        full = room.full_for(one)
        if full is None:
            room.take(one)
        else:
            waiting.append(Waiting(one.person_id, full, len(waiting)))
    return waiting


def _by_floors(queue: Sequence[Queued], room: "_Room", floors: Mapping[str, int]) -> Iterator[str]:
    new: dict[str, list[Queued]] = defaultdict(list)
    for one in queue:
        if not one.is_started and one.pcn_code is not None and one.pcn_code in floors:
            new[one.pcn_code].append(one)
    # What was full once stays full, so nobody passed over need be asked again.
    upcoming = {pcn: iter(people) for pcn, people in new.items()}
    for turn in range(max(floors.values(), default=0)):
        for pcn in [pcn for pcn in new if turn < floors[pcn]]:
            best = next((one for one in upcoming[pcn] if room.full_for(one) is None), None)
            if best is not None:
                room.take(best)
                yield best.person_id


class _Room:
    """The places left, by provider, partner and network."""

    def __init__(self, queue: Sequence[Queued], limits: Limits) -> None:
        self._provider = limits.provider
        self._partners, self._pcns = dict(limits.partners), dict(limits.pcns)
        for one in queue:
            if one.is_started:
                self.take(one)

    def full_for(self, one: Queued) -> DispositionReason | None:
        """What has no place left for somebody, the nearest limit first."""
        if self._pcns.get(one.pcn_code or "", 1) <= 0:
            return DispositionReason.PCN_FULL
        if self._partners.get(one.partner_code or "", 1) <= 0:
            return DispositionReason.PARTNER_FULL
        if self._provider is not None and self._provider <= 0:
            return DispositionReason.PROVIDER_FULL
        return None

    def take(self, one: Queued) -> None:
        if one.pcn_code in self._pcns:
            self._pcns[one.pcn_code] -= 1
        if one.partner_code in self._partners:
            self._partners[one.partner_code] -= 1
        if self._provider is not None:
            self._provider -= 1
