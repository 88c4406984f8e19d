"""Letters: draft them, typeset the drafts, release what a person approved, write what was released.

Drafting and releasing decide and commit; typesetting and writing do, and can be repeated.
"""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row

from pipeline.config import Settings
from pipeline.core.identity import opaque_id
from pipeline.core.letter_choice import TEMPLATES, address_of, greeting_name, no_letter_because
from pipeline.core.postal_address import UnfitAddress
from pipeline.core.region import Provider, Region
from pipeline.doors import db, outbox
from pipeline.doors.typesetting import LetterFault, LetterJob, Sender, TypesetLetter, template_facts, typeset
from pipeline.doors.whole_files import write_whole
from pipeline.errors import DecideDifferently

_WANTED = (
    "letter_id", "letter_batch_id", "person_id", "practice_code", "episode_id", "round", "step", "content",
    "data_sha256",
)  # fmt: skip
_MANIFEST = ("letter_id", "pages", "pdf_sha256", "data_sha256", "template", "template_sha256")


@dataclass(frozen=True)
class Release:
    """What a release did: letters released, and those the send gate took out, by id and reason."""

    released: int
    taken_out: tuple[tuple[str, str], ...]


def draft_letters(connection: Connection, settings: Settings, as_of: date, region: Region) -> int:
    """Drafts one letter for everybody whose next step is one; returns how many. Releases none."""
    steps, templates = list(TEMPLATES), list(TEMPLATES.values())
    sha256s = [template_facts(template, font_dir=settings.font_dir).sha256 for template in templates]
    db.execute(connection, "letters/replace_earlier_drafts", as_of=as_of)
    db.execute(connection, "letters/open_batches", as_of=as_of, steps=steps, templates=templates, sha256s=sha256s)
    due = db.records(connection, "letters/due_letters", as_of=as_of, steps=steps, templates=templates)
    db.execute(connection, "letters/drop_wanted")
    db.execute(connection, "letters/create_wanted")
    wanted = [_wanted(person, region, as_of) for person in due]
    db.copy_rows(connection, "wanted_letter", _WANTED, wanted)
    db.execute(connection, "letters/withdraw_unwanted")
    db.execute(connection, "letters/draft_wanted")
    return len(wanted)


def typeset_drafts(
    connection: Connection,
    settings: Settings,
    folder: Path,
    as_of: date,
    on_progress: Callable[[int], None] = lambda _: None,
) -> dict[str, int]:
    """Sets the day's drafts as PDFs in the outbox, with a manifest; returns letters per state.

    A letter that cannot be printed is set aside with its reason, and its person becomes a worker's task.
    """
    drafts = db.rows(connection, "letters/batch_letters", as_of=as_of, state="draft")
    unset = [letter for letter in drafts if not _is_there(folder / _path(letter, "draft"), letter.pdf_sha256)]
    on_progress(len(drafts) - len(unset))
    for outcome, letter in zip(
        typeset([_job(letter) for letter in unset], font_dir=settings.font_dir), unset, strict=True
    ):
        on_progress(1)
        if isinstance(outcome, LetterFault):
            db.execute(
                connection, "letters/mark_unprintable", letter_id=letter.letter_id, reason=outcome.reason, as_of=as_of
            )
        else:
            _record(connection, folder / _path(letter, "draft"), outcome)
    _write_manifests(connection, folder, as_of, "draft")
    return {row.state: row.letters for row in db.rows(connection, "letters/count_states", as_of=as_of)}


def check_release(connection: Connection, settings: Settings, as_of: date, released_by: str, why: str) -> None:
    """Raises DecideDifferently where a release cannot be: nobody named, nothing drafted, a template not approved.

    Locks the drafted batches, so that of two releases at once the second finds nothing to release.
    """
    if not released_by.strip() or not why.strip():
        raise DecideDifferently("A release needs the name of who decided (--by) and the reason (--reason).")
    batches = db.rows(connection, "letters/drafted_batches")
    if not batches:
        raise DecideDifferently("No letters wait for approval. `smi-outreach run` drafts them.")
    if any(batch.as_of > as_of for batch in batches):
        raise DecideDifferently(f"A batch was drafted after {as_of}: release it with --as-of of its day or later.")
    _refuse_unapproved(settings, {batch.template for batch in batches})


def release_letters(
    connection: Connection, settings: Settings, as_of: date, region: Region, released_by: str, why: str
) -> Release:
    """Releases the drafted batches in one transaction with the send gate; raises DecideDifferently.

    Whoever may no longer be written to is taken out and named by letter id with the reason.
    """
    check_release(connection, settings, as_of, released_by, why)
    policy = region.contact_policy
    gate = db.rows(
        connection,
        "letters/close_gate",
        as_of=as_of,
        register_too_old_after_days=policy.register_too_old_after_days,
        minimum_days_between_contacts=policy.minimum_days_between_contacts,
    )
    taken_out = [(row.letter_id, str(row.state_reason)) for row in gate]
    # Needs are Python's to judge: whoever needs another format or language by now gets no letter either.
    for person in db.records(connection, "letters/gate_candidates"):
        if because := no_letter_because(person):
            db.execute(connection, "letters/cancel", letter_id=person["letter_id"], reason=because)
            taken_out.append((person["letter_id"], str(because)))
    released = db.execute(connection, "letters/release_letters", as_of=as_of).rowcount
    db.execute(
        connection, "letters/release_batches", as_of=as_of, released_by=released_by.strip(), released_why=why.strip()
    )
    return Release(released, tuple(sorted(taken_out)))


