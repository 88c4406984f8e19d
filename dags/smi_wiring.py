"""What every task does first and last: the day, the database, the run lock, one transaction.

The run lock is taken by each task for as long as its transaction lasts, not by a DAG run as a whole: no
process lives as long as a DAG run, and a lock in a table would outlive a killed worker. So a step of
`smi-outreach run` and a task never work at the same time; between two tasks another run may come in, which
changes nothing for the same day, and is noticed by `_refuse_to_go_back` for a later one. Batches of extracts
share the lock: they keep out everybody but each other, and no two of them hold the same practice.
"""

# ruff: noqa: PLC0415
# Imports of the pipeline stand inside functions: Airflow parses these files again and again.
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from airflow.sdk import Asset, ExceptionRetryPolicy, Param, RetryAction, RetryRule, get_current_context, task
from smi_discretion import Discreet

from pipeline.errors import CorrectConfiguration, DecideDifferently, OperatorMustAct, StartDatabase, WaitForOtherRun

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from pipeline.config import Settings
    from pipeline.core.region import Region

CURRENT_REGISTER = Asset(name="current_register", uri="smi://outreach/current_register")
OUTREACH_PLAN = Asset(name="outreach_plan", uri="smi://outreach/outreach_plan")

# Waiting may help against another run or a database that is starting; against an operator's error it never does.
_RETRIES = ExceptionRetryPolicy(
    rules=[
        RetryRule(exception=[WaitForOtherRun, StartDatabase], action=RetryAction.RETRY),
        RetryRule(exception=OperatorMustAct, action=RetryAction.FAIL),
    ]
)
EVERY_DAG: dict[str, Any] = {
    "start_date": datetime(2026, 1, 1, tzinfo=UTC),
    "catchup": False,
    "max_active_runs": 1,
    "is_paused_upon_creation": False,
    "params": {
        "as_of": Param(
            "",
            type="string",
            pattern=r"^(\d{4}-\d{2}-\d{2})?$",
            description="The day to run as, such as 2026-11-20. Blank: the day handed on, else today in London.",
        )
    },
    "default_args": {
        "owner": "outreach-operations",
        "retries": 3,
        "retry_delay": timedelta(minutes=2),
        "retry_policy": _RETRIES,
    },
}


class Run(TypedDict):
    """The day's run, as the tasks of a DAG hand it on: all that Airflow ever stores of it."""

    as_of: str
    run_id: int
    region_version_id: str


@dataclass(frozen=True)
class Work:
    """What a task works with, inside its one transaction."""

    connection: "Connection"
    settings: "Settings"
    as_of: date
    run: Run | None

    @property
    def region(self) -> "Region":
        """The region the run began with; raises DecideDifferently where another was loaded since."""
        from pipeline.steps.runs import region_in_force

        region = region_in_force(self.connection)
        if self.run and region.region_version_id != self.run["region_version_id"]:
            raise DecideDifferently(
                "Another region pack was loaded after this run began, and one day is never worked by two. "
                "Trigger ingest_registers: it begins the day again by the new one."
            )
        return region


@task(multiple_outputs=False)
def begin_run() -> Run:
    """Settles the day, once for all tasks, and takes up its run: an unfinished one goes on."""
    from pipeline.doors.seals import require_seals
    from pipeline.steps.runs import begin_run as take_up_run

    with _one_transaction(_chosen_day(), None) as work:
        region = work.region
        require_seals(work.connection, work.settings, work.as_of)
        run_id = take_up_run(work.connection, work.as_of, region)
        return {
            "as_of": work.as_of.isoformat(),
            "run_id": run_id,
            "region_version_id": region.region_version_id,
        }


@task
def finish_run(run: Run) -> None:
    """The run is complete."""
    from pipeline.steps.runs import finish_run as close_run

    with one_transaction(run) as work:
        close_run(work.connection, run["run_id"])


@contextmanager
def one_transaction(run: Run, *, beside_others: bool = False) -> Iterator[Work]:
    """One task's transaction under the run lock; whatever fails leaves without a person's details."""
    with _one_transaction(date.fromisoformat(run["as_of"]), run, beside_others) as work:
        yield work


@contextmanager
def one_transaction_of_today() -> Iterator[Work]:
    """A task's transaction under the run lock where no run of a day is concerned."""
    with _one_transaction(_chosen_day(), None) as work:
        yield work


def inbox() -> Path:
    """The folder of SMI_INBOX."""
    return _folder("SMI_INBOX", "one subfolder per practice")


def outbox() -> Path:
    """The folder of SMI_OUTBOX."""
    return _folder("SMI_OUTBOX", "worklists, letters and practice files")


@contextmanager
def _one_transaction(as_of: date, run: Run | None, beside_others: bool = False) -> Iterator[Work]:
    from pipeline.config import settings_from
    from pipeline.day import check_day
    from pipeline.doors import db, suites

    with Discreet(), ExitStack() as stack:
        settings = settings_from()
        suites.read_suite()  # a broken suite is found by the first task, not by a row
        check_day(settings, as_of)
        database = stack.enter_context(db.open_database(settings))
        if not beside_others:
            stack.enter_context(database.only_run())
        connection = stack.enter_context(database.transaction())
        if beside_others and not db.value(connection, "run/share_run_lock"):
            raise WaitForOtherRun("Another run is at work on this database; this task tries again by itself.")
        _refuse_to_go_back(db.value(connection, "run/newest_as_of"), as_of)
        yield Work(connection, settings, as_of, run)


def _refuse_to_go_back(newest: date | None, as_of: date) -> None:
    if newest is not None and newest > as_of:
        raise DecideDifferently(
            f"This database has run {newest} since, and {as_of} would rewrite what was known then. "
            "Trigger ingest_registers for a new day."
        )


def _chosen_day() -> date:
    from pipeline.day import today

    context = get_current_context()
    asked = context["params"]["as_of"]
    handed_on = [event for events in context["triggering_asset_events"].values() for event in events]
    if not asked and handed_on:
        asked = max(handed_on, key=lambda event: event.timestamp).extra.get("as_of")
    try:
        return date.fromisoformat(asked) if asked else today()
    except ValueError:
        raise DecideDifferently(f"as_of is {asked}, which is no day: expected one such as 2026-11-20.") from None


def _folder(variable: str, holds: str) -> Path:
    name = os.environ.get(variable)
    if not name:
        raise CorrectConfiguration(f"{variable} is not set: name the folder of {holds}, for every worker.")
    return Path(name).absolute()
