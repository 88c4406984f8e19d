"""What a file of deprivation claims: a decile for a practice, or for a small area of one vintage."""

import re
from dataclasses import dataclass

from pipeline.core.fault import Fault
from pipeline.core.reference_shapes import Row, Table
from pipeline.core.values import read_decile

_LSOA = re.compile(r"[EW]01[0-9]{6}")
# The index that was made for each drawing of the small areas.
_IMD_YEAR = {2011: 2019, 2021: 2025}


@dataclass(frozen=True)
class PracticeDecileClaim:
    """The average of a practice's people, by the index of deprivation: 1 is the most deprived tenth."""

    practice_code: str
    imd_decile: int


@dataclass(frozen=True)
class LsoaDecileClaim:
    lsoa_code: str
    lsoa_vintage: int
    imd_year: int
    imd_decile: int


def read_practice_decile(table: Table, row: Row, faults: list[Fault]) -> PracticeDecileClaim | None:
    """A practice's decile; None where a fault was added."""
    decile = _decile(table, row, faults)
    return None if decile is None else PracticeDecileClaim(row.cells["practice_code"], decile)


def read_lsoa_decile(table: Table, row: Row, faults: list[Fault]) -> LsoaDecileClaim | None:
    """A small area's decile with the vintage that the headings name; None where a fault was added."""
    vintage = _vintage(table)
    if vintage is None:
        # Once a file, not once for each of thirty thousand rows.
        if row is table.rows[0]:
            faults.append(table.fault(row, "imd_decile", *_NO_VINTAGE))
        return None
    column = f"lsoa_{vintage}"
    code = row.cells[column].upper()
    if not _LSOA.fullmatch(code):
        problem = f"{row.cells[column]!r} is not the code of a small area"
        faults.append(table.fault(row, column, problem, "Expected E01 and six digits"))
        return None
    decile = _decile(table, row, faults)
    return None if decile is None else LsoaDecileClaim(code, vintage, _IMD_YEAR[vintage], decile)


_NO_VINTAGE = (
    "the headings do not say which small areas and which index these are",
    "Expected LSOA code (2011) with Local Authority District code (2019), or LSOA code (2021); not both",
)


def _vintage(table: Table) -> int | None:
    """The indices of 2015 and 2019 share the small areas of 2011: the districts tell them apart."""
    has = table.headings.keys()
    if {"lsoa_2011", "lsoa_2021"} <= has:
        return None
    if "lsoa_2021" in has:
        return 2021
    return 2011 if {"lsoa_2011", "district_2019"} <= has else None


def _decile(table: Table, row: Row, faults: list[Fault]) -> int | None:
    decile = read_decile(row.cells["imd_decile"])
    if decile is None:
        problem = f"{row.cells['imd_decile']!r} is not a decile"
        faults.append(
            table.fault(row, "imd_decile", problem, "Expected a whole number from 1, the most deprived, to 10")
        )
    return decile
