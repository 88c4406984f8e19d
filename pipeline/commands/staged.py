"""`smi-outreach staged`: who waits for a person to say who they are or whose, and the decision."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.commands.shell import AsOf, day_of, shell
from pipeline.core.staged_choice import Staged, StagedReason, masked, one_of
from pipeline.day import check_day
from pipeline.steps import runs, staged

app = typer.Typer(help="People two practices, dates of birth or NHS numbers contradict each other about.")

_TITLES = {"claims": "", "held": "as held", "sent": "as sent", "old": "old number", "new": "new number"}


@app.callback(invoke_without_command=True)
def list_staged(context: typer.Context, as_of: AsOf = "") -> None:
    """Lists who waits for a person, both sides of each; nobody of them is contacted meanwhile."""
    if context.invoked_subcommand is not None:
        return
    day = day_of(as_of)
    with shell() as opened, opened.database.transaction() as connection:
        show_staged(opened.console, staged.waiting(connection, day, runs.region_in_force(connection).rule_on(day)))


@app.command("settle")
def settle_staged(
    staged_id: Annotated[str, typer.Argument(metavar="ID", help="As `smi-outreach staged` names it.")],
    take: Annotated[str, typer.Option(metavar="WHICH", help="One of the choices the list names.")],
    by: Annotated[str, typer.Option(metavar="NAME", help="Who decided.")],
    reason: Annotated[str, typer.Option(metavar="WHY", help="Why, for the audit.")],
    as_of: AsOf = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be decided.")] = False,
) -> None:
    """Settles what waits: the next run carries it out. Stops of either side go on counting."""
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        with opened.database.only_run(), opened.database.transaction() as connection:
            rule = runs.region_in_force(connection).rule_on(day)
            with connection.begin_nested() as attempt:
                found = staged.settle(connection, staged_id, take, by, reason, day, rule)
                if dry_run:
                    attempt.rollback()
        if dry_run:
            show_staged(opened.console, [found])
            opened.console.print(f"\nIt would be settled as {take} by {by}; nothing was changed.", markup=False)
        else:
            opened.console.print(f"{staged_id} settled as {take} by {by}. The next run carries it out.", markup=False)


def show_staged(console: Console, waiting: Sequence[Staged]) -> None:
    """Prints each with its sides: no name, no address, of the NHS number the last four digits."""
    if not waiting:
        console.print("Nobody waits for a person.")
        return
    console.print(f"[bold]People who wait: {len(waiting)}[/]. Nobody of them is contacted until it is settled.")
    for each in waiting:
        console.print(f"\n[bold]{each.staged_id}[/]  {each.reason.sentence}", soft_wrap=True)
        console.print(_sides(each))
        console.print(f"  differs: {', '.join(each.differs) or 'nothing else'}", soft_wrap=True, markup=False)
        console.print(f"  --take {one_of(each.choices)}", markup=False)


def _sides(each: Staged) -> Table:
    table = Table(show_edge=False, pad_edge=False, box=None)
    is_birth = each.reason is StagedReason.DIFFERENT_BIRTH_DATE
    for heading in ("  ", "practice", "NHS number", "registered", "extract of", "born" if is_birth else "", "marks"):
        table.add_column(heading)
    for side in each.sides:
        table.add_row(
            f"  {_TITLES[side.role]}".rstrip(),
            escape(f"{side.practice_code} {side.practice_name}"),
            masked(side.nhs_number),
            str(side.registered_on or "not said"),
            str(side.extract_on or "-"),
            str(side.born_on) if is_birth else "",
            ", ".join(side.marks) or "-",
        )
    return table
