"""`smi-outreach held`, `release` and `refuse`: what a person sees of held files, and decides."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy import Row

from pipeline.commands.shell import AsOf, day_of, shell
from pipeline.core.reasons import FileReason
from pipeline.day import check_day
from pipeline.steps import held

PANEL = "Held files"
Extract = Annotated[str, typer.Argument(metavar="EXTRACT", help="The extract, as `smi-outreach held` names it.")]
By = Annotated[str, typer.Option(metavar="NAME", help="Who decided.")]
Reason = Annotated[str, typer.Option(metavar="WHY", help="Why, for the audit.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.command("held", rich_help_panel=PANEL)(list_held)
    app.command("release", rich_help_panel=PANEL)(release_extract)
    app.command("refuse", rich_help_panel=PANEL)(refuse_extract)


def list_held() -> None:
    """Lists the files that are held, why, and how each compares with the register in force."""
    with shell() as opened, opened.database.transaction() as connection:
        show_held(opened.console, held.held_extracts(connection))


def release_extract(
    extract: Extract,
    by: By,
    reason: Reason,
    dated: Annotated[
        str, typer.Option(metavar="YYYY-MM-DD", help="The day the file is of, where it does not say one.")
    ] = "",
    as_of: AsOf = "",
) -> None:
    """Releases a held file: the next run takes it in, whatever it was held for."""
    day = day_of(as_of)
    extract_on = day_of(dated, "--dated") if dated else None
    with shell() as opened:
        check_day(opened.settings, day)
        with opened.database.only_run(), opened.database.transaction() as connection:
            done = held.release_extract(connection, extract, by, reason, day, extract_on)
        opened.console.print(f"{done.extract_id} released by {by}.", markup=False)
        for other in done.refused:
            opened.console.print(f"  refused for it, being of the same day: {other}", markup=False)
        if done.is_landed:
            opened.console.print("The next run takes it in.")
        else:
            opened.console.print("The next run reads it again and takes it in: leave the file in the inbox.")


def refuse_extract(extract: Extract, by: By, reason: Reason, as_of: AsOf = "") -> None:
    """Refuses a held file: it is never used, and nobody is asked about it again."""
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        with opened.database.only_run(), opened.database.transaction() as connection:
            held.refuse_extract(connection, extract, by, reason, day)
        opened.console.print(f"{extract} refused by {by}. It is never used; stop marks in it count.", markup=False)


def show_held(console: Console, extracts: Sequence[Row[Any]]) -> None:
    """Prints each held file: its reason, then the figures now and last time."""
    if not extracts:
        console.print("No file is held.")
        return
    console.print(f"[bold]Files held: {len(extracts)}[/]. The last accepted register of each practice stays in force.")
    for extract in extracts:
        day = f"of {extract.extract_on}" if extract.extract_on else "of no certain day"
        name = escape(f"{extract.practice_code} {extract.name or ''}".strip())
        console.print(f"\n[bold]{extract.extract_id}[/]  {name}, {day}")
        if extract.inbox_paths:
            console.print(f"  {escape(extract.inbox_paths)}", soft_wrap=True)
        detail = escape(f" {extract.fate_detail}") if extract.fate_detail else ""
        console.print(f"  {FileReason(extract.fate_reason).sentence}{detail}", soft_wrap=True)
        if extract.decision == "release":
            console.print(f"  Released by {escape(extract.decided_by)} on {extract.decided_on}; held again for this.")
        if extract.people is not None:
            console.print(_comparison(extract))
        if not extract.is_releasable:
            console.print("  It cannot be released: nobody could be read from it.")


def _comparison(extract: Row[Any]) -> Table:
    table = Table(show_edge=False, pad_edge=False, box=None)
    table.add_column("  ")
    table.add_column("now", justify="right")
    table.add_column(f"in force ({extract.before_on})" if extract.before_on else "nothing in force", justify="right")
    table.add_row("  people", f"{extract.people:,}", _count(extract.people_before))
    table.add_row("  of last time's people, recognised", _share(extract.people_recognised, extract.people_before), "")
    table.add_row("  rows set aside", _share(extract.rows_quarantined, extract.rows_read), "")
    table.add_row(
        "  people never checked",
        _share(extract.people_never_checked, extract.people_landed),
        _share(extract.people_never_checked_before, extract.people_landed_before),
    )
    return table


def _count(number: int | None) -> str:
    return "-" if number is None else f"{number:,}"


def _share(part: int | None, whole: int | None) -> str:
    if part is None or not whole:
        return "-"
    return f"{part:,} of {whole:,} ({round(part * 100 / whole)}%)"