def write_released(connection: Connection, settings: Settings, folder: Path, as_of: date) -> int:
    """Puts released letters into the outbox, byte for byte as approved; returns how many were written.

    A batch is written once: the printer's collection empties the folder, and a letter that came back
    into it would be posted twice. Whoever was stopped since the release gets none.
    """
    written = 0
    db.rows(connection, "letters/lock_unwritten")
    db.execute(connection, "letters/cancel_stopped", as_of=as_of)
    for day in db.rows(connection, "letters/unwritten_days"):
        letters = db.rows(connection, "letters/batch_letters", as_of=day.as_of, state="released")
        outcomes = typeset([_job(letter) for letter in letters], font_dir=settings.font_dir)
        for outcome, letter in zip(outcomes, letters, strict=True):
            if isinstance(outcome, LetterFault) or _hash(outcome.pdf) != letter.pdf_sha256:
                raise DecideDifferently(
                    f"Letter {letter.letter_id} no longer comes out as it was approved: the template, layout or fonts "
                    "changed since. Restore them, then run again."
                )
            write_whole(folder / _path(letter, "released"), outcome.pdf)
            written += 1
        _write_manifests(connection, folder, day.as_of, "released")
        _write_manifests(connection, folder, day.as_of, "draft")
        db.execute(connection, "letters/mark_written", as_of=day.as_of)
    return written


def _wanted(person: Mapping[str, Any], region: Region, as_of: date) -> tuple[object, ...]:
    address = address_of(person)
    lines = () if isinstance(address, UnfitAddress) else address.lines
    provider = region.providers[person["provider_code"]]
    content = {
        "address": lines,
        "home": [person[f"address_{number}"] for number in range(1, 6)] + [person["postcode"]],
        "values": {"greeting_name": greeting_name(person), "practice_name": person["practice_name"]},
        "sender": _sender(provider),
        "dated": as_of.isoformat(),
    }
    letter_id = opaque_id("l", person["episode_id"], person["round"], person["step"])
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    data_sha256 = _hash((text + person["template_sha256"]).encode())
    keys = (person["letter_batch_id"], person["person_id"], person["practice_code"], person["episode_id"])
    return (letter_id, *keys, person["round"], person["step"], text, data_sha256)


def _sender(provider: Provider) -> dict[str, Any]:
    lines = [line for line in provider.return_address if line != provider.outward_name]
    return {"name": provider.outward_name, "address_lines": lines, "phone": provider.phone}


def _job(letter: Row[Any]) -> LetterJob:
    content = letter.content
    sender = content["sender"]
    return LetterJob(
        letter.letter_id,
        letter.template,
        content["values"],
        tuple(content["address"]),
        Sender(sender["name"], tuple(sender["address_lines"]), sender["phone"]),
        date.fromisoformat(content["dated"]),
    )


def _record(connection: Connection, target: Path, letter: TypesetLetter) -> None:
    write_whole(target, letter.pdf)
    db.execute(
        connection,
        "letters/record_pdf",
        letter_id=letter.letter_id,
        pdf_sha256=_hash(letter.pdf),
        page_count=letter.pages,
    )


def _write_manifests(connection: Connection, folder: Path, as_of: date, state: str) -> None:
    """One manifest a provider, a line a letter, no patient data; and no PDF beside it that is not in it."""
    letters = db.rows(connection, "letters/batch_letters", as_of=as_of, state=state)
    kind = f"letters {state}"
    written = []
    for provider_code, group in groupby(letters, key=lambda letter: letter.provider_code):
        members = list(group)
        path = f"{as_of.isoformat()}/letters/{provider_code}/{state}/manifest.csv"
        outbox.put(connection, folder, path, _manifest(members), as_of, kind, provider_code, len(members))
        written.append(path)
    outbox.keep_only(connection, folder, as_of, kind, written)
    expected = {folder / _path(letter, state) for letter in letters}
    for stray in set((folder / as_of.isoformat() / "letters").glob(f"*/{state}/*.pdf")) - expected:
        stray.unlink()


def _manifest(letters: Sequence[Row[Any]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_MANIFEST)
    for letter in letters:
        template = (letter.template, letter.template_sha256)
        writer.writerow((letter.letter_id, letter.page_count, letter.pdf_sha256, letter.data_sha256, *template))
    return text.getvalue().encode()


def _refuse_unapproved(settings: Settings, templates: set[str]) -> None:
    if not settings.is_live:
        return
    for template in sorted(templates):
        if not template_facts(template, font_dir=settings.font_dir).approved_by:
            raise DecideDifferently(
                f"templates/letters/{template}.md is not approved: with real people a letter is released only from a "
                "template whose front matter names who approved it and when."
            )


def _path(letter: Row[Any], state: str) -> str:
    return f"{letter.as_of.isoformat()}/letters/{letter.provider_code}/{state}/{letter.letter_id}.pdf"


def _is_there(path: Path, sha256: str | None) -> bool:
    return sha256 is not None and path.is_file() and _hash(path.read_bytes()) == sha256


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
