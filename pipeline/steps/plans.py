"""Plans: what people and workers agreed, taken from the sheets that come back with the lists."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row

from pipeline.config import Settings
from pipeline.core.health_plan import SHEET
from pipeline.core.identity import opaque_id
from pipeline.core.plan_change import Fate, Goal, Plan, take_rows
from pipeline.core.raw_register import NotUnderstood
from pipeline.core.reasons import FileReason
from pipeline.core.returned_plans import PlanReason, PlanRow, is_same_name, read_plans
from pipeline.doors import db
from pipeline.doors.returned_files import ReturnedFile, read_returned_file, returned_files


def take_plans(connection: Connection, inbox: Path, as_of: date, settings: Settings | None = None) -> dict[str, int]:
    """Takes the filled-in rows of every sheet of plans below the inbox's outcomes folder; returns rows per fate.

    After the outcomes, which answer the file. A row is matched by its item id and its name; the same sheet again
    changes nothing. Whatever cannot be taken is recorded with its reason, and the rows beside it are taken.
    """
    provider_of = {str(row.folder): str(row.provider_code) for row in db.rows(connection, "outcomes/senders")}
    fates: Counter[str] = Counter()
    for file in returned_files(inbox, provider_of):
        if file.is_readable and not db.value(connection, "plans/rows_of_file", file_sha256=file.sha256):
            fates.update(_take_file(connection, file, as_of, settings))
    return dict(fates)


def _take_file(connection: Connection, file: ReturnedFile, as_of: date, settings: Settings | None) -> list[str]:
    fates: list[str] = []
    sheets = _sheets(file, as_of, settings)
    if sheets is None:
        return fates
    for number, rows in enumerate(sheets, start=1):
        sheet = SHEET if number == 1 else f"{SHEET} {number}"
        for item_id, fate in _take_sheet(connection, rows, file.sender_code, as_of):
            _record(connection, file.sha256, sheet, item_id, fate.row.line_no, fate.fate, fate.problem, as_of)
            fates.append(fate.fate)
    if not fates:
        # Nothing to tell: only that the file need not be opened again.
        _record(connection, file.sha256, SHEET, None, 0, "empty", None, as_of)
    return fates


def _sheets(file: ReturnedFile, as_of: date, settings: Settings | None) -> list[list[PlanRow]] | None:
    """The rows of each sheet of plans; None of a file that stays locked, to be opened when we know what opens it."""
    try:
        return read_plans(read_returned_file(file, settings), as_of)
    except NotUnderstood as error:
        return None if error.reason in (FileReason.WORKBOOK_PASSWORD, FileReason.ARCHIVE_PASSWORD) else []


def _take_sheet(
    connection: Connection, rows: Sequence[PlanRow], sender: str | None, as_of: date
) -> list[tuple[str | None, Fate]]:
    items = {
        item.worklist_item_id: item
        for item in db.rows(connection, "plans/known_items", item_ids=[row.item_id for row in rows])
    }
    done: list[tuple[str | None, Fate]] = []
    for item_id, group in groupby(
        sorted(rows, key=lambda row: (row.item_id, row.line_no)), key=lambda row: row.item_id
    ):
        item = items.get(item_id)
        fit, unfit = [], []
        for row in group:
            problem = _not_of_the_item(row, item, sender)
            if problem:
                unfit.append(Fate(row, "quarantined", problem))
            else:
                fit.append(row)
        fates = [*unfit, *(_take(connection, item, fit, as_of) if item is not None else [])]
        # An item is told only of a row that is the item's.
        done += [(None if fate.problem in _NOT_THEIRS else item_id, fate) for fate in fates]
    return done


_NOT_THEIRS = (PlanReason.PLAN_ITEM_UNKNOWN, PlanReason.PLAN_ITEM_OF_OTHERS, PlanReason.PLAN_NAME_DIFFERS)


def _not_of_the_item(row: PlanRow, item: Row[Any] | None, sender: str | None) -> PlanReason | None:
    if item is None:
        return PlanReason.PLAN_ITEM_UNKNOWN
    if sender not in (None, item.provider_code):
        return PlanReason.PLAN_ITEM_OF_OTHERS
    if not is_same_name(row.name, item.name):
        return PlanReason.PLAN_NAME_DIFFERS
    return PlanReason.PLAN_ITEM_IN_ERROR if item.is_in_error else None


def _take(connection: Connection, item: Row[Any], rows: Sequence[PlanRow], as_of: date) -> list[Fate]:
    stored = db.rows(connection, "plans/of_person", person_id=item.person_id)
    ids = {plan.agreed_on: plan.health_plan_id for plan in stored}
    newest_open = max((plan.agreed_on for plan in stored if plan.ended_on is None), default=None)
    changed, fates = take_rows([_plan(plan) for plan in stored], newest_open, rows, item.list_on, as_of)
    for plan in changed:
        plan_id = ids.get(plan.agreed_on) or opaque_id("h", item.person_id, plan.agreed_on)
        _put(connection, plan_id, plan, item, as_of)
    return fates


def _plan(stored: Row[Any]) -> Plan:
    goals = (
        Goal(
            said["number"], said["area"], said["words"], said["supported_by"],
            _day(said["review_on"]), _day(said["achieved_on"]),
        )
        for said in stored.goals
    )  # fmt: skip
    return Plan(stored.agreed_on, stored.list_on, stored.what_matters, stored.review_on, tuple(goals))


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _put(connection: Connection, plan_id: str, plan: Plan, item: Row[Any], as_of: date) -> None:
    db.execute(
        connection,
        "plans/put_plan",
        health_plan_id=plan_id,
        person_id=item.person_id,
        practice_code=item.practice_code,
        provider_code=item.provider_code,
        agreed_on=plan.agreed_on,
        what_matters=plan.what_matters,
        review_on=plan.review_on,
        source=item.worklist_item_id,
        as_of=as_of,
        list_on=plan.list_on,
    )
    goals = [
        {
            # By number, not by words: an id made of words could be guessed back into them.
            "health_goal_id": opaque_id("g", plan_id, goal.number),
            "health_plan_id": plan_id,
            "goal_number": goal.number,
            "domain": goal.area,
            "words": goal.words,
            "supported_by": goal.supported_by,
            "review_on": goal.review_on,
            "achieved_on": goal.achieved_on,
        }
        for goal in plan.goals
    ]
    db.execute_many(connection, "plans/put_goal", goals)
    db.execute(connection, "plans/forget_goals", health_plan_id=plan_id, goals=len(goals))


def _record(
    connection: Connection,
    sha256: str,
    sheet: str,
    item_id: str | None,
    line_no: int,
    fate: str,
    reason: PlanReason | None,
    as_of: date,
) -> None:
    db.execute(
        connection,
        "plans/record_row",
        file_sha256=sha256,
        sheet=sheet,
        line_no=line_no,
        worklist_item_id=item_id,
        fate=fate,
        reason=reason,
        taken_on=as_of,
    )
