"""`smi-outreach risk` and `risks`: what practice or key worker says of visiting somebody, and what is overdue."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy import Connection

from pipeline.commands.shell import AsOf, Outbox, day_of, shell
from pipeline.commands.taking_back import record_and_take_back, withdraw_of
from pipeline.commands.whom import Person, asked
from pipeline.core.visit_risk import ToldBy, Verdict
from pipeline.day import check_day
from pipeline.steps import visit_risk

PANEL = "Stops"


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.command("risk", rich_help_panel=PANEL)(record_risk)
    app.command("risks", rich_help_panel=PANEL)(list_overdue)


def record_risk(
    person: Person,
    verdict: Annotated[Verdict, typer.Option(help="What was said.")],
    told_by: Annotated[ToldBy, typer.Option(help="Who said it: only they can know.")],
    by: Annotated[str, typer.Option(metavar="NAME", help="Whom they told.")],
    on: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The day it was said.")],
    review: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="When it is asked again, within a year.")],
    outbox: Outbox,
    as_of: AsOf = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done; change nothing.")] = False,
) -> None:
    """Records whether somebody can be visited; nobody is visited without such a word in date.

    The newest word counts. Of one that forbids or limits visits whoever has a list is told at once.
    """
    day, said_on, review_on = day_of(as_of), day_of(on, "--on"), day_of(review, "--review")
    with shell() as opened:
        check_day(opened.settings, day)
        who = asked(opened, person)

        def record(connection: Connection, _: Sequence[str]) -> str:
            visit_risk.record_risk(connection, who.person_id, verdict, told_by, by, said_on, review_on, day)
            return f"{verdict.what_to_do}, until {review_on}: recorded."

        record_and_take_back(opened, who, record, withdraw_of(day), outbox, dry_run)


def list_overdue(as_of: AsOf = "") -> None:
    """Lists whose word on visiting is overdue for review: nobody visits them until it is asked again."""
    day = day_of(as_of)
    with shell() as opened, opened.database.transaction() as connection:
        found = visit_risk.overdue(connection, day)
        if not found:
            opened.console.print("No word on visiting is overdue.")
            return
        table = Table(show_edge=False, pad_edge=False, box=None)
        for heading in ("person", "practice", "was", "told by", "said on", "review", "days over"):
            table.add_column(heading)
        for row in found:
            table.add_row(
                row.person_id,
                row.practice_code,
                row.verdict.replace("_", " "),
                row.told_by.replace("_", " "),
                str(row.said_on),
                str(row.review_on),
                str(row.days),
            )
        opened.console.print(table)
