"""Withdraw: an accepted extract is backed out as if it had never been; what rests on it is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row

from pipeline.config import Settings
from pipeline.core.arrivals import Arrival
from pipeline.core.reasons import FileReason
from pipeline.doors import archive, db
from pipeline.errors import DecideDifferently

# Newest first, each statement puts back one kind of what the extract changed. Results before registrations, and what
# it recorded again last: it may have retracted some of it as well.
_UNDO = (
    "withdraw/take_back_observations",
    "withdraw/give_back_observations",
    "withdraw/retract_again",
    "withdraw/take_back_registrations",
    "withdraw/restore_registrations",
    "withdraw/unsettle",
    "withdraw/unstage",
    "withdraw/reopen_quarantines",
    "withdraw/forget_changes",
    "withdraw/forget_undo",
    "withdraw/hand_on_people",
)


@dataclass(frozen=True)
class Applied:
    """An extract that was applied after the one withdrawn and is taken in again from the archive."""

    extract_id: str
    practice_code: str
    extract_on: date
    first_as_of: date
    reconciled_order: int
    is_full: bool
    is_full_history: bool
    # Where each file lay in the inbox, and its name in the archive.
    files: tuple[tuple[str, str], ...]

    @property
    def arrival(self) -> Arrival:
        """Its files as they arrived."""
        return Arrival(self.practice_code, tuple(path for path, _ in self.files))


@dataclass(frozen=True)
class Outside:
    """What had left the service already and rests on the extract: ids, paths and counts."""

    letters: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, int], ...]
    answers: int


@dataclass(frozen=True)
class Withdrawal:
    """An extract that is out, what must be taken in again in this order, and what cannot be undone."""

    extract_id: str
    practice_code: str
    extract_on: date
    people: int
    people_protected: int
    again: tuple[Applied, ...]
    outside: Outside


def withdraw_extract(connection: Connection, extract_id: str, by: str, why: str, as_of: date) -> Withdrawal:
    """Backs out an accepted extract and every one applied on top of it; raises DecideDifferently.

    Whatever says what we believe is as it was before. The caller takes in again what `again` names, in
    order, in the same transaction. What is planned, drafted or proposed follows with the next run.
    """
    if not by.strip() or not why.strip():
        raise DecideDifferently("To withdraw a file needs the name of who decided (--by) and the reason (--reason).")
    extract = _found(connection, extract_id)
    again = _applied_since(connection, extract)
    _check_decisions(connection, extract, again)
    db.execute(connection, "withdraw/drop_touched")
    people = db.execute(connection, "withdraw/note_touched", extract_id=extract_id).rowcount
    outside = _outside(connection, extract)
    protected = db.value(connection, "withdraw/protected_meanwhile", extract_id=extract_id)
    practices = sorted({extract.practice_code, *(each.practice_code for each in again)})
    db.execute(connection, "withdraw/reopen_episodes", since=extract.reconciled_on)
    for statement in ("withdraw/cancel_drafts", "withdraw/stop_plan", "withdraw/withdraw_items"):
        db.execute(connection, statement, practice_codes=practices)
    for each in reversed(again):
        _undo(connection, each.extract_id)
        db.execute(connection, "ingest/forget_extracts", extract_ids=[each.extract_id])
    _undo(connection, extract_id)
    db.execute(connection, "withdraw/forget_stops", extract_id=extract_id)
    db.execute(connection, "withdraw/forget_rows", extract_id=extract_id)
    db.execute(connection, "withdraw/mark_withdrawn", extract_id=extract_id)
    _record(connection, extract, by.strip(), why.strip(), as_of)
    return Withdrawal(extract_id, extract.practice_code, extract.extract_on, people, protected, tuple(again), outside)


def restore_files(settings: Settings, extract: Applied, folder: Path) -> None:
    """Puts an extract's archived files into a folder as they lay in the inbox."""
    for path, archived_as in extract.files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            target.write_bytes(archive.restore(settings, archived_as))
        except FileNotFoundError as error:
            raise DecideDifferently(
                f"The archive has lost {archived_as} of extract {extract.extract_id}, which was applied after it and "
                "must be read again. Restore the archive folder from its back-up, then try again: nothing was changed."
            ) from error


def keep_profile(connection: Connection, extract: Applied, landed_as: str) -> None:
    """An extract landed again speaks as it did the first time; raises DecideDifferently if it is not the same one."""
    if landed_as != extract.extract_id:
        raise DecideDifferently(
            f"Extract {extract.extract_id} of {extract.practice_code} was applied after it and is not read from the "
            "archive as it was then. Nothing was changed; keep the database for an engineer."
        )
    db.execute(
        connection,
        "withdraw/keep_profile",
        extract_id=extract.extract_id,
        is_full=extract.is_full,
        is_full_history=extract.is_full_history,
    )


