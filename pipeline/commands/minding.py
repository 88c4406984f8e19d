"""`smi-outreach note` and `notes`: what to mind when somebody is contacted, by code or in words read by name."""

import sys
from collections.abc import Sequence
from getpass import getpass
from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy import Connection

from pipeline.commands.shell import AsOf, Outbox, day_of, shell
from pipeline.commands.taking_back import record_and_take_back, withdraw_of
from pipeline.commands.whom import Person, asked
from pipeline.core.safe_contact import SafeContact
from pipeline.core.whom import Whom
from pipeline.day import check_day
from pipeline.errors import DecideDifferently
from pipeline.steps import minding
from pipeline.steps.stops import StopSource

PANEL = "Stops"
By = Annotated[str, typer.Option(metavar="NAME", help="Who says so, or decides.")]
Why = Annotated[str, typer.Option(metavar="TEXT", help="Why, for the audit.")]
NoteId = Annotated[str, typer.Argument(metavar="ID", help="As `smi-outreach notes` or `stops PERSON` names it.")]

app = typer.Typer(help="Notes in words that wait to be read; nobody of them is contacted meanwhile.")


def add_to(root: typer.Typer) -> None:
    """Adds the commands to the command line."""
    root.command("note", rich_help_panel=PANEL)(note_person)
    root.add_typer(app, name="notes", rich_help_panel=PANEL)


def note_person(
    person: Person,
    by: By,
    source: Annotated[StopSource, typer.Option(help="How it came to us.")],
    outbox: Outbox,
    code: Annotated[str, typer.Option(metavar="CODE", help=f"One of: {', '.join(SafeContact)}.")] = "",
    words_from: Annotated[
        str, typer.Option(metavar="-", help="-: words are asked for and shown to nobody; never an argument.")
    ] = "",
    as_of: AsOf = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done; change nothing.")] = False,
) -> None:
    """Records what to mind with somebody, and tells whoever has a list or a letter.

    Words are stored unread: until a named person has read them nobody contacts the person by any channel.
    """
    day = day_of(as_of)
    if bool(code) == bool(words_from):
        raise DecideDifferently("Give either --code CODE, or --words-from - to be asked for words.")
    if words_from not in ("", "-"):
        raise DecideDifferently("--words-from is - alone: words on a command line are seen and kept by others.")
    with shell() as opened:
        check_day(opened.settings, day)
        who = asked(opened, person)
        words = _typed() if words_from else ""

        def record(connection: Connection, family: Sequence[str]) -> str:
            if code:
                made = minding.note_code(connection, who.person_id, code, by, source, day)
            else:
                made = minding.note_words(connection, family, who.person_id, words, by, source, day)
            read = "" if code else " Nobody contacts the person until somebody has read it."
            return f"Note {made.note_id} {'recorded' if made.is_new else 'stood already'}.{read}"

        record_and_take_back(opened, who, record, withdraw_of(day), outbox, dry_run)


@app.callback(invoke_without_command=True)
def list_notes(context: typer.Context, as_of: AsOf = "") -> None:
    """Lists notes in words that nobody has read, by id and age; never the words."""
    if context.invoked_subcommand is not None:
        return
    day = day_of(as_of)
    with shell() as opened, opened.database.transaction() as connection:
        waiting = minding.unread(connection, day)
        if not waiting:
            opened.console.print("No note waits to be read.")
            return
        table = Table(show_edge=False, pad_edge=False, box=None)
        for heading in ("note", "person", "of", "days", "said by", "how"):
            table.add_column(heading)
        for row in waiting:
            said_by = row.said_by.replace("[", r"\[")
            table.add_row(row.contact_note_id, row.person_id, str(row.from_on), str(row.days), said_by, row.source)
        opened.console.print(table)


@app.command("read")
def read_note(
    note_id: NoteId,
    by: By,
    why: Why,
    outbox: Outbox,
    decision: Annotated[
        bool | None,
        typer.Option("--show/--keep-back", help="Let workers see the words, or nobody. Without: only read."),
    ] = None,
    as_of: AsOf = "",
) -> None:
    """Shows a note's words to a named person, the look logged first, and takes their decision.

    Words that look like a diagnosis, a code or a result are never shown on a list.
    """
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        with opened.database.transaction() as connection:
            words = minding.read_note(connection, note_id, by, why, day)
        opened.console.print(words, markup=False, soft_wrap=True)
        if decision is None:
            opened.console.print("\nNothing was decided: --show or --keep-back decides.")
            return

        def decide(connection: Connection, _: Sequence[str]) -> str:
            minding.decide_note(connection, note_id, by, why, decision, day)
            return f"\nNote {note_id}: {'workers see it' if decision else 'kept back'}."

        with opened.database.transaction() as connection:
            who = Whom(minding.whose(connection, note_id))
        record_and_take_back(opened, who, decide, withdraw_of(day), outbox, dry_run=False)


@app.command("lift")
def lift_note(note_id: NoteId, by: By, why: Why, as_of: AsOf = "") -> None:
    """Lifts a note: the next list goes without it."""
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        with opened.database.transaction() as connection:
            minding.lift_note(connection, note_id, by, why, day)
        opened.console.print(f"Note {note_id} lifted by {by}. The next run goes without it.", markup=False)


def _typed() -> str:
    return getpass("Words: ") if sys.stdin.isatty() else sys.stdin.readline()
