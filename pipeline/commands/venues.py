"""`smi-outreach venue-lists`: who is booked at one place on one day, as one list for whoever works there."""

from typing import Annotated

import typer

from pipeline.commands.shell import AsOf, Outbox, day_of, shell
from pipeline.day import check_day
from pipeline.steps import runs, worklists


def add_to(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command("venue-lists", rich_help_panel="Worklists")(write_venue_lists)


def write_venue_lists(
    outbox: Outbox,
    on: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The day of the appointments.")],
    as_of: AsOf = "",
) -> None:
    """Writes a list for each place at which several people are booked on a day; it comes back like any list.

    Each person has a row of their own; nobody is named to another. The file's name says a number, no place.
    """
    day, held_on = day_of(as_of), day_of(on, "--on")
    with shell() as opened:
        check_day(opened.settings, day)
        with opened.database.transaction() as connection:
            region = runs.region_in_force(connection)
            written = worklists.write_venue_lists(connection, outbox, held_on, day, region, opened.settings)
        for path, people in written:
            opened.console.print(f"{path}: {people} people", soft_wrap=True, markup=False)
        if not written:
            opened.console.print(f"Nowhere are two people of one list booked on {held_on}.")