def settle_again(connection: Connection, again: Sequence[Applied]) -> list[Row[Any]]:
    """Gives what was taken in again its old place in the order of all practices; returns their fates.

    People whom nothing knows any more are forgotten, unless something that happened refers to them.
    """
    for each in again:
        db.execute(
            connection, "withdraw/keep_order", extract_id=each.extract_id, reconciled_order=each.reconciled_order
        )
    db.execute(connection, "withdraw/settle_introductions", extract_ids=[each.extract_id for each in again])
    db.execute(connection, "withdraw/forget_people")
    return [db.one(connection, "withdraw/fate_now", extract_id=each.extract_id) for each in again]


def _found(connection: Connection, extract_id: str) -> Row[Any]:
    extract = db.execute(connection, "withdraw/lock_extract", extract_id=extract_id).one_or_none()
    if extract is None:
        raise DecideDifferently(
            f"There is no extract {extract_id!r}. `smi-outreach status` names the newest of every practice."
        )
    if extract.fate == "withdrawn":
        raise DecideDifferently(
            f"Extract {extract_id} was already withdrawn by {extract.decided_by} on {extract.decided_on}."
        )
    if extract.fate == "rejected":
        raise DecideDifferently(
            f"Extract {extract_id} was rejected and changed nothing: {FileReason(extract.fate_reason).sentence}"
        )
    if extract.fate != "accepted":
        raise DecideDifferently(
            f"Extract {extract_id} is {extract.fate} and has changed nothing yet: use `smi-outreach refuse` instead."
        )
    if extract.reconciled_order is None:
        raise DecideDifferently(
            f"Extract {extract_id} of {extract.practice_code} was accepted too long ago: what it replaced is no longer "
            f"kept. Ask {extract.practice_code} for a fresh full extract, which puts the register right."
        )
    return extract


def _applied_since(connection: Connection, extract: Row[Any]) -> list[Applied]:
    found = db.rows(connection, "withdraw/applied_since", extract_id=extract.extract_id)
    missing = {row.extract_id: row for row in found if row.deleted_on is not None}
    if missing:
        named = ", ".join(
            f"{row.extract_id} of {row.practice_code} ({row.extract_on}, deleted on {row.deleted_on})"
            for row in missing.values()
        )
        raise DecideDifferently(
            f"What was applied after extract {extract.extract_id} must be read again, and the archive no longer holds "
            f"the files of {named}. Withdraw these too, newest first, and ask for a fresh full extract."
        )
    again = []
    for _, group in groupby(found, key=lambda row: row.reconciled_order):
        rows = list(group)
        first = rows[0]
        again.append(
            Applied(
                first.extract_id,
                first.practice_code,
                first.extract_on,
                first.first_as_of,
                first.reconciled_order,
                first.is_full,
                first.is_full_history,
                tuple((row.inbox_path, row.archived_as) for row in rows),
            )
        )
    practices = sorted({each.practice_code for each in again})
    if again and db.value(connection, "withdraw/waiting", practice_codes=practices):
        raise DecideDifferently(
            f"An extract of {' or '.join(practices)} waits to be taken in, and would come before newer ones. "
            "Run `smi-outreach reconcile` first."
        )
    return again


def _check_decisions(connection: Connection, extract: Row[Any], again: Sequence[Applied]) -> None:
    decided = db.value(
        connection,
        "withdraw/decided_since",
        since=extract.extract_on,
        extract_ids=[extract.extract_id, *(each.extract_id for each in again)],
    )
    if decided:
        raise DecideDifferently(
            f"{decided} decisions about people of extract {extract.extract_id}, or of those applied after it, were "
            f"carried out since (`smi-outreach staged`), and rest on it. Ask {extract.practice_code} for a fresh full "
            "extract, which puts the register right."
        )


def _outside(connection: Connection, extract: Row[Any]) -> Outside:
    since = extract.reconciled_on
    letters = db.rows(connection, "withdraw/letters_outside", since=since)
    files = db.rows(
        connection,
        "withdraw/files_outside",
        since=since,
        extract_id=extract.extract_id,
        practice_code=extract.practice_code,
        extract_on=extract.extract_on,
    )
    return Outside(
        tuple((row.letter_id, f"{row.as_of.isoformat()}/letters/{row.provider_code}/released") for row in letters),
        tuple((row.path, row.row_count) for row in files),
        db.value(connection, "withdraw/answers_outside", since=since),
    )


def _undo(connection: Connection, extract_id: str) -> None:
    for statement in _UNDO:
        db.execute(connection, statement, extract_id=extract_id)


def _record(connection: Connection, extract: Row[Any], by: str, why: str, as_of: date) -> None:
    # What it was held for before it was released stays with it: a later release asks the same again.
    was_released = extract.decision == "release"
    db.execute(
        connection,
        "held/add_decision",
        extract_id=extract.extract_id,
        practice_code=extract.practice_code,
        decision="withdraw",
        decided_by=by,
        why=why,
        decided_on=as_of,
        held_for=extract.held_for if was_released else FileReason.WITHDRAWN,
        held_detail=extract.held_detail if was_released else None,
        was_compared=extract.form is not None,
        extract_on=extract.decided_extract_on if was_released else None,
    )
