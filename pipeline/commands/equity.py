"""`smi-outreach equity`: whether groups of people are overdue, listed and reached alike."""

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.commands.shell import AsOf, day_of, shell
from pipeline.core.equity import HIDDEN, Equity, Group
from pipeline.steps import runs
from pipeline.steps.equity import read_equity


def add_to(app: typer.Typer) -> None:
    """Adds the command to the command line."""

    @app.command()
    def equity(as_of: AsOf = "") -> None:
        """Shows who is overdue, listed and reached by deprivation, ethnic group, sex, age and network.

        Small counts are hidden, and others with them, so that nobody can work them out. Of a past day: as known then.
        """
        day = day_of(as_of)
        with shell() as opened, opened.database.transaction() as connection:
            runs.require_run(connection, day)
            show_equity(opened.console, read_equity(connection, day))


def show_equity(console: Console, found: Equity) -> None:
    """Prints the sentences and a table for each quality."""
    for sentence in found.sentences:
        console.print(sentence, markup=False, soft_wrap=True)
    for quality in found.qualities:
        table = Table(title=f"\n{quality.title}", title_justify="left", show_edge=False, pad_edge=False)
        table.add_column("group")
        for heading in ("the check is for", "overdue", "%", "listed", "%", "approached", "reached", "%"):
            table.add_column(heading, justify="right")
        if quality.is_withheld:
            console.print(f"\n{quality.title}: too few people to show a count without telling others.", markup=False)
            continue
        for group in (*quality.groups, found.everybody):
            table.add_row(escape(group.name), *_cells(group))
        console.print(table)


def _cells(group: Group) -> list[str]:
    counts = {name: HIDDEN if count is None else f"{count:,}" for name, count in group.counts.items()}
    shares = {part: "" if percent is None else str(percent) for part, percent in group.shares.items()}
    return [
        counts["eligible"], counts["overdue"], shares["overdue"], counts["listed"], shares["listed"],
        counts["approached"], counts["reached"], shares["reached"],
    ]  # fmt: skip
