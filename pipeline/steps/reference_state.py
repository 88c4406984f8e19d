"""The state of the reference data on a day: what is open, who belongs where, and where files disagree."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from pipeline.doors import db


@dataclass(frozen=True)
class OpenPcn:
    pcn_code: str
    name: str
    sub_icb_code: str | None
    practices: int


@dataclass(frozen=True)
class PracticeMembership:
    """`pcn_codes` on the day; `last_to_on` is when the last relationship ended or ends, if one does."""

    practice_code: str
    name: str
    pcn_codes: tuple[str, ...]
    last_to_on: date | None


@dataclass(frozen=True)
class Mover:
    practice_code: str
    name: str
    pcn_codes_before: tuple[str, ...]
    pcn_codes: tuple[str, ...]


@dataclass(frozen=True)
class Disagreement:
    """On the day of a practice map: a PCN's code, 'unallocated' or 'absent', by each of the two files."""

    practice_code: str
    name: str
    vintage_on: date
    map_says: str
    epcn_says: str


@dataclass(frozen=True)
class UnallocatedPractice:
    """A practice that some file gives no PCN, with what every vintage says: (kind, vintage, says)."""

    practice_code: str
    name: str
    says: tuple[tuple[str, date | None, str], ...]


@dataclass(frozen=True)
class OverruledRow:
    """A relationship of an operator's own file that is not used: a published file names the practice."""

    practice_code: str
    name: str
    pcn_code: str
    from_on: date


@dataclass(frozen=True)
class ReferenceState:
    """Everything `reference report` shows. Open practices are in exactly one of the three memberships."""

    open_pcns: tuple[OpenPcn, ...]
    in_one_pcn: tuple[PracticeMembership, ...]
    in_no_pcn: tuple[PracticeMembership, ...]
    in_several_pcns: tuple[PracticeMembership, ...]
    movers: tuple[Mover, ...]
    disagreements: tuple[Disagreement, ...]
    unallocated: tuple[UnallocatedPractice, ...]
    overruled: tuple[OverruledRow, ...]


def report_reference(connection: Connection, as_of: date, before: date | None = None) -> ReferenceState:
    """The state on `as_of`, with the practices that were in other PCNs on `before` where that is given."""
    memberships = [
        PracticeMembership(row.practice_code, row.name, tuple(row.pcn_codes), row.last_to_on)
        for row in db.rows(connection, "reference/memberships_on", as_of=as_of)
    ]
    movers = db.rows(connection, "reference/movers", as_of=as_of, before=before) if before else []
    return ReferenceState(
        open_pcns=tuple(OpenPcn(**row._mapping) for row in db.rows(connection, "reference/open_pcns", as_of=as_of)),
        in_one_pcn=tuple(one for one in memberships if len(one.pcn_codes) == 1),
        in_no_pcn=tuple(one for one in memberships if not one.pcn_codes),
        in_several_pcns=tuple(one for one in memberships if len(one.pcn_codes) > 1),
        movers=tuple(
            Mover(row.practice_code, row.name, tuple(row.pcn_codes_before), tuple(row.pcn_codes)) for row in movers
        ),
        disagreements=tuple(Disagreement(**row._mapping) for row in db.rows(connection, "reference/disagreements")),
        unallocated=_unallocated(connection),
        overruled=tuple(OverruledRow(**row._mapping) for row in db.rows(connection, "reference/overruled")),
    )


def _unallocated(connection: Connection) -> tuple[UnallocatedPractice, ...]:
    found: dict[tuple[str, str], list[tuple[str, date | None, str]]] = {}
    for row in db.rows(connection, "reference/unallocated"):
        found.setdefault((row.practice_code, row.name), []).append((row.kind, row.vintage_on, row.says))
    return tuple(UnallocatedPractice(code, name, tuple(says)) for (code, name), says in found.items())
