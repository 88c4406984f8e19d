"""Compare: what another rule or day would make of everybody, before it goes live. Nothing is stored."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row

from pipeline.core.comparison import Comparison, Side, comparison
from pipeline.doors import db
from pipeline.doors.whole_files import write_whole

_COLUMNS = (
    "person_id", "first_status", "first_reason", "first_route", "second_status", "second_reason", "second_route",
)  # fmt: skip


def shadow(connection: Connection) -> None:
    """Lays copies over the tables the rule keeps its facts in: what is worked out now touches only those.

    To be called before the first side is worked out, in a transaction that is rolled back.
    """
    db.execute(connection, "compare/shadow_check_records")
    db.execute(connection, "compare/shadow_touched")
    db.execute(connection, "compare/index_check_records")
    db.execute(connection, "compare/refresh_statistics")


def keep_first(connection: Connection) -> None:
    """Keeps the statuses just worked out as the first side's."""
    db.execute(connection, "compare/keep_first")


def needs_gathering_again(first: Side, second: Side) -> bool:
    """Whether the second side looks at other registers or another day than the first."""
    return (first.as_of, first.rule.deducted_within_days) != (second.as_of, second.rule.deducted_within_days)


def read_comparison(connection: Connection) -> Comparison:
    """The two sides beside each other."""
    return comparison(db.records(connection, "compare/moves"))


def by_pcn(connection: Connection, second: Side) -> Sequence[Row[Any]]:
    """Whom the service is for under each, by network on the second's day."""
    return db.rows(connection, "compare/by_pcn", as_of=second.as_of)


def write_people(connection: Connection, path: Path) -> int:
    """Writes everybody whose status, reason or route differs as CSV, by opaque id; returns how many."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    found = db.rows(connection, "compare/people")
    writer.writerows(tuple(row) for row in found)
    write_whole(path, text.getvalue().encode())
    return len(found)
