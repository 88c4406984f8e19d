"""Flag: one recall status for everybody on a register."""

from datetime import date

from sqlalchemy import Connection

from pipeline.core.region import Rule
from pipeline.doors import db

# Fewer than one person in so many are few: they are fetched one by one, and yesterday's statistics serve.
_NOTICEABLE = 10


def flag(connection: Connection, run_id: int, as_of: date, rule: Rule) -> dict[str, int]:
    """Gives everybody one recall status as of a date, with its reason; returns people per status.

    Only changed statuses are written, as intervals, and the run notes which rule it followed.
    """
    gather(connection, as_of, rule)
    judge(connection, as_of, rule)
    db.execute(connection, "flag/find_changed")
    db.execute(connection, "flag/drop_changed", run_id=run_id)
    db.execute(connection, "flag/close_changed", run_id=run_id)
    begun = db.execute(connection, "flag/open_new", run_id=run_id).rowcount
    db.execute(connection, "flag/record_rule", run_id=run_id, rule_effective_from=rule.effective_from)
    people = {row.status: row.people for row in db.rows(connection, "flag/count_statuses")}
    if begun * _NOTICEABLE > sum(people.values()):
        db.execute(connection, "flag/refresh_statistics")
    return people


def gather(connection: Connection, as_of: date, rule: Rule) -> None:
    """Brings everybody's check record up to the day their practice's newest extract is of.

    Only people whose entries changed since, who are new, or whose day passed an entry are looked at again: the
    database itself notes whose entries change.
    """
    db.execute(connection, "flag/drop_worked_out")
    homes = db.execute(
        connection, "flag/find_homes", as_of=as_of, deducted_within_days=rule.deducted_within_days
    ).rowcount
    db.execute(connection, "flag/forget_check_records")
    db.execute(connection, "flag/forget_touched")
    people = db.execute(connection, "flag/find_to_gather").rowcount
    db.execute(connection, "flag/refresh_to_gather")
    is_few = people * _NOTICEABLE < homes
    db.execute(connection, "flag/expect_few" if is_few else "flag/allow_memory")
    db.execute(connection, "flag/gather_check_records")
    if not is_few:
        db.execute(connection, "flag/refresh_check_records")


def judge(connection: Connection, as_of: date, rule: Rule) -> None:
    """Works out everybody's status by the rule, from homes and check records as they stand, into status_now.

    Rule: last complete check by the sliding twelve-month window, age on the day (NHS England's six
    elements; the service's three years and 18+).
    """
    db.execute(
        connection,
        "flag/work_out_statuses",
        as_of=as_of,
        years_without_check=rule.years_without_check,
        minimum_age=rule.minimum_age,
        includes_hard_to_reach=rule.includes_hard_to_reach,
    )
