"""Who is covered over time, as a pack alone says it: the days of each place and PCN, and how a roll-out grows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.core.region_coverage import spans_by_level
from pipeline.core.region_tables import Line, Span

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Cover:
    """The spans of coverage rows by what they name, and which PCN lies in which place."""

    spans: Mapping[tuple[str, str], Sequence[Span]]
    place_of: Mapping[str, str]

    def of_place(self, place_code: str) -> list[Span]:
        """The rows that cover a place as a whole, by their first day."""
        return sorted(self.spans.get(("place_code", place_code), ()), key=_begins)

    def own_of_pcn(self, pcn_code: str) -> list[Span]:
        """The rows that name the PCN."""
        return sorted(self.spans.get(("pcn_code", pcn_code), ()), key=_begins)

    def of_pcn(self, pcn_code: str) -> list[Span]:
        """Every row that reaches the PCN, its own and its place's: on a day any one of them covers it."""
        place = self.place_of[pcn_code]
        return sorted([*self.own_of_pcn(pcn_code), *(self.of_place(place) if place else ())], key=_begins)

    def pcns_in(self, place_code: str) -> list[str]:
        """The PCNs that lie in a place."""
        return [pcn for pcn, place in self.place_of.items() if place == place_code]

    def on(self, pcn_code: str, day: date) -> list[Span]:
        """The rows in force for a PCN on a day, the ones that decide: its own where there are any."""
        own = [span for span in self.own_of_pcn(pcn_code) if span.has(day)]
        return own or [span for span in self.of_pcn(pcn_code) if span.has(day)]


def cover_of(coverage: list[Line], pcns: list[Line]) -> Cover:
    """The cover of a pack's tables."""
    return Cover(spans_by_level(coverage), {pcn.cells["pcn_code"]: pcn.cells["place_code"] for pcn in pcns})


def gaps(spans: Iterable[Span]) -> list[tuple[date, date, Span]]:
    """First and last uncovered day between rows, with the row that ends the gap."""
    found = []
    covered_to: date | None = None
    for span in sorted(spans, key=_begins):
        if covered_to is not None and covered_to < span.from_on - _DAY:
            found.append((covered_to + _DAY, span.from_on - _DAY, span))
        covered_to = span.to_on if covered_to is None else max(covered_to, span.to_on)
    return found


def last(spans: Iterable[Span]) -> Span | None:
    """The row that covers longest; None where there is none."""
    return max(spans, key=lambda span: span.to_on, default=None)


def roll_out(cover: Cover, live_from: date | None) -> list[tuple[date, int]]:
    """From which day how many PCNs are covered, wherever the number changes; nothing where the region is not live."""
    if live_from is None:
        return []
    spans = [span for pcn in cover.place_of for span in cover.of_pcn(pcn)]
    ends = {span.to_on + _DAY for span in spans if span.to_on < date.max}
    days = sorted({live_from, *(span.from_on for span in spans), *ends})
    counts = [(day, covered_pcns(cover, day)) for day in days if day >= live_from]
    return [count for at, count in enumerate(counts) if count[1] != (counts[at - 1][1] if at else 0)]


def covered_pcns(cover: Cover, day: date) -> int:
    """How many PCNs somebody covers on a day."""
    return sum(bool(cover.on(pcn, day)) for pcn in cover.place_of)


def _begins(span: Span) -> tuple[date, date]:
    return (span.from_on, span.to_on)
