"""profiles.csv: how a practice sends its register, and with which provider it has agreed to share."""

from dataclasses import dataclass, field
from datetime import date

from pipeline.core.fault import Fault
from pipeline.core.reference_claims import PRACTICE_CODE, read_date
from pipeline.core.reference_shapes import Row, Table

SYSTEMS = ("emis", "systmone", "vision", "medicus", "csv", "xlsx")
_CHOICES = {"system": SYSTEMS, "extract_kind": ("full", "delta"), "history": ("full", "latest")}
_AGREEMENT = ("agreement_provider", "agreement_from", "agreement_to", "agreement_reference")


@dataclass(frozen=True)
class Profile:
    practice_code: str
    system: str
    is_full_extract: bool
    is_full_history: bool
    expected_every_days: int


@dataclass(frozen=True)
class Agreement:
    practice_code: str
    provider_code: str
    from_on: date
    to_on: date | None
    reference: str


@dataclass
class Profiles:
    """The file as a whole: for the practices it names it is the whole truth, their agreements included."""

    profiles: dict[str, Profile] = field(default_factory=dict)
    agreements: dict[tuple[str, str, date], Agreement] = field(default_factory=dict)
    first_rows: dict[str, Row] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_profiles(table: Table) -> Profiles:
    """Profiles and agreements; a practice with several agreements has a row for each."""
    read = Profiles()
    for row in table.rows:
        profile = _read_profile(table, row, read.faults)
        if profile is None:
            continue
        read.first_rows.setdefault(profile.practice_code, row)
        if read.profiles.setdefault(profile.practice_code, profile) != profile:
            problem = f"{profile.practice_code} is given twice, differently"
            read.faults.append(table.fault(row, "practice_code", problem, "Repeat its profile as it is above"))
        if any(row.cells[column] for column in _AGREEMENT):
            _add_agreement(table, row, read)
    return read


def _read_profile(table: Table, row: Row, faults: list[Fault]) -> Profile | None:
    cells, before = row.cells, len(faults)
    if not PRACTICE_CODE.fullmatch(cells["practice_code"]):
        problem = f"{cells['practice_code']!r} is not a practice code"
        faults.append(table.fault(row, "practice_code", problem, "Expected a capital letter and five digits"))
    for column, choices in _CHOICES.items():
        if cells[column] not in choices:
            problem = f"{cells[column]!r} is not known here"
            faults.append(table.fault(row, column, problem, f"Expected one of {', '.join(choices)}"))
    days = cells["expected_every_days"]
    if not (days.isascii() and days.isdigit() and 0 < int(days) < 1000):
        problem = f"{days!r} is not a number of days"
        faults.append(table.fault(row, "expected_every_days", problem, "Expected a number such as 30"))
    if len(faults) > before:
        return None
    return Profile(
        cells["practice_code"],
        cells["system"],
        cells["extract_kind"] == "full",
        cells["history"] == "full",
        int(days),
    )


def _add_agreement(table: Table, row: Row, read: Profiles) -> None:
    cells, before = row.cells, len(read.faults)
    for column in ("agreement_provider", "agreement_from", "agreement_reference"):
        if not cells[column]:
            problem = "an agreement needs its provider, its first day and its reference"
            read.faults.append(table.fault(row, column, problem, "Fill the cell, or leave all four blank"))
    from_on, to_on = (read_date(table, row, column, read.faults) for column in ("agreement_from", "agreement_to"))
    if from_on and to_on and to_on < from_on:
        problem = "the agreement ends before it starts"
        read.faults.append(table.fault(row, "agreement_to", problem, "Correct one of the two dates"))
    if len(read.faults) > before or from_on is None:
        return
    code, provider = cells["practice_code"], cells["agreement_provider"]
    agreement = Agreement(code, provider, from_on, to_on, cells["agreement_reference"])
    if read.agreements.setdefault((code, provider, from_on), agreement) != agreement:
        problem = "the same agreement is given twice, differently"
        read.faults.append(table.fault(row, "agreement_provider", problem, "Keep the row that is right"))
