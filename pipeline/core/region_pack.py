"""A region pack as a whole: the content that the database keeps, and every fault in its files."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.core import region_settings
from pipeline.core.fault import Fault
from pipeline.core.region_tables import (
    COLUMNS,
    COVERAGE,
    PCNS,
    PLACES,
    Line,
    check_coverage,
    check_pcns,
    check_places,
    read_table,
)

FILES = (region_settings.FILE, *COLUMNS)


@dataclass(frozen=True)
class RegionPack:
    """A pack without faults. Comments and line ends do not count towards its hash; every value does."""

    content: dict[str, Any]

    @property
    def code(self) -> str:
        return str(self.content["code"])

    @property
    def name(self) -> str:
        return str(self.content["name"])

    @property
    def content_json(self) -> str:
        return json.dumps(self.content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @property
    def content_hash(self) -> str:
        return hashlib.sha256(self.content_json.encode()).hexdigest()


def read_pack(texts: Mapping[str, str], is_live: bool) -> tuple[RegionPack | None, list[Fault]]:
    """The pack of these files' texts by name, or None and all that is wrong with it."""
    faults = [Fault(name, 0, "the pack has no such file", "Add it") for name in FILES if name not in texts]
    settings_text = texts.get(region_settings.FILE)
    settings, found = region_settings.read_settings(settings_text) if settings_text is not None else ({}, [])
    faults += found
    if is_live and settings_text is not None:
        faults += region_settings.placeholder_faults(settings_text)
    tables: dict[str, list[Line]] = {}
    for name in COLUMNS:
        if name in texts:
            lines, found = read_table(name, texts[name])
            faults += found
            if not found:
                tables[name] = lines
    if len(tables) == len(COLUMNS):
        given = settings.get("providers")
        providers = None if given is None else {str(provider.get("provider_code")) for provider in given}
        faults += check_places(tables[PLACES])
        faults += check_pcns(tables[PCNS], tables[PLACES])
        faults += check_coverage(tables[COVERAGE], tables[PLACES], tables[PCNS], providers)
    if faults:
        return None, sorted(set(faults))
    rows = {name.removesuffix(".csv"): [_cells(line) for line in lines] for name, lines in tables.items()}
    return RegionPack({**settings, **rows}), []


def _cells(line: Line) -> dict[str, str | None]:
    return {column: cell or None for column, cell in line.cells.items()}
