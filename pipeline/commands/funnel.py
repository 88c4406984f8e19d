"""`smi-outreach funnel`: how far everybody overdue has come, and what waits longer than allowed."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.commands.shell import AsOf, day_of, shell
from pipeline.core.funnel import STAGES, TITLES, Funnel, Way
from pipeline.doors.whole_files import write_whole
from pipeline.steps import runs
from pipeline.steps.funnel import late_work_csv, read_funnel

_People = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Also write who waits too long as a CSV of opaque ids.")
]


def add_to(app: typer.Typer) -> None:
    """Adds the command to the command line."""

    @app.command()
    def funnel(as_of: AsOf = "", people: _People = None) -> None:
        """Shows how far everybody overdue has come by provider and network, and what waits longer than allowed.

        Full counts, for the service alone; a page with small counts hidden is written every day. Of a past day: as
        known then.
        """
        day = day_of(as_of)
        with shell() as opened, opened.database.transaction() as connection:
            runs.require_run(connection, day)
            region = runs.region_in_force(connection)
            show_funnel(opened.console, read_funnel(connection, day, region), by_pcn=True)
            if people:
                write_whole(people, late_work_csv(connection, day, region))


def show_funnel(console: Console, found: Funnel, *, by_pcn: bool = False) -> None:
    """Prints a row for each provider (and network) with the people at each stage or further, and what is late."""
    table = Table(
        title="\nFrom overdue to confirmed: people at each stage or further",
        title_justify="left",
        show_edge=False,
        pad_edge=False,
    )
    table.add_column("")
    for stage in STAGES:
        table.add_column(TITLES[stage].split()[0].lower(), justify="right")
    table.add_row("[bold]Everybody[/]", *_cells(found.everybody))
    for provider in found.providers:
        table.add_row(escape(provider.name), *_cells(provider.whole))
        for way in provider.pcns if by_pcn else ():
            table.add_row(f"  {escape(way.name)}", *_cells(way))
    table.add_row(
        "[dim]median days[/]", "", *("" if days is None else f"{days:,}" for days in found.everybody.days.values())
    )
    console.print(table)
    if found.late:
        console.print("\n[bold]Waits longer than allowed[/]")
    for provider in found.providers:
        for each in provider.late:
            console.print(
                f"  {escape(provider.name)}: {each.kind.label}: {each.people:,}, the first since {each.since}. "
                f"{each.kind.sentence}",
                soft_wrap=True,
            )


def _cells(way: Way) -> list[str]:
    return [f"{way.counts[stage]:,}" for stage in STAGES]
