"""`smi-outreach run`: the main job."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from pipeline.commands.accounting_view import show_accounting, show_kept_back, show_late, show_left_out
from pipeline.commands.shell import AsOf, Bars, Inbox, Outbox, Shell, day_of, shell
from pipeline.core.arrivals import shown_path
from pipeline.day import DayReport, check_day, run_day
from pipeline.doors import db
from pipeline.steps.collect import collect


def add_to(app: typer.Typer) -> None:
    """Adds the main job to the command line."""

    @app.command()
    def run(
        inbox: Inbox,
        outbox: Outbox,
        as_of: AsOf = "",
        dry_run: Annotated[
            bool, typer.Option("--dry-run", help="Only say what lies in the inbox; change nothing.")
        ] = False,
    ) -> None:
        """Runs one full day: ingest, reconcile, flag, prioritise, letters, worklists, updates, accounting, day page.

        Letters are drafted, never released: that is `smi-outreach letters release`. Running the same day
        again changes nothing; a run that was cut off is simply run again.
        """
        day = day_of(as_of)
        with shell() as opened:
            check_day(opened.settings, day)
            if dry_run:
                _show_arrivals(opened, inbox)
                return
            with Bars() as bars:
                report = run_day(opened.database, opened.settings, inbox, outbox, day, bars)
            _show(opened, report, outbox)


def _show_arrivals(opened: Shell, inbox: Path) -> None:
    arrivals = collect(inbox)
    opened.console.print(f"{len(arrivals)} extracts lie in {escape(str(inbox))}; nothing was changed.")
    for arrival in arrivals:
        opened.console.print(
            f"  {arrival.practice_code or 'no practice'}: {escape(shown_path(', '.join(arrival.paths)))}"
        )


def _show(opened: Shell, report: DayReport, outbox: Path) -> None:
    console = opened.console
    if report.accounting:
        show_accounting(console, report.accounting)
    with opened.database.transaction() as connection:
        show_kept_back(console, db.rows(connection, "accounting/extracts_kept_back"))
        show_left_out(console, db.rows(connection, "accounting/practices_left_out", as_of=report.as_of))
        show_late(console, db.rows(connection, "accounting/newest_extracts", as_of=report.as_of))
    for practice_code, people in report.held_back.items():
        console.print(f"[bold red]Held back: practice {practice_code}: {people} people are not accounted for.[/]")
    steps = ", ".join(f"{step} {seconds:.1f} s" for step, seconds in report.seconds.items())
    console.print(f"\nTook: {steps}.")
    day = escape(str(outbox / report.as_of.isoformat()))
    console.print(f"Worklists:       {day}/worklists")
    console.print(f"Practice files:  {day}/practices")
    console.print(f"Letters:         {day}/letters  ({report.letters_drafted} drafts, none released)")
    console.print(f"Page of the day: {escape(str(outbox / report.page))}", soft_wrap=True)
    console.print(
        "Release letters: smi-outreach letters release --by NAME --reason WHY --outbox " + escape(str(outbox))
    )
