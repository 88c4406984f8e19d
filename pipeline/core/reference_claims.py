"""What a reference table claims: PCNs, practices, who belongs where from when to when; with every fault."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from pipeline.core.deprivation_claims import (
    LsoaDecileClaim,
    PracticeDecileClaim,
    read_lsoa_decile,
    read_practice_decile,
)
from pipeline.core.fault import Fault
from pipeline.core.reference_shapes import Kind, Row, Table

PRACTICE_CODE = re.compile(r"[A-Z][0-9]{5}")
PCN_CODE = re.compile(r"U[0-9]{5}")
_UNALLOCATED = "U"
_GP_PRACTICE = "4"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# An operator writes ISO dates; a publisher writes 20191001, or 01Jan2022 in the practice map.
_COMPACT, _ISO, _MAP = (
    re.compile(r"(\d{4})(\d\d)(\d\d)"),
    re.compile(r"(\d{4})-(\d\d)-(\d\d)"),
    re.compile(r"(\d\d)([A-Za-z]{3})(\d{4})"),
)


@dataclass(frozen=True)
class PcnClaim:
    pcn_code: str
    name: str
    sub_icb_code: str | None
    open_on: date | None = None
    close_on: date | None = None


@dataclass(frozen=True)
class PracticeClaim:
    practice_code: str
    name: str
    postcode: str | None = None
    sub_icb_code: str | None = None
    open_on: date | None = None
    close_on: date | None = None


@dataclass(frozen=True)
class MembershipClaim:
    """In `pcn_code` between two days, both included; None where the file says: in no PCN."""

    practice_code: str
    pcn_code: str | None
    from_on: date
    to_on: date | None


@dataclass
class Claims:
    """All that one table says. `passed_over` counts rows about organisations that are not GP practices."""

    pcns: dict[str, PcnClaim] = field(default_factory=dict)
    practices: dict[str, PracticeClaim] = field(default_factory=dict)
    memberships: dict[tuple[str, str | None, date], MembershipClaim] = field(default_factory=dict)
    practice_deciles: dict[str, PracticeDecileClaim] = field(default_factory=dict)
    lsoa_deciles: dict[str, LsoaDecileClaim] = field(default_factory=dict)
    vintage_on: date | None = None
    passed_over: int = 0
    faults: list[Fault] = field(default_factory=list)

    def add_membership(self, table: Table, row: Row, claim: MembershipClaim) -> None:
        """Keeps the claim; the same relationship with another end is a fault."""
        key = (claim.practice_code, claim.pcn_code, claim.from_on)
        if self.memberships.setdefault(key, claim) != claim:
            problem = f"{claim.practice_code} is given twice from the same day with different ends"
            self.faults.append(table.fault(row, "to_on", problem, "Keep the row that is right"))


def read_claims(table: Table) -> Claims:
    """The claims of any table but profiles."""
    claims = Claims()
    read = {
        Kind.PCN_DETAILS: _read_pcn,
        Kind.CORE_PARTNERS: _read_partner,
        Kind.PRACTICE_DETAILS: _read_details,
        Kind.PRACTICE_MAP: _read_mapped,
        Kind.PRACTICES: _read_operators,
        Kind.PRACTICE_DEPRIVATION: _read_practice_decile,
        Kind.LSOA_DEPRIVATION: _read_lsoa_decile,
    }[table.kind]
    for row in table.rows:
        read(table, row, claims)
    if table.kind is not Kind.PRACTICES:
        claims.vintage_on = max(_days(claims), default=None)
    return claims


def read_date(table: Table, row: Row, column: str, faults: list[Fault]) -> date | None:
    """The date of a cell, None where it is blank; anything else is a fault."""
    text = row.cells[column]
    if not text:
        return None
    is_operators = table.kind in (Kind.PRACTICES, Kind.PROFILES)
    try:
        if found := (_ISO if is_operators else _COMPACT).fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if (found := _MAP.fullmatch(text)) and found[2].lower() in _MONTHS and not is_operators:
            return date(int(found[3]), _MONTHS.index(found[2].lower()) + 1, int(found[1]))
    except ValueError:
        pass
    expected = "2024-12-01" if is_operators else "20241201"
    faults.append(table.fault(row, column, f"{text!r} is not a date", f"Expected a date such as {expected}"))
    return None


def _read_pcn(table: Table, row: Row, claims: Claims) -> None:
    if _is_pcn(table, row, claims):
        open_on, close_on = (read_date(table, row, column, claims.faults) for column in ("open_on", "close_on"))
        cells = row.cells
        claim = PcnClaim(cells["pcn_code"], cells["pcn_name"], cells["sub_icb_code"] or None, open_on, close_on)
        if claims.pcns.setdefault(claim.pcn_code, claim) != claim:
            problem = f"{claim.pcn_code} is given twice, differently"
            claims.faults.append(table.fault(row, "pcn_code", problem, "Keep the row that is right"))


def _read_partner(table: Table, row: Row, claims: Claims) -> None:
    if not _is_practice(row, claims) or not _is_pcn(table, row, claims):
        return
    cells = row.cells
    from_on, to_on = (read_date(table, row, column, claims.faults) for column in ("from_on", "to_on"))
    if not cells["from_on"]:
        claims.faults.append(table.fault(row, "from_on", "the start is blank", "Expected a date such as 20241201"))
    if from_on is None:
        return
    code = cells["practice_code"]
    sub_icb = cells["practice_sub_icb_code"] or None
    claims.practices.setdefault(code, PracticeClaim(code, cells["practice_name"], None, sub_icb))
    pcn = PcnClaim(cells["pcn_code"], cells["pcn_name"], cells["pcn_sub_icb_code"] or None)
    claims.pcns.setdefault(pcn.pcn_code, pcn)
    claims.add_membership(table, row, MembershipClaim(code, pcn.pcn_code, from_on, to_on))


def _read_details(table: Table, row: Row, claims: Claims) -> None:
    if row.cells["prescribing_setting"] != _GP_PRACTICE:
        claims.passed_over += 1
    elif _is_practice(row, claims):
        _add_practice(table, row, claims)


def _read_mapped(table: Table, row: Row, claims: Claims) -> None:
    if not _is_practice(row, claims):
        return
    cells = row.cells
    if cells["pcn_code"] != _UNALLOCATED and not _is_pcn(table, row, claims):
        return
    on = read_date(table, row, "extract_on", claims.faults)
    if on is None:
        if not cells["extract_on"]:
            problem = "the date of the extract is blank"
            claims.faults.append(table.fault(row, "extract_on", problem, "Expected a date such as 01Jan2022"))
        return
    is_allocated = cells["pcn_code"] != _UNALLOCATED
    _add_practice(table, row, claims)
    if is_allocated:
        claims.pcns.setdefault(cells["pcn_code"], PcnClaim(cells["pcn_code"], cells["pcn_name"], None))
    # The map says where a practice was on its one day, and nothing of before and after.
    pcn_code = cells["pcn_code"] if is_allocated else None
    claims.add_membership(table, row, MembershipClaim(cells["practice_code"], pcn_code, on, on))


def _read_operators(table: Table, row: Row, claims: Claims) -> None:
    cells, faults = row.cells, claims.faults
    if not PRACTICE_CODE.fullmatch(cells["practice_code"]):
        problem = f"{cells['practice_code']!r} is not a practice code"
        faults.append(table.fault(row, "practice_code", problem, "Expected a capital letter and five digits"))
        return
    if not cells["practice_name"]:
        faults.append(table.fault(row, "practice_name", "the name is blank", "Give the practice's name"))
    from_on, to_on = (read_date(table, row, column, faults) for column in ("from_on", "to_on"))
    _add_practice(table, row, claims)
    if not cells["pcn_code"]:
        return
    if not _is_pcn(table, row, claims):
        return
    if from_on is None:
        if not cells["from_on"]:
            faults.append(table.fault(row, "from_on", "the start is blank", "Give the first day, such as 2024-12-01"))
    elif to_on and to_on < from_on:
        faults.append(table.fault(row, "to_on", "the end is before the start", "Correct one of the two dates"))
    else:
        claims.add_membership(table, row, MembershipClaim(cells["practice_code"], cells["pcn_code"], from_on, to_on))


def _read_practice_decile(table: Table, row: Row, claims: Claims) -> None:
    claim = read_practice_decile(table, row, claims.faults) if _is_practice(row, claims) else None
    if claim and claims.practice_deciles.setdefault(claim.practice_code, claim) != claim:
        problem = f"{claim.practice_code} is given twice, differently"
        claims.faults.append(table.fault(row, "practice_code", problem, "Keep the row that is right"))


def _read_lsoa_decile(table: Table, row: Row, claims: Claims) -> None:
    claim = read_lsoa_decile(table, row, claims.faults)
    if claim and claims.lsoa_deciles.setdefault(claim.lsoa_code, claim) != claim:
        problem = f"{claim.lsoa_code} is given twice, differently"
        claims.faults.append(table.fault(row, f"lsoa_{claim.lsoa_vintage}", problem, "Keep the row that is right"))


def _add_practice(table: Table, row: Row, claims: Claims) -> None:
    cells = row.cells
    open_on, close_on = (
        read_date(table, row, column, claims.faults) if column in cells else None for column in ("open_on", "close_on")
    )
    claim = PracticeClaim(
        cells["practice_code"],
        cells["practice_name"],
        cells.get("postcode") or None,
        cells.get("practice_sub_icb_code") or None,
        open_on,
        close_on,
    )
    if claims.practices.setdefault(claim.practice_code, claim) != claim:
        problem = f"{claim.practice_code} is given twice, differently"
        claims.faults.append(table.fault(row, "practice_code", problem, "Keep the row that is right"))


def _is_practice(row: Row, claims: Claims) -> bool:
    """Whether a published row is of a practice of England's form of code; others are counted, not refused."""
    if PRACTICE_CODE.fullmatch(row.cells["practice_code"]):
        return True
    claims.passed_over += 1
    return False


def _is_pcn(table: Table, row: Row, claims: Claims) -> bool:
    if PCN_CODE.fullmatch(row.cells["pcn_code"]):
        return True
    problem = f"{row.cells['pcn_code']!r} is not a PCN code"
    claims.faults.append(table.fault(row, "pcn_code", problem, "Expected U and five digits"))
    return False


def _days(claims: Claims) -> Iterable[date]:
    for pcn in claims.pcns.values():
        yield from (on for on in (pcn.open_on, pcn.close_on) if on)
    for practice in claims.practices.values():
        yield from (on for on in (practice.open_on, practice.close_on) if on)
    for membership in claims.memberships.values():
        yield from (on for on in (membership.from_on, membership.to_on) if on)
