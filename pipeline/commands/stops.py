"""`smi-outreach stop`, `lift` and `stops`: who may not be contacted, said by a person, at any moment."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, Row

from pipeline.commands.shell import AsOf, Outbox, day_of, shell
from pipeline.commands.taking_back import record_and_take_back
from pipeline.commands.whom import Person, asked
from pipeline.core.stop_reasons import StopKind, StopReason
from pipeline.core.story_minding import minding_lines
from pipeline.day import check_day
from pipeline.doors import db
from pipeline.steps import minding, notices, stops, whom
from pipeline.steps.notices import TakenBack
from pipeline.steps.stops import StopSource

PANEL = "Stops"
By = Annotated[str, typer.Option(metavar="NAME", help="Who decided.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.command("stop", rich_help_panel=PANEL)(stop_person)
    app.command("lift", rich_help_panel=PANEL)(lift_stop)
    app.command("stops", rich_help_panel=PANEL)(list_stops)


def stop_person(
    person: Person,
    reason: Annotated[str, typer.Option(metavar="CODE", help="A code of docs/reasons.md, such as complaint.")],
    by: Annotated[str, typer.Option(metavar="NAME", help="Who says so.")],
    source: Annotated[StopSource, typer.Option(help="How it came to us.")],
    outbox: Outbox,
    until: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The last day of a pause.")] = "",
    as_of: AsOf = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done; change nothing.")] = False,
) -> None:
    """Stops or pauses all contact with somebody at once, and takes back what is outside.

    Works while a run is going on: the stop counts from its own transaction on, and what a run has in
    hand is taken back as soon as it lets go of it.
    """
    day = day_of(as_of)
    last_day = day_of(until, "--until") if until else None
    with shell() as opened:
        check_day(opened.settings, day)
        who = asked(opened, person)

        def record(connection: Connection, _: Sequence[str]) -> str:
            made = stops.record_stop(connection, who.person_id, reason, by, source, day, last_day)
            return f"Stop {made.stop_id} {'recorded' if made.is_new else 'stood already'}."

        def take_back(connection: Connection, family: Sequence[str]) -> TakenBack:
            stops.protect(connection)
            return notices.withdraw_stopped(connection, day, family)

        record_and_take_back(opened, who, record, take_back, outbox, dry_run)


def lift_stop(
    person: Person,
    stop_id: Annotated[str, typer.Argument(metavar="STOP_ID", help="As `smi-outreach stops PERSON` names it.")],
    by: By,
    why: Annotated[str, typer.Option(metavar="TEXT", help="Why, for the audit.")],
    as_of: AsOf = "",
) -> None:
    """Lifts a stop; the next run plans the person again. What a practice's own file says only the practice can lift."""
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        who = asked(opened, person)
        with opened.database.transaction() as connection:
            whom.require_known(connection, who)
            family = whom.family_of(connection, who)
            stops.lift_stop(connection, family, stop_id, by, why, day)
            left = stops.stops_of(connection, family, day)
        standing = [row for row in left if _stands(row, day)]
        opened.console.print(f"Stop {stop_id} lifted by {by}.", markup=False)
        if standing:
            opened.console.print(f"Other stops stand ({len(standing)}): the person is still not contacted.")
        else:
            opened.console.print("The next run plans the person again.")


def list_stops(person: Person, as_of: AsOf = "") -> None:
    """Lists every stop of somebody, lifted ones too, and what is to be minded: why, who said so, how it came."""
    day = day_of(as_of)
    with shell() as opened:
        who = asked(opened, person)
        with opened.database.transaction() as connection:
            whom.require_known(connection, who)
            family = whom.family_of(connection, who)
            _show_stops(opened.console, stops.stops_of(connection, family, day), day)
            for line in minding_lines(minding.minded_of(connection, family, day)):
                opened.console.print(line, markup=False, soft_wrap=True)


def show_stopped(console: Console, connection: Connection, as_of: date) -> None:
    """Prints how many people are stopped, by reason, and how many notices of withdrawal hold."""
    by_reason = db.rows(connection, "stops/by_reason", as_of=as_of)
    if by_reason:
        counts = ", ".join(f"{row.reason.replace('_', ' ')} {row.people:,}" for row in by_reason)
        console.print(f"\n[bold]People stopped: {sum(row.people for row in by_reason):,}[/]  {counts}", soft_wrap=True)
    for row in db.rows(connection, "notices/open_by_organisation"):
        waits = f", {row.unwritten} not written yet" if row.unwritten else ""
        console.print(f"Notices of withdrawal that hold: {row.organisation_code} {row.notices:,}{waits}")


def _stands(row: Row[object], day: date) -> bool:
    return row.lifted_on is None and (row.until_on is None or row.until_on >= day)


def _show_stops(console: Console, found: Sequence[Row[object]], day: date) -> None:
    if not found:
        console.print("Nobody has stopped contact with the person.")
        return
    table = Table(show_edge=False, pad_edge=False, box=None)
    for heading in ("stop", "reason", "from", "until", "source", "said by", ""):
        table.add_column(heading)
    for row in found:
        if row.lifted_on is not None:
            state = f"lifted {row.lifted_on} by {row.lifted_by}: {row.lifted_why}"
        else:
            state = "stands" if _stands(row, day) else "over"
        table.add_row(
            row.stop_id or "-",
            row.reason.replace("_", " "),
            str(row.from_on or ""),
            str(row.until_on or ("" if _kind(row.reason) is StopKind.PAUSE else "lifted")),
            row.source,
            row.said_by,
            state,
        )
    console.print(table)


def _kind(code: str) -> StopKind | None:
    return next((reason.kind for reason in StopReason if reason == code), None)
