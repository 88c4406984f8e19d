"""Reference data: files are recognised by content and kept by vintage; what we believe is derived."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from pipeline.core.fault import Fault, describe_faults
from pipeline.core.practice_profile import Profiles, read_profiles
from pipeline.core.reference_claims import Claims, read_claims
from pipeline.core.reference_shapes import Kind, Table, near_miss, recognise
from pipeline.doors import db
from pipeline.doors.reference_files import ReferenceFile, read_reference_file
from pipeline.errors import CorrectReferenceData


@dataclass(frozen=True)
class LoadedTable:
    """One table of a file; `passed_over` counts its rows about organisations that are no GP practice."""

    file: str
    sheet: str
    kind: Kind
    rows: int
    passed_over: int
    vintage_on: date | None
    is_new: bool


@dataclass(frozen=True)
class ReferenceReport:
    """What a load read, and how much reference data there is after it."""

    tables: tuple[LoadedTable, ...]
    pcns: int
    practices: int
    profiles: int
    agreements: int


@dataclass(frozen=True)
class _Read:
    reference_file_id: str
    table: Table
    claims: Claims
    profiles: Profiles

    @property
    def faults(self) -> list[Fault]:
        return [*self.claims.faults, *self.profiles.faults]


def load_reference(connection: Connection, paths: Sequence[Path]) -> ReferenceReport:
    """Loads files of any known kind, in any order; the same file again changes nothing."""
    read = _read_all([read_reference_file(path) for path in paths])
    db.execute(connection, "reference/lock_files")
    is_new = {one.reference_file_id: _remember(connection, one) for one in read}
    if any(is_new.values()):
        _derive(connection)
        for one in read:
            if is_new[one.reference_file_id] and one.table.kind is Kind.PROFILES:
                _apply_profiles(connection, one.table, one.profiles)
    counts = db.one(connection, "reference/counts")
    tables = tuple(
        LoadedTable(
            one.table.file,
            one.table.sheet,
            one.table.kind,
            len(one.table.rows),
            one.claims.passed_over,
            one.claims.vintage_on,
            is_new[one.reference_file_id],
        )
        for one in read
    )
    return ReferenceReport(tables, counts.pcns, counts.practices, counts.profiles, counts.agreements)


def _read_all(files: Sequence[ReferenceFile]) -> list[_Read]:
    """Every known table, in the order in which kinds are loaded; raises with the faults of all files."""
    read: dict[str, _Read] = {}
    faults: list[Fault] = []
    for file in files:
        recognised = [(raw, recognise(raw)) for raw in file.tables]
        close = [fault for raw, table in recognised if table is None and (fault := near_miss(raw))]
        tables = [table for _, table in recognised if table is not None]
        faults += close
        if not tables and not close:
            faults.append(_unknown(file.name))
        for table in tables:
            reference_file_id = f"{table.kind}-{file.content_hash[:16]}"
            read[reference_file_id] = _read_table(reference_file_id, table)
    faults += [fault for one in read.values() for fault in one.faults]
    if faults:
        raise CorrectReferenceData(
            "No reference file was loaded, and nothing was changed. Correct these, then load them again:\n"
            + describe_faults(faults)
        )
    order = list(Kind)
    return sorted(read.values(), key=lambda one: order.index(one.table.kind))


def _read_table(reference_file_id: str, table: Table) -> _Read:
    is_profiles = table.kind is Kind.PROFILES
    claims = Claims() if is_profiles else read_claims(table)
    profiles = read_profiles(table) if is_profiles else Profiles()
    if not table.rows:
        claims.faults.append(
            Fault(table.file, 0, "there are no rows below the heading", "Export it again", "", table.sheet)
        )
    return _Read(reference_file_id, table, claims, profiles)


def _unknown(name: str) -> Fault:
    return Fault(
        name,
        0,
        "the file is of no known kind",
        "Expected the workbook ePCN.xlsx or one of its two sheets as CSV, epraccur.csv, "
        "gp-reg-pat-prac-map.csv, a file of deprivation by practice or by small area, or a CSV with the headings of "
        "practices.csv or profiles.csv",
    )


def _remember(connection: Connection, read: _Read) -> bool:
    """Whether the file changes anything: it is new, or an earlier one that somebody has gone back to."""
    known = db.rows(connection, "reference/find_file", reference_file_id=read.reference_file_id)
    if known:
        if not known[0].is_last_of_its_kind:
            db.execute(connection, "reference/move_file_last", reference_file_id=read.reference_file_id)
        return not known[0].is_last_of_its_kind
    db.execute(
        connection,
        "reference/insert_file",
        reference_file_id=read.reference_file_id,
        kind=read.table.kind.value,
        file_name=read.table.file,
        vintage_on=read.claims.vintage_on,
        row_count=len(read.table.rows),
        passed_over_count=read.claims.passed_over,
    )
    for table, claims in (
        ("pcn_claim", read.claims.pcns),
        ("practice_claim", read.claims.practices),
        ("membership_claim", read.claims.memberships),
        ("practice_decile_claim", read.claims.practice_deciles),
        ("lsoa_decile_claim", read.claims.lsoa_deciles),
    ):
        rows = [asdict(claim) for claim in claims.values()]
        if rows:
            records = [(read.reference_file_id, *row.values()) for row in rows]
            db.copy_rows(connection, table, ("reference_file_id", *rows[0]), records)
    return True


def _derive(connection: Connection) -> None:
    db.execute(connection, "reference/refresh_pcn")
    db.execute(connection, "reference/refresh_practice")
    db.execute(connection, "reference/clear_practice_pcn")
    db.execute(connection, "reference/refresh_practice_pcn")


def _apply_profiles(connection: Connection, table: Table, read: Profiles) -> None:
    codes = list(read.profiles)
    known = {row.practice_code for row in db.rows(connection, "reference/known_practices", practice_codes=codes)}
    unknown = [
        table.fault(read.first_rows[code], "practice_code", f"practice {code} is not known", "Load a file that has it")
        for code in codes
        if code not in known
    ]
    if unknown:
        raise CorrectReferenceData(
            "No reference file was loaded, and nothing was changed. Correct these, then load them again:\n"
            + describe_faults(unknown)
        )
    db.execute_many(connection, "reference/put_profile", [asdict(profile) for profile in read.profiles.values()])
    db.execute(connection, "reference/clear_agreements", practice_codes=codes)
    agreements = [asdict(agreement) for agreement in read.agreements.values()]
    db.execute_many(connection, "reference/insert_agreement", agreements)
