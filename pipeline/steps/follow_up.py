"""Follow-up: what is due for people after the check, besides the plan of the overdue."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pipeline.core.follow_up import AfterCheck, Due, OpenPlan, Try, due_today
from pipeline.core.my_plan import no_page_because
from pipeline.core.region import Region
from pipeline.core.working_days import is_working_day
from pipeline.core.worklist import ELEMENTS, REACHED
from pipeline.doors import db

_ROW = (
    "as_of", "person_id", "practice_code", "pcn_code", "place_code", "provider_code", "partner_code", "worker_code",
    "step", "reason", "due_on", "rank",
)  # fmt: skip


def follow_up(connection: Connection, as_of: date, region: Region) -> dict[str, int]:
    """Settles which plans stand, then who is asked about one today; returns people per reason.

    After the day's plan: whoever is listed there is on no second list, and those overdue keep the ranks before.
    Nobody is asked on a day on which nobody works, nor who is stopped, uncovered or wants no plan.
    """
    db.execute(connection, "plans/settle_plans", as_of=as_of)
    db.execute(connection, "plans/clear_follow_up", as_of=as_of)
    if not is_working_day(as_of):
        return {}
    policy = region.health_plan
    people = db.records(
        connection,
        "plans/to_follow_up",
        as_of=as_of,
        review_after_days=policy.review_after_days,
        register_too_old_after_days=region.contact_policy.register_too_old_after_days,
        elements=list(ELEMENTS),
        reached=[str(outcome) for outcome in REACHED],
    )
    due = [(person, each) for person in people if (each := due_today(_after_check(person), policy, as_of))]
    due.sort(key=lambda pair: (pair[1].due_on, pair[0]["person_id"]))
    ranks = Counter({row.provider_code: row.last_rank for row in db.rows(connection, "plans/last_ranks", as_of=as_of)})
    rows = []
    for person, each in due:
        ranks[person["provider_code"]] += 1
        rows.append(_row(person, each, ranks[person["provider_code"]], as_of))
    db.copy_rows(connection, "follow_up", _ROW, rows)
    return dict(Counter(str(each.reason) for _, each in due))


def _row(person: Mapping[str, Any], due: Due, rank: int, as_of: date) -> tuple[object, ...]:
    own = (person[column] for column in _ROW[1:8])
    return (as_of, *own, due.step, due.reason, due.due_on, rank)


def _after_check(person: Mapping[str, Any]) -> AfterCheck:
    plan = None
    if person["agreed_on"]:
        plan = OpenPlan(
            person["agreed_on"],
            person["review_on"],
            person["is_review_said"],
            person["goal_review_on"],
            person["changed_on"],
            no_page_because(person),
        )
    tries = [_try(said) for said in person["tries"]]
    return AfterCheck(person["checked_on"], person["said_agreed_on"], plan, tries)


def _try(said: Mapping[str, Any]) -> Try:
    back = said["call_back_on"]
    return Try(date.fromisoformat(said["on"]), said["was_reached"], date.fromisoformat(back) if back else None)
