"""`smi-outreach extract withdraw`: a file accepted by mistake is backed out."""

from typing import Annotated

import typer
from rich.console import Console

from pipeline.commands.shell import AsOf, day_of, shell
from pipeline.core.reasons import FileReason
from pipeline.day import check_day
from pipeline.steps.runs import region_in_force
from pipeline.steps.withdraw import Outside, Withdrawal
from pipeline.withdrawal import Again, withdraw_extract

app = typer.Typer(help="Extracts that were taken in.", no_args_is_help=True)


@app.callback()
def extracts() -> None:
    """Extracts that were taken in."""


@app.command()
def withdraw(
    extract: Annotated[str, typer.Argument(metavar="EXTRACT", help="The extract, as `smi-outreach status` names it.")],
    by: Annotated[str, typer.Option(metavar="NAME", help="Who decided.")],
    reason: Annotated[str, typer.Option(metavar="WHY", help="Why, for the audit.")],
    as_of: AsOf = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would become of it; change nothing.")
    ] = False,
) -> None:
    """Backs out a file that was accepted by mistake, as if it had never been.

    What was applied after it is taken in again without it. Plans, drafts and lists follow with the next
    run; letters and files that are already outside are named, and stay on record.
    """
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        with opened.database.only_run(), opened.database.transaction() as connection:
            attempt = connection.begin_nested()
            intake = region_in_force(connection).intake
            done, again = withdraw_extract(connection, opened.settings, intake, extract, by, reason, day)
            if dry_run:
                attempt.rollback()
            else:
                attempt.commit()
        _show(opened.console, done, again, by, dry_run)


def _show(console: Console, done: Withdrawal, again: list[Again], by: str, is_dry_run: bool) -> None:
    did = "would be withdrawn; nothing was changed" if is_dry_run else f"withdrawn by {by}"
    console.print(
        f"{done.extract_id} of {done.practice_code} ({done.extract_on}) {did}. People it spoke of: {done.people:,}.",
        markup=False,
    )
    for each in again:
        applied = each.applied
        became = "taken in again" if each.fate == "accepted" else each.fate
        why = f": {FileReason(each.reason).sentence} {each.detail or ''}" if each.reason else ""
        console.print(
            f"  {applied.extract_id} of {applied.practice_code} ({applied.extract_on}): {became}{why}".rstrip(),
            markup=False,
            soft_wrap=True,
        )
    if done.people_protected:
        console.print(
            f"It had marked {done.people_protected:,} people as protected. Their addresses and phones were dropped "
            "then and come back with the practice's next register.",
            soft_wrap=True,
        )
    _show_outside(console, done.outside)
    if not is_dry_run:
        console.print("Plans, drafts, lists and practices' files follow with the next run.")


def _show_outside(console: Console, outside: Outside) -> None:
    if not (outside.letters or outside.files or outside.answers):
        console.print("Nothing that rests on it has left the service.")
        return
    console.print("Already outside, which nothing undoes (it stays on record):")
    for letter_id, folder in outside.letters:
        console.print(f"  letter {letter_id}  {folder}", markup=False, soft_wrap=True)
    for path, rows in outside.files:
        console.print(f"  {rows:,} rows  {path}", markup=False, soft_wrap=True)
    if outside.answers:
        console.print(f"  {outside.answers:,} answers of workers")
