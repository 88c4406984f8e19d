"""What a pack without faults still leaves open: gaps, ends, numbers that do not add up, what is only proposed.

Nothing here keeps a pack from being loaded: a commissioner may not have decided yet, and whoever nobody covers is
reported by name every day.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pipeline.core.fault import Fault
from pipeline.core.region_cover import Cover, cover_of, covered_pcns, gaps, last
from pipeline.core.region_tables import COVERAGE, PARTNER_SHARES, PCNS, PLACES, Line, Span, span_of
from pipeline.core.region_toml import FILE, Lines

_DECIDE = "Ask the commissioner, then add the row"


def warnings_of(settings: Mapping[str, Any], tables: Mapping[str, list[Line]], lines: Lines) -> Iterator[Fault]:
    """Everything a data engineer should know of a pack before it is loaded, by file and line."""
    cover = cover_of(tables[COVERAGE], tables[PCNS])
    yield from _about_pcns(tables[PCNS], settings, lines)
    if settings["live_from"] is None:
        problem = "there is no live_from, so nobody is covered on any day"
        yield Fault(FILE, 0, problem, "Add live_from when the commissioner has named the first day")
    if tables[COVERAGE]:
        yield from _about_places(tables[PLACES], cover)
        yield from _about_own_rows(tables[PCNS], cover)
        yield from _about_providers(settings, tables[COVERAGE], lines)
    else:
        problem = "nobody covers anybody: everybody the service is for is reported as uncovered"
        yield Fault(COVERAGE, 0, problem, "Add a row for each place or PCN when a provider is named")
    yield from _about_phases(settings, cover, lines)
    yield from _about_shares(settings, tables[PARTNER_SHARES], cover)
    for file, rows in tables.items():
        proposed = [row for row in rows if row.cells.get("status") == "proposed"]
        if proposed:
            first = proposed[0].number
            problem = f"{len(proposed)} of {len(rows)} rows are only proposed, from line {first} on"
            yield Fault(file, 0, problem, "Let the commissioner confirm them, then write confirmed")


def _about_pcns(pcns: list[Line], settings: Mapping[str, Any], lines: Lines) -> Iterator[Fault]:
    if not pcns:
        problem = "there is no PCN, so no practice belongs to the region"
        yield Fault(PCNS, 0, problem, "Add them from ePCN.xlsx with `smi-outreach region pcns`")
    elif settings["pcn_count"] not in (None, len(pcns)):
        problem = f"the region has {settings['pcn_count']} PCNs and {PCNS} has {len(pcns)}"
        yield Fault(FILE, lines.of("", 0, "pcn_count"), problem, "Add those that are missing, or correct the number")


def _about_places(places: list[Line], cover: Cover) -> Iterator[Fault]:
    for place in places:
        code = place.cells["place_code"]
        spans, inside = cover.of_place(code), cover.pcns_in(code)
        # PCNs with rows of their own are looked at one by one.
        through_place = [pcn for pcn in inside if not cover.own_of_pcn(pcn)]
        if not inside:
            problem = f"no PCN of {PCNS} lies in {code}"
            yield Fault(PLACES, place.number, problem, "Give the PCNs their place, or take the place out")
        elif through_place and not spans:
            problem = f"nobody covers {code}: {len(through_place)} of its {len(inside)} PCNs are uncovered"
            yield Fault(PLACES, place.number, problem, _DECIDE)
        elif through_place:
            yield from _holes(code, spans, "place_code")


def _about_own_rows(pcns: list[Line], cover: Cover) -> Iterator[Fault]:
    for pcn in pcns:
        code = pcn.cells["pcn_code"]
        if cover.own_of_pcn(code):
            yield from _holes(code, cover.of_pcn(code), "pcn_code")
        elif not pcn.cells["place_code"]:
            problem = f"{code} has no place and no row in {COVERAGE}: only practices named there are covered"
            yield Fault(
                PCNS, pcn.number, problem, "A practice that joins it is reported as uncovered until it is named"
            )
    for (level, code), spans in cover.spans.items():
        if level == "practice_code":
            for first, until, span in gaps(spans):
                problem = f"{code} has no row of its own from {first} to {until}: its PCN's counts then, if any"
                yield Fault(COVERAGE, span.line.number, problem, _DECIDE, level)


def _holes(code: str, spans: list[Span], column: str) -> Iterator[Fault]:
    for first, until, span in gaps(spans):
        yield Fault(COVERAGE, span.line.number, f"nobody covers {code} from {first} to {until}", _DECIDE, column)
    final = last(spans)
    if final and final.to_on < date.max:
        problem = f"cover of {code} ends on {final.to_on} and nobody follows"
        yield Fault(COVERAGE, final.line.number, problem, _DECIDE, "to_on")


def _about_providers(settings: Mapping[str, Any], coverage: list[Line], lines: Lines) -> Iterator[Fault]:
    covering = {line.cells["provider_code"] for line in coverage}
    for index, provider in enumerate(settings["providers"]):
        if provider["provider_code"] not in covering:
            problem = f"provider {provider['provider_code']} covers nobody"
            yield Fault(FILE, lines.of("provider", index), problem, f"Add its rows to {COVERAGE}, or take it out")


def _about_phases(settings: Mapping[str, Any], cover: Cover, lines: Lines) -> Iterator[Fault]:
    live_from = settings["live_from"]
    for index, phase in enumerate(settings["phases"]):
        is_live = live_from is not None and live_from <= phase["by_on"]
        covered = covered_pcns(cover, date.fromisoformat(phase["by_on"])) if is_live else 0
        if covered != phase["pcns"]:
            problem = f"by {phase['by_on']} {phase['pcns']} PCNs were to be covered, and {covered} are"
            remedy = f"Give each PCN its first day in {COVERAGE}, or correct the phase"
            yield Fault(FILE, lines.of("phase", index), problem, remedy)


def _about_shares(settings: Mapping[str, Any], shares: list[Line], cover: Cover) -> Iterator[Fault]:
    provider_of = {partner["partner_code"]: partner["provider_code"] for partner in settings["partners"]}
    without = sorted(provider_of.keys() - {share.cells["partner_code"] for share in shares})
    if without:
        problem = f"no PCN gives a share to {', '.join(without)}"
        yield Fault(PARTNER_SHARES, 0, problem, "Add a row for each PCN in which the partner takes people on")
    for share in shares:
        span, pcn = span_of(share), share.cells["pcn_code"]
        partner = share.cells["partner_code"]
        covering = {row.line.cells["provider_code"] for row in cover.on(pcn, span.from_on)} if span else set()
        if covering and provider_of[partner] not in covering:
            problem = f"{partner} works for {provider_of[partner]}, which does not cover {pcn} on that day"
            yield Fault(PARTNER_SHARES, share.number, problem, "Correct the share or the coverage", "partner_code")
