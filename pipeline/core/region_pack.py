"""A region pack as a whole: the content that the database keeps, and every fault in its files."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.core import region_settings, region_toml
from pipeline.core.fault import Fault
from pipeline.core.region import Rule, rules_of
from pipeline.core.region_cover import cover_of, roll_out
from pipeline.core.region_coverage import check_coverage
from pipeline.core.region_places import check_pcns, check_places
from pipeline.core.region_plans import check_local_plans, check_partner_shares
from pipeline.core.region_safety import check_teams
from pipeline.core.region_services import check_services, check_venues
from pipeline.core.region_tables import (
    COLUMNS,
    COVERAGE,
    LOCAL_PLANS,
    OPTIONAL,
    PARTNER_SHARES,
    PCNS,
    PLACES,
    SERVICES,
    VENUES,
    WORKERS,
    Line,
    read_table,
)
from pipeline.core.region_warnings import warnings_of
from pipeline.core.region_workers import check_workers

FILES = (region_toml.FILE, *COLUMNS)

Tables = Mapping[str, list[Line]]


@dataclass(frozen=True)
class RegionPack:
    """A pack without faults. Comments and line ends do not count towards its hash; every value does.

    `warnings` is what it leaves open; `roll_out` from which day how many PCNs are covered.
    """

    content: dict[str, Any]
    warnings: tuple[Fault, ...] = ()
    roll_out: tuple[tuple[date, int], ...] = ()

    @property
    def code(self) -> str:
        return str(self.content["code"])

    @property
    def name(self) -> str:
        return str(self.content["name"])

    @property
    def rules(self) -> tuple[Rule, ...]:
        return rules_of(self.content)

    @property
    def content_json(self) -> str:
        return json.dumps(self.content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @property
    def content_hash(self) -> str:
        return hashlib.sha256(self.content_json.encode()).hexdigest()


def read_pack(texts: Mapping[str, str], is_live: bool) -> tuple[RegionPack | None, list[Fault]]:
    """The pack of these files' texts by name, or None and all that is wrong with it."""
    needed = (name for name in FILES if name not in OPTIONAL and name not in texts)
    faults = [Fault(name, 0, "the pack has no such file", "Add it") for name in needed]
    settings_text = texts.get(region_toml.FILE)
    settings, found = region_settings.read_settings(settings_text) if settings_text is not None else ({}, [])
    faults += found
    if is_live and settings_text is not None:
        faults += region_settings.placeholder_faults(settings_text)
    tables: dict[str, list[Line]] = {name: [] for name in OPTIONAL if name not in texts}
    for name in COLUMNS:
        if name in texts:
            lines, found = read_table(name, texts[name])
            faults += found
            if not found:
                tables[name] = lines
    if len(tables) == len(COLUMNS):
        faults += _check_tables(tables, settings)
    if settings.get("safeguarding_teams") and PLACES in tables and not faults:
        codes = {place.cells["place_code"] for place in tables[PLACES]}
        faults += check_teams(settings["safeguarding_teams"], codes, region_settings.lines_of(settings_text or ""))
    if faults:
        return None, sorted(set(faults))
    rows = {name.removesuffix(".csv"): [_cells(line) for line in tables[name]] for name in COLUMNS}
    warnings = warnings_of(settings, tables, region_settings.lines_of(settings_text or ""))
    live_from = date.fromisoformat(settings["live_from"]) if settings["live_from"] else None
    growth = roll_out(cover_of(tables[COVERAGE], tables[PCNS]), live_from)
    return RegionPack({**settings, **rows}, tuple(sorted(warnings)), tuple(growth)), []


def _check_tables(tables: Tables, settings: Mapping[str, Any]) -> Iterator[Fault]:
    places, pcns = tables[PLACES], tables[PCNS]
    yield from check_places(places)
    yield from check_pcns(pcns, places)
    yield from check_coverage(tables[COVERAGE], places, pcns, _codes(settings, "provider"))
    yield from check_local_plans(tables[LOCAL_PLANS], pcns, _codes(settings, "check_provider"))
    yield from check_partner_shares(tables[PARTNER_SHARES], pcns, _codes(settings, "partner"))
    yield from check_venues(tables[VENUES], pcns)
    yield from check_services(tables[SERVICES], places)
    yield from check_workers(tables[WORKERS], pcns, _codes(settings, "partner"), _codes(settings, "provider"))


def _codes(settings: Mapping[str, Any], kind: str) -> set[str] | None:
    given = settings.get(f"{kind}s")
    return None if given is None else {str(each.get(f"{kind}_code")) for each in given}


def _cells(line: Line) -> dict[str, str | None]:
    return {column: cell or None for column, cell in line.cells.items()}
