"""What to mind with a person: recorded by code or in words, words read by name before a list shows them, lifted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Row

from pipeline.core.identity import opaque_id
from pipeline.core.plain_words import unfit_for_lists
from pipeline.core.postal_address import clean_text
from pipeline.core.safe_contact import SafeContact, chosen
from pipeline.core.story_intake import Fact
from pipeline.core.whom import number_refused
from pipeline.doors import db
from pipeline.errors import DecideDifferently

# More is no note; whoever types it should be told at once.
LONGEST_TYPED = 2_000


@dataclass(frozen=True)
class Noted:
    """A note on record; `is_new` is false where it stood already."""

    note_id: str
    is_new: bool


def note_code(connection: Connection, person_id: str, code: str, by: str, source: str, as_of: date) -> Noted:
    """Records a thing to mind of the closed list; raises DecideDifferently where the list has none such."""
    minded = chosen(code)
    if minded is None:
        raise DecideDifferently(f"--code is none of the closed list. Give one of: {', '.join(SafeContact)}.")
    _require_named("A note", by)
    who = _goes_on_as(connection, person_id)
    standing = db.value(connection, "minding/standing_note", person_id=who, code=str(minded), as_of=as_of)
    if standing:
        return Noted(standing, is_new=False)
    return _record(connection, who, str(minded), None, by, source, as_of)


def note_words(
    connection: Connection, family: Sequence[str], person_id: str, words: str, by: str, source: str, as_of: date
) -> Noted:
    """Records words as they were typed, for somebody to read; raises DecideDifferently where they may not be held."""
    _require_named("A note", by)
    said = clean_text(words)
    if not said:
        raise DecideDifferently("The note is empty. Nothing was recorded.")
    if len(said) > LONGEST_TYPED:
        raise DecideDifferently(f"The note is longer than {LONGEST_TYPED:,} characters. Nothing was recorded.")
    if db.value(connection, "minding/is_protected", person_ids=list(family)):
        raise DecideDifferently(
            "Only the practice may contact this person, so no words about them are held: an address may stand in them. "
            "Nothing was recorded. Tell the practice."
        )
    return _record(connection, _goes_on_as(connection, person_id), None, said, by, source, as_of)


def unread(connection: Connection, as_of: date) -> Sequence[Row[object]]:
    """Notes in words that wait to be read, the oldest first, without their words."""
    return db.rows(connection, "minding/unread", as_of=as_of)


def whose(connection: Connection, note_id: str) -> str:
    """The id of the person a note is about; raises DecideDifferently where there is no such note."""
    return str(_lock(connection, note_id).person_id)


def read_note(connection: Connection, note_id: str, by: str, why: str, as_of: date) -> str:
    """The words of a note, once the look at them is in the log of accesses; raises DecideDifferently."""
    _require_reason("To read a note", by, why)
    note = _note_in_words(connection, note_id)
    db.execute(
        connection,
        "explain/log_access",
        person_id=note.person_id,
        looked_by=by.strip(),
        why=f"note {note_id}: {why.strip()}",
        as_of=as_of,
    )
    return str(note.words)


def decide_note(connection: Connection, note_id: str, by: str, why: str, is_shown: bool, as_of: date) -> None:
    """Lets workers see the words, or keeps them back; raises DecideDifferently where no list may show them.

    What was decided can be decided anew.
    """
    _require_reason("To decide about a note", by, why)
    note = _note_in_words(connection, note_id)
    if note.lifted_on is not None:
        raise DecideDifferently(f"Note {note_id} was lifted on {note.lifted_on} by {note.lifted_by}.")
    if is_shown and (unfit := unfit_for_lists(note.words)):
        raise DecideDifferently(unfit)
    db.execute(
        connection,
        "minding/decide_note",
        contact_note_id=note_id,
        read_by=by.strip(),
        read_why=why.strip(),
        is_shown=is_shown,
        as_of=as_of,
    )


def lift_note(connection: Connection, note_id: str, by: str, why: str, as_of: date) -> str:
    """Lifts a note, by code or in words; returns whose. Raises DecideDifferently where it does not stand."""
    _require_reason("To lift a note", by, why)
    note = _lock(connection, note_id)
    if note.lifted_on is not None:
        raise DecideDifferently(f"Note {note_id} was lifted on {note.lifted_on} by {note.lifted_by}.")
    if note.words and note.read_on is None:
        raise DecideDifferently(
            f"Note {note_id} has not been read yet: `smi-outreach notes read {note_id}` first, since it may say that "
            "nobody must write."
        )
    if note.from_on > as_of:
        raise DecideDifferently(f"Note {note_id} is of {note.from_on}: it cannot be lifted on {as_of}.")
    db.execute(
        connection,
        "minding/lift_note",
        contact_note_id=note_id,
        lifted_by=by.strip(),
        lifted_why=why.strip(),
        as_of=as_of,
    )
    return str(note.person_id)


def minded_of(connection: Connection, people: Sequence[str], as_of: date) -> dict[str, list[Fact]]:
    """Notes, refused channels and words on visiting somebody, as a story has them: lifted ones too, never words."""
    return {
        name: [
            fact
            for person_id in people
            for fact in db.records(connection, f"explain/{name}", person_id=person_id, as_of=as_of)
        ]
        for name in ("notes", "channel_refusals", "visit_risks")
    }


def _record(
    connection: Connection, who: str, code: str | None, words: str | None, by: str, source: str, as_of: date
) -> Noted:
    count = db.value(connection, "minding/count_notes", person_id=who)
    note_id = opaque_id("m", "note", who, as_of, count)
    db.execute(
        connection,
        "minding/record_note",
        contact_note_id=note_id,
        person_id=who,
        code=code,
        words=words,
        said_by=by.strip(),
        source=source,
        as_of=as_of,
    )
    return Noted(note_id, is_new=True)


def _goes_on_as(connection: Connection, person_id: str) -> str:
    return str(db.value(connection, "minding/goes_on_as", person_id=person_id))


def _lock(connection: Connection, note_id: str) -> Row[object]:
    found = db.rows(connection, "minding/lock_note", contact_note_id=note_id.strip())
    if not found:
        raise DecideDifferently("No note has that id. `smi-outreach notes` and `smi-outreach stops PERSON` name them.")
    return found[0]


def _note_in_words(connection: Connection, note_id: str) -> Row[object]:
    note = _lock(connection, note_id)
    if note.code is not None:
        raise DecideDifferently(f"Note {note_id} is {note.code} of the closed list: there are no words to read.")
    if not note.words:
        raise DecideDifferently(
            f"The words of note {note_id} were dropped when only the practice could contact the person any more."
        )
    return note


def _require_named(what: str, by: str) -> None:
    if not by.strip():
        raise DecideDifferently(f"{what} needs the name of who says so (--by).")
    if refused := number_refused(by, "--by"):
        raise DecideDifferently(refused)


def _require_reason(what: str, by: str, why: str) -> None:
    if not by.strip() or not why.strip():
        raise DecideDifferently(f"{what} needs the name of who does (--by) and the reason (--why).")
    if refused := number_refused(by, "--by") or number_refused(why, "--why"):
        raise DecideDifferently(refused)
