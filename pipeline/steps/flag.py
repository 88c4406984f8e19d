"""Flag: one recall status for everybody on a register."""

from datetime import date

from sqlalchemy import Connection

from pipeline.core.region import Rule
from pipeline.doors import db


def flag(connection: Connection, run_id: int, as_of: date, rule: Rule) -> dict[str, int]:
    """Gives everybody one recall status as of a date, with its reason; returns people per status.

    Rule: last complete check by the sliding twelve-month window, age on the day (NHS England's six
    elements; the service's three years and 18+). Only changed statuses are written, as intervals.
    """
    db.execute(
        connection,
        "flag/work_out_statuses",
        as_of=as_of,
        years_without_check=rule.years_without_check,
        minimum_age=rule.minimum_age,
        deducted_within_days=rule.deducted_within_days,
    )
    db.execute(connection, "flag/close_changed", run_id=run_id)
    db.execute(connection, "flag/close_forgotten", run_id=run_id)
    db.execute(connection, "flag/open_new", run_id=run_id)
    db.execute(connection, "flag/refresh_statistics")
    return {row.status: row.people for row in db.rows(connection, "flag/count_statuses")}
