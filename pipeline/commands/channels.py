"""`smi-outreach refuse-channel` and `accept-channel`: a way of contact somebody does not want, until it is lifted."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer
from sqlalchemy import Connection

from pipeline.commands.shell import AsOf, Outbox, day_of, shell
from pipeline.commands.taking_back import record_and_take_back, withdraw_of
from pipeline.commands.whom import Person, asked
from pipeline.core.worklist import REFUSABLE
from pipeline.day import check_day
from pipeline.steps import channels, whom
from pipeline.steps.stops import StopSource

PANEL = "Stops"
Channel = StrEnum("Channel", {each.upper(): each for each in REFUSABLE})  # type: ignore[misc]
OneChannel = Annotated[Channel, typer.Option(help="The way of contact.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.command("refuse-channel", rich_help_panel=PANEL)(refuse_channel)
    app.command("accept-channel", rich_help_panel=PANEL)(accept_channel)


def refuse_channel(
    person: Person,
    channel: OneChannel,
    by: Annotated[str, typer.Option(metavar="NAME", help="Who says so.")],
    source: Annotated[StopSource, typer.Option(help="How it came to us.")],
    outbox: Outbox,
    as_of: AsOf = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done; change nothing.")] = False,
) -> None:
    """Closes one way of contact to somebody who does not want it; it stays closed until it is lifted.

    A letter that is not outside is cancelled; whoever has one, or a list, is told.
    """
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        who = asked(opened, person)

        def record(connection: Connection, family: Sequence[str]) -> str:
            is_new = channels.refuse_channel(connection, family, channel, by, source, day)
            return f"Refusal of {channel} {'recorded' if is_new else 'stood already'}."

        record_and_take_back(opened, who, record, withdraw_of(day), outbox, dry_run)


def accept_channel(
    person: Person,
    channel: OneChannel,
    by: Annotated[str, typer.Option(metavar="NAME", help="Who decided.")],
    why: Annotated[str, typer.Option(metavar="TEXT", help="Why, for the audit.")],
    as_of: AsOf = "",
) -> None:
    """Lifts the refusal of a way of contact; the next run may use it again."""
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        who = asked(opened, person)
        with opened.database.transaction() as connection:
            whom.require_known(connection, who)
            channels.accept_channel(connection, whom.family_of(connection, who), channel, by, why, day)
        opened.console.print(f"Refusal of {channel} lifted by {by}. The next run may use it.", markup=False)
