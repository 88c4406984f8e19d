"""Visit risk: what practice or key worker says of visiting somebody, and whose word is too old."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, Row

from pipeline.core.identity import opaque_id
from pipeline.core.visit_risk import ToldBy, Verdict, refused
from pipeline.core.whom import number_refused
from pipeline.doors import db
from pipeline.errors import DecideDifferently


def record_risk(
    connection: Connection,
    person_id: str,
    verdict: Verdict,
    told_by: ToldBy,
    by: str,
    said_on: date,
    review_on: date,
    as_of: date,
) -> None:
    """Records a word on visiting somebody; the newest counts. Raises DecideDifferently where it cannot be one."""
    if not by.strip():
        raise DecideDifferently("A word on visiting needs the name of who was told (--by).")
    if because := number_refused(by, "--by") or refused(said_on, review_on, as_of):
        raise DecideDifferently(because)
    who = str(db.value(connection, "minding/goes_on_as", person_id=person_id))
    count = db.value(connection, "visit_risk/count_words", person_id=who)
    db.execute(
        connection,
        "visit_risk/record",
        visit_risk_id=opaque_id("v", "visit", who, as_of, count),
        person_id=who,
        verdict=str(verdict),
        told_by=str(told_by),
        said_on=said_on,
        review_on=review_on,
        recorded_by=by.strip(),
        as_of=as_of,
    )


def overdue(connection: Connection, as_of: date) -> Sequence[Row[object]]:
    """Whose word on visiting is overdue for review, the longest first."""
    return db.rows(connection, "visit_risk/overdue", as_of=as_of)
