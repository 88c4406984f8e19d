"""Runs: the ledger of days, and the region each used."""

from datetime import date

from sqlalchemy import Connection

from pipeline.core.region import Region, region_from
from pipeline.doors import db
from pipeline.errors import CorrectReferenceData, DecideDifferently


def region_in_force(connection: Connection) -> Region:
    """The newest loaded region pack; raises CorrectReferenceData where none was loaded."""
    row = db.execute(connection, "run/region_in_force").one_or_none()
    if row is None:
        raise CorrectReferenceData(
            "No region pack is loaded, so nobody knows who covers which practice. "
            "Load one: `smi-outreach region load PACK`."
        )
    return region_from(row.region_version_id, row.content)


def refuse_past(connection: Connection, as_of: date) -> None:
    """Raises DecideDifferently for a day before the newest that was run: days only go forward."""
    newest = db.value(connection, "run/newest_as_of")
    if newest is not None and as_of < newest:
        raise DecideDifferently(
            f"This database has already run {newest}, and a day before it would rewrite what was known then. "
            f"Run {newest} or a later day, or an empty database."
        )


def require_run(connection: Connection, as_of: date) -> None:
    """Raises DecideDifferently for a day that was never run: there is nothing to issue or account for."""
    if not db.value(connection, "run/runs_of_day", as_of=as_of):
        raise DecideDifferently(f"{as_of} was never run. Run it first: `smi-outreach run`, or its steps in order.")


def begin_run(connection: Connection, as_of: date, region: Region) -> int:
    """The id of the run for a day; a run that was cut off goes on. Days only go forward."""
    refuse_past(connection, as_of)
    run_id: int = db.value(connection, "run/begin", as_of=as_of, region_version_id=region.region_version_id)
    return run_id


def finish_run(connection: Connection, run_id: int) -> None:
    """Marks the run complete."""
    db.execute(connection, "run/finish", run_id=run_id)
