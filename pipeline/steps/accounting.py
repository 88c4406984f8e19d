"""Accounting: every row a fate, everybody a status, everybody overdue a next step and a stage; checked and stored."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row

from pipeline.core.worklist import REACHED
from pipeline.doors import db, outbox
from pipeline.errors import ResolveAccounting


@dataclass(frozen=True)
class Sum:
    """One sum that must hold."""

    what: str
    one_side: int
    other_side: int

    @property
    def holds(self) -> bool:
        return self.one_side == self.other_side


@dataclass(frozen=True)
class Accounting:
    """A day's accounting over all practices: lines (scope, line, reason, people) and the sums they make."""

    as_of: date
    totals: Sequence[Row[Any]]
    sums: tuple[Sum, ...]


def hold_unaccounted(connection: Connection, as_of: date) -> dict[str, int]:
    """Holds back everybody of a practice whose people do not add up; returns those practices."""
    found = db.rows(connection, "accounting/hold_unaccounted", as_of=as_of)
    return {row.practice_code: row.people for row in found}


def account(connection: Connection, as_of: date, held_back: dict[str, int]) -> Accounting:
    """Stores and returns the day's accounting; raises ResolveAccounting where a sum fails for no known practice."""
    db.execute(connection, "accounting/clear", as_of=as_of)
    for part in ("accounting/account_rows", "accounting/account_statuses", "accounting/account_dispositions"):
        db.execute(connection, part, as_of=as_of)
    db.execute(connection, "accounting/account_funnel", as_of=as_of, reached=[str(each) for each in REACHED])
    accounting = read_accounting(connection, as_of)
    unaccounted = sum(held_back.values())
    # A sum may only be off by the people who were held back for it.
    failed = [each for each in accounting.sums if abs(each.one_side - each.other_side) > unaccounted]
    if failed:
        said = "; ".join(f"{each.what}: {each.one_side} against {each.other_side}" for each in failed)
        raise ResolveAccounting(
            f"The accounting of {as_of} does not add up and no practice explains it: {said}. Nothing may be released "
            "until it does; run again, and if it stays, keep the database for an engineer."
        )
    return accounting


def read_accounting(connection: Connection, as_of: date) -> Accounting:
    """The stored accounting of a day."""
    sums = tuple(
        Sum(row.what, int(row.one_side or 0), int(row.other_side or 0))
        for row in db.rows(connection, "accounting/sums", as_of=as_of)
    )
    return Accounting(as_of, db.rows(connection, "accounting/totals", as_of=as_of), sums)


def write_accounting(connection: Connection, folder: Path, as_of: date) -> str:
    """Writes the accounting by practice as CSV into the outbox: counts only."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("scope", "practice_code", "line", "reason", "count"))
    lines = db.rows(connection, "accounting/by_practice", as_of=as_of)
    writer.writerows(tuple(line) for line in lines)
    path = f"{as_of.isoformat()}/accounting-{as_of.isoformat()}.csv"
    outbox.put(connection, folder, path, text.getvalue().encode(), as_of, "accounting", "service", len(lines))
    return path
