"""`smi-outreach`: the command line."""

import os
import sys

import typer
from rich.markup import escape

from pipeline.commands import (
    airflow,
    assign,
    channels,
    compare,
    database,
    day,
    equity,
    explain,
    extract,
    funnel,
    held,
    housekeeping,
    inspect,
    letters,
    minding,
    onboarding,
    outcomes,
    plans,
    play,
    reference,
    region,
    staged,
    status,
    steps,
    stops,
    synthetic,
    trace,
    venues,
    visits,
)
from pipeline.commands.shell import error_console
from pipeline.errors import OperatorMustAct, where_it_broke

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="From practices' SMI registers to worklists, letters and register updates. "
    "Settings: SMI_LIVE (default true), SMI_KEY, SMI_DATABASE_URL or SMI_DATA_DIR. "
    "Exit codes: 0 done, 2 configuration, 3 inbox, 4 database, 5 disk, 6 port, 7 another run, "
    "8 reference data, 9 accounting, 10 a decision that cannot be carried out.",
)
day.add_to(app)
status.add_to(app)
held.add_to(app)
inspect.add_to(app)
steps.add_to(app)
equity.add_to(app)
funnel.add_to(app)
explain.add_to(app)
compare.add_to(app)
stops.add_to(app)
plans.add_to(app)
assign.add_to(app)
minding.add_to(app)
channels.add_to(app)
visits.add_to(app)
venues.add_to(app)
onboarding.add_to(app)
housekeeping.add_to(app)
airflow.add_to(app)
synthetic.add_to(app)
play.add_to(app)
app.add_typer(staged.app, name="staged", rich_help_panel="Held files")
app.add_typer(outcomes.app, name="outcomes")
app.add_typer(extract.app, name="extract")
app.add_typer(letters.app, name="letters")
app.add_typer(reference.app, name="reference")
app.add_typer(region.app, name="region")
app.add_typer(database.app, name="database")
app.add_typer(trace.app, name="trace", rich_help_panel="Stops")


def main() -> None:
    """Runs the command line; what an operator must act on is one sentence and an exit code.

    A fault nobody foresaw ends with 1; where people are real it says where it broke and quotes nobody.
    """
    if os.environ.get("SMI_LIVE", "").strip().lower() not in ("false", "0", "no", "off"):
        sys.excepthook = lambda _, error, __: sys.stderr.write(f"{where_it_broke(error)}\n") and None
    try:
        app()
    except OperatorMustAct as error:
        error_console().print(f"[bold red]{type(error).__name__}[/]: {escape(str(error))}", soft_wrap=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
