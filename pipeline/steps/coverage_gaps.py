"""Coverage gaps: which practices reach no provider on a day, and who waits there; nobody falls through."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from pipeline.doors import db

_HEADING = ("practice_code", "person_id", "outreach_route", "coverage_reason")


@dataclass(frozen=True)
class Gaps:
    """Practices that are uncovered or without agreement, each with its reason and its people.

    People are those of the newest run's statuses, stopped ones too; the cover is the one of the day asked for, which
    may be a day to come.
    """

    practices: Sequence[Row[Any]]
    people: Sequence[Row[Any]]

    @property
    def people_csv(self) -> bytes:
        """One row a person, by practice: opaque ids, nothing else of them."""
        made = io.StringIO(newline="")
        writer = csv.writer(made, lineterminator="\r\n")
        writer.writerow(_HEADING)
        writer.writerows(tuple(row) for row in self.people)
        return made.getvalue().encode()


def gaps_on(connection: Connection, as_of: date) -> Gaps:
    """The gaps of a day, by reason and practice."""
    practices = db.rows(connection, "region/gaps", as_of=as_of)
    return Gaps(practices, db.rows(connection, "region/uncovered_people", as_of=as_of))
