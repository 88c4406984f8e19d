"""Which reference table is this? Told by its headings, never by the name of its file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipeline.core.fault import Fault


class Kind(StrEnum):
    """A shape of reference table, in the order in which they are loaded: a profile needs its practice."""

    PCN_DETAILS = "pcn_details"
    CORE_PARTNERS = "core_partners"
    PRACTICE_DETAILS = "practice_details"
    PRACTICE_MAP = "practice_map"
    PRACTICES = "practices"
    PROFILES = "profiles"
    PRACTICE_DEPRIVATION = "practice_deprivation"
    LSOA_DEPRIVATION = "lsoa_deprivation"


@dataclass(frozen=True)
class RawTable:
    """A table as it was read: rows of stripped texts with the line (or sheet row) each stands on."""

    file: str
    sheet: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Row:
    """One row of a recognised table, its cells by our column names; a column the file lacks is blank."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A recognised table; `headings` gives each column's name as the file has it."""

    kind: Kind
    file: str
    sheet: str
    rows: tuple[Row, ...]
    headings: Mapping[str, str]

    def fault(self, row: Row, column: str, problem: str, remedy: str) -> Fault:
        """A fault of this row, naming the column as the file does."""
        return Fault(self.file, row.number, problem, remedy, self.headings.get(column, column), self.sheet)


# Our column names and the headings of the files, white space folded and in lower case.
_HEADINGS: dict[Kind, dict[str, str]] = {
    Kind.PCN_DETAILS: {
        "pcn_code": "pcn code",
        "pcn_name": "pcn name",
        "sub_icb_code": "current sub icb loc code",
        "open_on": "open date",
        "close_on": "close date",
    },
    Kind.CORE_PARTNERS: {
        "practice_code": "partner organisation code",
        "practice_name": "partner name",
        "practice_sub_icb_code": "practice parent sub icb loc code",
        "pcn_code": "pcn code",
        "pcn_name": "pcn name",
        "pcn_sub_icb_code": "pcn parent sub icb loc code",
        "from_on": "practice to pcn relationship start date",
        "to_on": "practice to pcn relationship end date",
    },
    Kind.PRACTICE_MAP: {
        "extract_on": "extract_date",
        "practice_code": "practice_code",
        "practice_name": "practice_name",
        "postcode": "practice_postcode",
        "pcn_code": "pcn_code",
        "pcn_name": "pcn_name",
    },
    Kind.PRACTICES: {
        "practice_code": "practice_code",
        "practice_name": "name",
        "postcode": "postcode",
        "pcn_code": "pcn_code",
        "from_on": "from_on",
        "to_on": "to_on",
    },
    Kind.PROFILES: {
        "practice_code": "practice_code",
        "system": "system",
        "extract_kind": "extract_kind",
        "history": "history",
        "expected_every_days": "expected_every_days",
        "agreement_provider": "agreement_provider",
        "agreement_from": "agreement_from",
        "agreement_to": "agreement_to",
        "agreement_reference": "agreement_reference",
    },
    Kind.PRACTICE_DEPRIVATION: {
        "practice_code": "practice_code",
        "imd_score": "imd_score",
        "imd_decile": "imd_decile",
    },
    Kind.LSOA_DEPRIVATION: {
        "imd_rank": "index of multiple deprivation (imd) rank (where 1 is most deprived)",
        "imd_decile": "index of multiple deprivation (imd) decile (where 1 is most deprived 10% of lsoas)",
    },
}
# The map's column changed its name in July 2022, when the CCGs ended.
_OPTIONAL: dict[Kind, dict[str, tuple[str, ...]]] = {
    Kind.PRACTICE_MAP: {"practice_sub_icb_code": ("sub_icb_location_code", "ccg_code")},
    # The headings say which drawing of the small areas a file speaks of, and of which year's districts.
    Kind.LSOA_DEPRIVATION: {
        "lsoa_2011": ("lsoa code (2011)",),
        "lsoa_2021": ("lsoa code (2021)",),
        "district_2019": ("local authority district code (2019)",),
    },
}
# epraccur has no heading: 27 cells, known by position.
_DETAILS_CELLS = 27
_DETAILS = {
    "practice_code": 0,
    "practice_name": 1,
    "postcode": 9,
    "open_on": 10,
    "close_on": 11,
    "practice_sub_icb_code": 14,
    "prescribing_setting": 25,
}
_HEADING_WITHIN = 10


def recognise(raw: RawTable) -> Table | None:
    """The table with its kind, or None: a sheet of notes, or a file of another sort."""
    filled = [(number, cells) for number, cells in raw.rows if any(cells)]
    for at, (_, cells) in enumerate(filled[:_HEADING_WITHIN]):
        found = _headings(cells)
        for kind, headings in _HEADINGS.items():
            if found.keys() >= set(headings.values()):
                positions = {column: found[heading] for column, heading in headings.items()}
                for column, names in _OPTIONAL.get(kind, {}).items():
                    at_name = next((found[name] for name in names if name in found), None)
                    if at_name is not None:
                        positions[column] = at_name
                shown = {column: " ".join(cells[index].split()) for column, index in positions.items()}
                return Table(kind, raw.file, raw.sheet, _rows(filled[at + 1 :], positions), shown)
    if filled and _is_details(filled[0][1]):
        shown = {column: str(index + 1) for column, index in _DETAILS.items()}
        return Table(Kind.PRACTICE_DETAILS, raw.file, raw.sheet, _rows(filled, _DETAILS), shown)
    return None


def near_miss(raw: RawTable) -> Fault | None:
    """What a table lacks that has half or more of the headings of a kind; None where it is like no kind."""
    filled = [(number, cells) for number, cells in raw.rows if any(cells)][:_HEADING_WITHIN]
    shares = [
        (len(set(headings.values()) & _headings(cells).keys()) / len(headings), number, cells, kind)
        for number, cells in filled
        for kind, headings in _HEADINGS.items()
    ]
    share, number, cells, kind = max(shares, default=(0.0, 0, (), Kind.PCN_DETAILS))
    if share < 0.5:
        return None
    lacking = [heading for heading in _HEADINGS[kind].values() if heading not in _headings(cells)]
    problem = f"this looks like {kind.value} and lacks {', '.join(lacking)}"
    return Fault(raw.file, number, problem, "Expected every heading of the file as it is published", "", raw.sheet)


def _headings(cells: tuple[str, ...]) -> dict[str, int]:
    return {re.sub(r"\s+", " ", cell).casefold(): index for index, cell in enumerate(cells) if cell}


def _is_details(cells: tuple[str, ...]) -> bool:
    dates = (cells[_DETAILS["open_on"]], cells[_DETAILS["close_on"]]) if len(cells) == _DETAILS_CELLS else ("x",)
    return re.fullmatch(r"[A-Z0-9]{3,8}", cells[0]) is not None and all(
        re.fullmatch(r"(\d{8})?", given) for given in dates
    )


def _rows(filled: list[tuple[int, tuple[str, ...]]], positions: Mapping[str, int]) -> tuple[Row, ...]:
    return tuple(
        Row(number, {column: cells[at] if at < len(cells) else "" for column, at in positions.items()})
        for number, cells in filled
    )
