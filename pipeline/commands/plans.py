"""`smi-outreach plans` and `plan print`: how many people have a plan, and one person's own page."""

from datetime import date
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection

from pipeline.commands.shell import AsOf, Outbox, day_of, shell
from pipeline.commands.whom import Person, asked
from pipeline.day import check_day
from pipeline.doors import db
from pipeline.steps import explain, my_plan, runs

PANEL = "Health plans"
_COLUMNS = {
    "people_with_a_plan": "people with a plan",
    "to_agree": "to be asked for one",
    "to_review": "to look at theirs",
    "goals_open": "goals open",
    "goals_achieved": "goals achieved",
}
plan = typer.Typer(help="The plan a person owns.")


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.command("plans", rich_help_panel=PANEL)(count_plans)
    app.add_typer(plan, name="plan", rich_help_panel=PANEL)


def count_plans(as_of: AsOf = "") -> None:
    """Counts plans by provider: people who have one, who is due to be asked, goals open and achieved."""
    day = day_of(as_of)
    with shell() as opened, opened.database.transaction() as connection:
        if not show_plans(opened.console, connection, day):
            opened.console.print("Nobody has a plan yet, and nobody is due to be asked.")


@plan.callback()
def _plans() -> None: ...


@plan.command("print")
def print_plan(
    person: Person,
    by: Annotated[str, typer.Option(metavar="NAME", help="Who asks for it.")],
    why: Annotated[str, typer.Option(metavar="TEXT", help="Why, for the log of accesses.")],
    outbox: Outbox,
    as_of: AsOf = "",
) -> None:
    """Writes one person's page "My plan" in their format, to be printed and handed to them.

    The look is logged before anything is written.
    """
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        whom = asked(opened, person)
        with opened.database.transaction() as connection:
            explain.log_access(connection, whom, by, why, day)
        with opened.database.transaction() as connection:
            region = runs.region_in_force(connection)
            path = my_plan.print_plan(connection, outbox, whom, day, region, opened.settings)
        opened.console.print(str(outbox / path), markup=False, soft_wrap=True)


def show_plans(console: Console, connection: Connection, as_of: date) -> bool:
    """Prints the counts by provider, nothing where there are none; says whether there were any."""
    found = db.rows(connection, "plans/counts", as_of=as_of)
    if not found:
        return False
    table = Table(title="\nPlans people own", title_justify="left", show_edge=False, pad_edge=False)
    table.add_column("provider")
    for heading in _COLUMNS.values():
        table.add_column(heading, justify="right")
    for row in found:
        table.add_row(row.provider_code, *(f"{row._mapping[name]:,}" for name in _COLUMNS))
    console.print(table)
    return True
