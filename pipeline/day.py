"""The main job: one day from the inbox to the outbox, each step a transaction of its own.

Decisions are committed before anything is written for others; whatever was written can be written
again. A run that was killed anywhere is simply run again.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from time import perf_counter
from typing import Protocol
from zoneinfo import ZoneInfo

from pipeline.config import Settings
from pipeline.core.arrivals import Arrival
from pipeline.core.region import Region
from pipeline.doors import db
from pipeline.doors.db import Database
from pipeline.doors.seals import require_seals
from pipeline.errors import CheckInbox, DecideDifferently
from pipeline.steps import (
    accounting,
    answers,
    bookings,
    collect,
    day_page,
    equity,
    flag,
    follow_up,
    funnel,
    ingest,
    letters,
    my_plan,
    notices,
    outcome_answers,
    outcomes,
    plans,
    prioritise,
    reconcile,
    reminders,
    runs,
    updates,
    worklists,
)
from pipeline.steps.accounting import Accounting
from pipeline.steps.ingest import Landed


class Progress(Protocol):
    """Hears how far a step is."""

    def begin(self, step: str, total: int | None) -> None: ...

    def advance(self, done: int) -> None: ...


class Silent:
    """Progress nobody watches."""

    def begin(self, step: str, total: int | None) -> None: ...

    def advance(self, done: int) -> None: ...


@dataclass
class DayReport:
    """What a run did: counts, paths and seconds; no patient data."""

    as_of: date
    landed: list[Landed] = field(default_factory=list)
    held_back: dict[str, int] = field(default_factory=dict)
    accounting: Accounting | None = None
    files: list[str] = field(default_factory=list)
    page: str = ""
    letters_drafted: int = 0
    seconds: dict[str, float] = field(default_factory=dict)


def today() -> date:
    """Today in Europe/London: the one place where the clock is read."""
    return datetime.now(ZoneInfo("Europe/London")).date()


def check_day(settings: Settings, as_of: date) -> None:
    """Raises DecideDifferently where real people are concerned and `as_of` is not today."""
    if settings.is_live and as_of != today():
        raise DecideDifferently(
            f"With real people only today's run may issue anything, and {as_of} is not today ({today()}). "
            "Leave --as-of out."
        )


def take_in(
    database: Database,
    settings: Settings,
    inbox: Path,
    arrivals: Sequence[Arrival],
    as_of: date,
    on_progress: Callable[[int], None],
) -> list[Landed]:
    """Lands what is new in the inbox, a transaction for each batch that was read; a killed run loses only its last."""
    with database.transaction() as connection:
        chosen = ingest.choose(connection, settings, inbox, arrivals)
    landed = [*chosen.known]
    on_progress(len(landed))
    for batch in ingest.read(settings, inbox, chosen, as_of):
        with database.transaction() as connection:
            done = ingest.take_in(connection, settings, batch, as_of)
        landed += done
        on_progress(len(done))
    return landed


def run_day(
    database: Database, settings: Settings, inbox: Path, outbox: Path, as_of: date, progress: Progress | None = None
) -> DayReport:
    """Ingest, reconcile, outcomes, plans, flag, prioritise, follow-up, plan pages, withdrawals, letters (drafts only),
    worklists, updates, answers, reminders, accounting, equity, funnel, day page.

    Letters are drafted before lists are issued, because a letter that cannot be printed becomes a
    worker's task on the same day's list. Raises OperatorMustAct errors; a re-run goes on from there.
    """
    check_day(settings, as_of)
    shown = progress or Silent()
    report = DayReport(as_of)
    with database.only_run():
        # Before the run is begun: a mistyped inbox must not use up the day.
        arrivals = collect.collect(inbox)
        with database.transaction() as connection:
            region = runs.region_in_force(connection)
            require_seals(connection, settings, as_of)
            run_id = runs.begin_run(connection, as_of, region)
        _take_in(database, settings, inbox, arrivals, outbox, as_of, region, report, shown)
        _plan(database, settings, outbox, as_of, region, run_id, report, shown)
        _issue(database, settings, outbox, as_of, region, report, shown)
        with database.transaction() as connection:
            runs.finish_run(connection, run_id)
    return report


def _take_in(
    database: Database,
    settings: Settings,
    inbox: Path,
    arrivals: Sequence[Arrival],
    outbox: Path,
    as_of: date,
    region: Region,
    report: DayReport,
    shown: Progress,
) -> None:
    with _timed(report, shown, "ingest") as begin:
        begin(len(arrivals))
        report.landed = take_in(database, settings, inbox, arrivals, as_of, shown.advance)
    with _timed(report, shown, "reconcile"), database.transaction() as connection:
        reconcile.reconcile(connection, region.intake)
        if not db.value(connection, "reconcile/accepted_extracts"):
            raise CheckInbox(
                f"No register has ever been taken in, and the inbox {inbox} holds none that could be. "
                "`smi-outreach status` lists files that were kept back and why."
            )
    with _timed(report, shown, "outcomes"), database.transaction() as connection:
        outcomes.take_outcomes(connection, inbox, as_of, settings)
    with _timed(report, shown, "plans"), database.transaction() as connection:
        plans.take_plans(connection, inbox, as_of, settings)
        report.files += outcome_answers.answer_outcomes(connection, outbox, as_of)


def _plan(
    database: Database,
    settings: Settings,
    outbox: Path,
    as_of: date,
    region: Region,
    run_id: int,
    report: DayReport,
    shown: Progress,
) -> None:
    with _timed(report, shown, "flag"), database.transaction() as connection:
        flag.flag(connection, run_id, as_of, region.rule_on(as_of))
    with _timed(report, shown, "prioritise"), database.transaction() as connection:
        prioritise.prioritise(connection, as_of, region)
        report.held_back = accounting.hold_unaccounted(connection, as_of)
        follow_up.follow_up(connection, as_of, region)
    with _timed(report, shown, "plan pages"), database.transaction() as connection:
        report.files += my_plan.write_plan_pages(connection, outbox, as_of, region, settings)
    with _timed(report, shown, "withdrawals"):
        report.files += _withdraw(database, settings, outbox, as_of)


def _withdraw(database: Database, settings: Settings, outbox: Path, as_of: date) -> list[str]:
    """What the stopped are still on is taken back, and whoever has it is told: decided and committed, then written."""
    with database.transaction() as connection:
        notices.withdraw_stopped(connection, as_of)
    with database.transaction() as connection:
        return notices.notify_withdrawals(connection, outbox, settings)


def _issue(
    database: Database,
    settings: Settings,
    outbox: Path,
    as_of: date,
    region: Region,
    report: DayReport,
    shown: Progress,
) -> None:
    with _timed(report, shown, "letters") as begin:
        with database.transaction() as connection:
            begin(letters.draft_letters(connection, settings, as_of, region))
        with database.transaction() as connection:
            states = letters.typeset_drafts(connection, settings, outbox, as_of, shown.advance)
            report.letters_drafted = states.get("draft", 0)
    with _timed(report, shown, "worklists"):
        with database.transaction() as connection:
            worklists.issue_worklists(connection, as_of)
        with database.transaction() as connection:
            # Somebody may have been stopped by command while the lists were decided.
            notices.withdraw_stopped(connection, as_of)
            updates.propose_updates(connection, as_of)
            report.accounting = accounting.account(connection, as_of, report.held_back)
        with database.transaction() as connection:
            report.files += worklists.write_worklists(connection, outbox, as_of, region, settings)
        report.files += _withdraw(database, settings, outbox, as_of)
    with _timed(report, shown, "register updates"), database.transaction() as connection:
        report.files += updates.write_practice_files(connection, outbox, as_of)
        report.files += bookings.write_bookings(connection, outbox, as_of)
    with _timed(report, shown, "answers"), database.transaction() as connection:
        report.files += answers.write_answers(connection, outbox, as_of)
    with _timed(report, shown, "reminders"), database.transaction() as connection:
        report.files += reminders.draft_reminders(connection, outbox, as_of)
    with _timed(report, shown, "accounting"), database.transaction() as connection:
        report.files.append(accounting.write_accounting(connection, outbox, as_of))
    with _timed(report, shown, "equity"), database.transaction() as connection:
        report.files += equity.write_equity(connection, outbox, as_of)
    with _timed(report, shown, "funnel"), database.transaction() as connection:
        report.files += funnel.write_funnel(connection, outbox, as_of, region)
    with _timed(report, shown, "day page"), database.transaction() as connection:
        report.page = day_page.write_day_page(connection, outbox, as_of)
        report.files.append(report.page)


@contextmanager
def _timed(report: DayReport, shown: Progress, step: str) -> Iterator[Callable[[int], None]]:
    started = perf_counter()
    shown.begin(step, None)
    yield lambda total: shown.begin(step, total)
    report.seconds[step] = perf_counter() - started
