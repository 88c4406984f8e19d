"""`smi-outreach outcomes`: what came back and waits for a person, and the decision."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from pipeline.commands.shell import AsOf, day_of, shell
from pipeline.core.said import Said
from pipeline.core.worklist import CHANNELS, ELEMENTS, OUTCOME_BY_CODE
from pipeline.day import check_day
from pipeline.errors import DecideDifferently
from pipeline.steps import staged_outcomes
from pipeline.steps.staged_outcomes import RungThrough, StagedOutcome

app = typer.Typer(help="What outreach workers sent back that is late or contradicts what was taken.")

Staged = Annotated[str, typer.Argument(metavar="ID", help="As `smi-outreach outcomes` names it.")]
By = Annotated[str, typer.Option(metavar="NAME", help="Who decided.")]
Reason = Annotated[str, typer.Option(metavar="WHY", help="Why, for the audit.")]


@app.callback(invoke_without_command=True)
def list_outcomes(context: typer.Context, as_of: AsOf = "") -> None:
    """Lists the outcomes that wait for a person; stops in them count already."""
    if context.invoked_subcommand is not None:
        return
    with shell() as opened, opened.database.transaction() as connection:
        show_waiting(opened.console, staged_outcomes.waiting_outcomes(connection))
        show_rung_through(opened.console, staged_outcomes.rung_through(connection, day_of(as_of)))


@app.command("show")
def show_outcome(staged: Staged) -> None:
    """Shows one outcome that waits, what had been taken of the same item, and the person's contacts."""
    with shell() as opened, opened.database.transaction() as connection:
        waiting = staged_outcomes.waiting_outcomes(connection)
        found = next((each for each in waiting if each.staged_outcome_id == staged), None)
        if found is None:
            raise DecideDifferently(f"No outcome waits under {staged!r}. `smi-outreach outcomes` lists those that do.")
        show_waiting(opened.console, [found])
        opened.console.print(f"  item {found.worklist_item_id}")
        for contact in staged_outcomes.contacts_beside(connection, staged):
            outcome = OUTCOME_BY_CODE.get(contact["outcome"])
            opened.console.print(
                f"  {contact['contacted_on']}  {contact['provider_code']}, {contact['channel']}: "
                f"{outcome.label if outcome else contact['outcome']}",
                markup=False,
            )


@app.command("accept")
def accept_outcome(staged: Staged, by: By, reason: Reason, as_of: AsOf = "") -> None:
    """Takes an outcome that waits, in the place of anything else that was said of the same item."""
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        with opened.database.only_run(), opened.database.transaction() as connection:
            staged_outcomes.accept_outcome(connection, staged, by, reason, day)
        opened.console.print(f"{staged} taken, as {by} decided. The next run goes on from it.", markup=False)


@app.command("refuse")
def refuse_outcome(staged: Staged, by: By, reason: Reason, as_of: AsOf = "") -> None:
    """Refuses an outcome that waits: it is never taken. A stop that it set stays until somebody lifts it."""
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        with opened.database.only_run(), opened.database.transaction() as connection:
            found = staged_outcomes.refuse_outcome(connection, staged, by, reason, day)
        opened.console.print(f"{staged} refused by {by}. The next answer tells {found.provider_code}.", markup=False)


def show_waiting(console: Console, waiting: Sequence[StagedOutcome]) -> None:
    """Prints each without a name and without a word that somebody wrote."""
    if not waiting:
        console.print("No outcome waits for a person.")
        return
    console.print(f"[bold]Outcomes that wait for a person: {len(waiting)}[/]. Stops in them count already.")
    for each in waiting:
        about = f"{each.provider_code}, list of {each.list_on}, practice {each.practice_code or 'not known'}"
        console.print(f"\n[bold]{each.staged_outcome_id}[/]  {escape(about)}, came {each.staged_on}", soft_wrap=True)
        console.print(f"  {each.reason.sentence}", soft_wrap=True)
        console.print(f"  says:  {told(each.said)}", soft_wrap=True, markup=False)
        if each.taken is not None:
            console.print(f"  taken: {told(each.taken)}", soft_wrap=True, markup=False)


def show_rung_through(console: Console, rung: RungThrough) -> None:
    """Prints the manager's line, where there is anything to say."""
    if rung.safeguarding or rung.urgent_result:
        console.print(
            f"Rung through in 28 days: {rung.safeguarding} safeguarding or crisis, {rung.urgent_result} urgent results."
        )


def told(said: Said) -> str:
    """What was said, in closed words and days; that something was written besides, and not what."""
    parts = [said.outcome.label if said.outcome else "nothing", _on(said.contacted_on)]
    parts += [f"call back{_on(said.call_back_on)}"] if said.call_back_on else []
    parts += [f"booked for{_on(said.booked_for)}"] if said.booked_for else []
    parts += [f"by {CHANNELS[said.channel].lower()}"] if said.channel else []
    parts += [f"{ELEMENTS[element]}: {state}" for element, state in said.elements]
    parts += [f"not by {channel} again" for channel in said.refuses]
    if any((said.note, said.why_not, said.mind_words, said.booked_where, said.booked_with, said.results_held_by)):
        parts.append("and words, which are not shown")
    return f"{parts[0]}{parts[1]}" + "".join(f", {part}" for part in parts[2:])


def _on(day: date | None) -> str:
    return f" {day:%d/%m/%Y}" if day else ""
