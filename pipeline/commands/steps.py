"""Each step of the day as a command of its own, in the order of the day."""

import typer

from pipeline.commands.accounting_view import show_accounting
from pipeline.commands.shell import AsOf, Bars, Inbox, Outbox, day_of, shell
from pipeline.day import check_day, take_in
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
    my_plan,
    notices,
    prioritise,
    reconcile,
    reminders,
    runs,
    updates,
    worklists,
)

PANEL = "The day, step by step"


def add_to(app: typer.Typer) -> None:
    """Adds the steps to the command line."""
    for command in (ingest_files, reconcile_registers, flag_people, prioritise_people):
        app.command(command.__name__.split("_")[0], rich_help_panel=PANEL)(command)
    app.command("worklists", rich_help_panel=PANEL)(issue_worklists)
    app.command("updates", rich_help_panel=PANEL)(update_practices)
    app.command("accounting", rich_help_panel=PANEL)(account)


def ingest_files(inbox: Inbox, as_of: AsOf = "") -> None:
    """Lands the extracts of an inbox: every row a fate, every file a fate."""
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        with opened.database.only_run(), Bars() as bars:
            arrivals = collect.collect(inbox)
            bars.begin("ingest", len(arrivals))
            for extract in take_in(opened.database, opened.settings, inbox, arrivals, day, bars.advance):
                opened.console.print(
                    f"{extract.practice_code or '-':<7} {extract.extract_id} {extract.fate:<9} "
                    f"{extract.reason or ''} rows {extract.rows_read}, set aside {extract.rows_quarantined}"
                )


def reconcile_registers() -> None:
    """Brings the current register up to what was landed."""
    with shell() as opened, opened.database.only_run(), opened.database.transaction() as connection:
        intake = runs.region_in_force(connection).intake
        opened.console.print(f"{reconcile.reconcile(connection, intake)} extracts reconciled.")


def flag_people(as_of: AsOf = "") -> None:
    """Gives everybody on a register one recall status."""
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        with opened.database.only_run(), opened.database.transaction() as connection:
            region = runs.region_in_force(connection)
            run_id = runs.begin_run(connection, day, region)
            for status, people in flag.flag(connection, run_id, day, region.rule_on(day)).items():
                opened.console.print(f"{status:<20}{people:>9,}")


def prioritise_people(as_of: AsOf = "") -> None:
    """Makes the day's plan: everybody overdue one disposition, the listed a next step and a rank."""
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        with opened.database.only_run(), opened.database.transaction() as connection:
            runs.refuse_past(connection, day)
            region = runs.region_in_force(connection)
            for disposition, people in prioritise.prioritise(connection, day, region).items():
                opened.console.print(f"{disposition:<20}{people:>9,}")
            accounting.hold_unaccounted(connection, day)
            follow_up.follow_up(connection, day, region)


def issue_worklists(outbox: Outbox, as_of: AsOf = "") -> None:
    """Decides the day's worklists and writes them."""
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        with opened.database.only_run():
            with opened.database.transaction() as connection:
                runs.refuse_past(connection, day)
                runs.require_run(connection, day)
                region = runs.region_in_force(connection)
                worklists.issue_worklists(connection, day)
            with opened.database.transaction() as connection:
                notices.withdraw_stopped(connection, day)
            with opened.database.transaction() as connection:
                paths = worklists.write_worklists(connection, outbox, day, region, opened.settings)
                paths += my_plan.write_plan_pages(connection, outbox, day, region, opened.settings)
                for path in paths:
                    opened.console.print(str(outbox / path), markup=False)


def update_practices(outbox: Outbox, as_of: AsOf = "") -> None:
    """Proposes register updates; writes each practice's file, the answer to what it sent, and a reminder if late."""
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        with opened.database.only_run():
            with opened.database.transaction() as connection:
                runs.refuse_past(connection, day)
                updates.propose_updates(connection, day)
            with opened.database.transaction() as connection:
                paths = updates.write_practice_files(connection, outbox, day)
                paths += bookings.write_bookings(connection, outbox, day)
                paths += answers.write_answers(connection, outbox, day)
                paths += reminders.draft_reminders(connection, outbox, day)
        opened.console.print(f"{len(paths)} files written to {outbox}.", markup=False)


def account(outbox: Outbox, as_of: AsOf = "") -> None:
    """Checks, stores, writes and shows the accounting of a day; writes its pages: equity, funnel, the day."""
    day = day_of(as_of)
    with shell() as opened:
        with opened.database.only_run(), opened.database.transaction() as connection:
            runs.refuse_past(connection, day)
            runs.require_run(connection, day)
            held_back = accounting.hold_unaccounted(connection, day)
            made = accounting.account(connection, day, held_back)
            accounting.write_accounting(connection, outbox, day)
            equity.write_equity(connection, outbox, day)
            funnel.write_funnel(connection, outbox, day, runs.region_in_force(connection))
            page = day_page.write_day_page(connection, outbox, day)
        show_accounting(opened.console, made)
        opened.console.print(f"Page of the day: {outbox / page}", markup=False, soft_wrap=True)
