"""What a person says by command counts at once: recorded, then what is outside taken back, then whoever has it told."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from sqlalchemy import Connection, Row

from pipeline.commands.shell import Shell
from pipeline.core.whom import Whom
from pipeline.doors import db
from pipeline.steps import notices, whom
from pipeline.steps.notices import PRINTER, TakenBack


def record_and_take_back(
    opened: Shell,
    who: Whom,
    record: Callable[[Connection, Sequence[str]], str],
    take_back: Callable[[Connection, Sequence[str]], TakenBack],
    outbox: Path,
    dry_run: bool,
) -> None:
    """Records in a transaction of its own what `record` says in a sentence, then takes back and tells.

    Works while a run is going on: what a run has in hand is taken back as soon as it lets go of it.
    """
    if dry_run:
        with opened.database.transaction() as connection:
            attempt = connection.begin_nested()
            whom.require_known(connection, who)
            family = whom.family_of(connection, who)
            record(connection, family)
            done = take_back(connection, family)
            opened.console.print("Nothing was changed. What would be done:")
            show_taken_back(opened.console, done, told_of(connection, family))
            attempt.rollback()
        return
    with opened.database.transaction() as connection:
        whom.require_known(connection, who)
        said = record(connection, whom.family_of(connection, who))
    opened.console.print(f"{said} It counts from now on.", markup=False, soft_wrap=True)
    # Apart: a run may hold the person's letter or list item, and what was said must not wait for it.
    with opened.database.transaction() as connection:
        family = whom.family_of(connection, who)
        done = take_back(connection, family)
    with opened.database.transaction() as connection:
        notices.notify_withdrawals(connection, outbox, opened.settings)
        told = told_of(connection, family)
    show_taken_back(opened.console, done, told)


def withdraw_of(day: date) -> Callable[[Connection, Sequence[str]], TakenBack]:
    """Takes back what is outside of a person as of a day."""
    return lambda connection, family: notices.withdraw_stopped(connection, day, family)


def told_of(connection: Connection, family: Sequence[str]) -> Sequence[Row[object]]:
    """The notices about somebody that hold."""
    return db.rows(connection, "notices/of_people", person_ids=list(family))


def show_taken_back(console: Console, done: TakenBack, told: Sequence[Row[object]]) -> None:
    """Prints what was cancelled and who is told, by id and path."""
    for letter_id in done.letters:
        console.print(f"Letter {letter_id} cancelled: it was not outside yet.")
    for row in told:
        path = row.path or notices.path_of(row.as_of, row.organisation_code, row.file_number)
        if row.organisation_code == PRINTER:
            console.print(
                f"Letter {row.letter_id} of batch {row.letter_batch_id}, released {row.released_on}, is already with "
                f"the printer: ring them. Notice: {path}",
                soft_wrap=True,
            )
        else:
            console.print(
                f"{row.organisation_code}: on its list of {row.listed_on} at rank {row.rank} ({row.worklist_item_id}). "
                f"Notice: {path}",
                soft_wrap=True,
            )
    if not done.letters and not told:
        console.print("Nothing of the person is outside: no list, no letter.")
