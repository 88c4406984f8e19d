"""`smi-outreach trace`: people looked up in the national demographic records, by an exchange of files."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.shell import AsOf, Outbox, day_of, shell
from pipeline.day import check_day
from pipeline.steps import notices, runs, stops, trace

app = typer.Typer(no_args_is_help=True, help="The national demographic trace, where the region uses it.")


@app.command("export")
def export_trace(outbox: Outbox, as_of: AsOf = "") -> None:
    """Writes the question: everybody the service is for, one row each, under an id of ours."""
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        with opened.database.only_run(), opened.database.transaction() as connection:
            trace.require_trace(runs.region_in_force(connection).trace)
            path, people = trace.export_trace(connection, outbox, day)
        opened.console.print(f"{people:,} people to trace: {outbox / path}", markup=False, soft_wrap=True)


@app.command("take")
def take_trace(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The answer, as CSV or XLSX.")],
    outbox: Outbox,
    as_of: AsOf = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be taken; change nothing.")] = False,
) -> None:
    """Takes the answer: deaths, restrictions, other numbers and practices stop contact at once."""
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        with opened.database.transaction() as connection:
            trace.require_trace(runs.region_in_force(connection).trace)
            attempt = connection.begin_nested()
            taken = trace.take_trace(connection, file, day)
            if dry_run:
                attempt.rollback()
            else:
                attempt.commit()
        if taken.is_repeated:
            opened.console.print("This answer was taken before; nothing was changed.")
            return
        said = "would be taken; nothing was changed" if dry_run else "taken"
        opened.console.print(f"{taken.rows:,} rows {said}: {taken.traced:,} people traced.")
        for reason, count in taken.stops.items():
            opened.console.print(f"  {count:,} new stops: {reason.replace('_', ' ')}")
        for line_no, problem in taken.problems:
            opened.console.print(f"  line {line_no}: {problem.sentence}", soft_wrap=True)
        if dry_run or not taken.people:
            return
        with opened.database.transaction() as connection:
            stops.protect(connection)
            done = notices.withdraw_stopped(connection, day, taken.people)
        with opened.database.transaction() as connection:
            paths = notices.notify_withdrawals(connection, outbox, opened.settings)
        opened.console.print(f"{len(done.letters)} letters cancelled, {len(paths)} notices written.")
