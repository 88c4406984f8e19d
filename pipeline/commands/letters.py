"""`smi-outreach letters`: draft and release."""

from typing import Annotated

import typer

from pipeline.commands.shell import AsOf, Bars, Outbox, day_of, shell
from pipeline.day import check_day
from pipeline.doors import db
from pipeline.steps import flag, letters, runs

app = typer.Typer(no_args_is_help=True, help="Letters: drafted by the run, released by a person.")


@app.command()
def draft(outbox: Outbox, as_of: AsOf = "") -> None:
    """Drafts the letters of a day's plan and sets them as PDFs. Releases none."""
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        with opened.database.only_run(), Bars() as bars:
            with opened.database.transaction() as connection:
                region = runs.region_in_force(connection)
                bars.begin("letters", letters.draft_letters(connection, opened.settings, day, region))
            with opened.database.transaction() as connection:
                states = letters.typeset_drafts(connection, opened.settings, outbox, day, bars.advance)
        opened.console.print(f"{states.get('draft', 0)} drafts, {states.get('unprintable', 0)} cannot be printed.")


@app.command()
def release(
    outbox: Outbox,
    by: Annotated[str, typer.Option(metavar="NAME", help="Who decided.")],
    reason: Annotated[str, typer.Option(metavar="WHY", help="Why, for the audit.")],
    as_of: AsOf = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what waits for approval.")] = False,
) -> None:
    """Releases the drafted letters a person has approved; the send gate is asked again for each."""
    with shell() as opened:
        if dry_run:
            with opened.database.transaction() as connection:
                waiting = db.rows(connection, "letters/drafted_batches")
            opened.console.print(f"{len(waiting)} batches wait for approval; nothing was released.")
            for batch in waiting:
                opened.console.print(f"  {batch.letter_batch_id} of {batch.as_of} for {batch.provider_code}")
            return
        day = day_of(as_of)
        check_day(opened.settings, day)
        with opened.database.only_run():
            with opened.database.transaction() as connection:
                region = runs.region_in_force(connection)
                letters.check_release(connection, opened.settings, day, by, reason)
                # Statuses are made anew first: a check or a remission may have been reconciled since the plan.
                run_id = runs.begin_run(connection, day, region)
                flag.flag(connection, run_id, day, region.rule_on(day))
                runs.finish_run(connection, run_id)
                done = letters.release_letters(connection, opened.settings, day, region, by, reason)
            with opened.database.transaction() as connection:
                letters.write_released(connection, opened.settings, outbox, day)
        opened.console.print(f"{done.released} letters released by {by}.", markup=False)
        for letter_id, why in done.taken_out:
            opened.console.print(f"  taken out: {letter_id} ({why.replace('_', ' ')})")


@app.command()
def write(outbox: Outbox, as_of: AsOf = "") -> None:
    """Writes released letters that a cut-off release left unwritten, bar those of people stopped since."""
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        with opened.database.only_run(), opened.database.transaction() as connection:
            written = letters.write_released(connection, opened.settings, outbox, day)
        opened.console.print(f"{written} letters written.")
