"""Held extracts: what a person needs to see of them, and the two things a person can decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from pipeline.core.reasons import FileReason
from pipeline.doors import db
from pipeline.errors import DecideDifferently

_WITHOUT_A_DAY = {FileReason.DATES_DISAGREE, FileReason.DATE_AFTER_RUN}


@dataclass(frozen=True)
class Released:
    """A released extract, and the others of its day that are refused for it.

    `is_landed` is false where the file was held before its rows were read, or withdrawn: it is read again, so it
    must lie in the inbox.
    """

    extract_id: str
    refused: tuple[str, ...]
    is_landed: bool


@dataclass(frozen=True)
class _Decision:
    by: str
    why: str
    on: date


def held_extracts(connection: Connection) -> Sequence[Row[Any]]:
    """Every held extract beside the register in force; figures are null where it could not be compared."""
    return db.rows(connection, "held/held_extracts")


def release_extract(
    connection: Connection, extract_id: str, by: str, why: str, as_of: date, extract_on: date | None = None
) -> Released:
    """The next reconciliation uses the extract, whatever it was held for; raises DecideDifferently.

    A day has one register: every other held extract of the practice and day is refused. One older than the
    register in force stays held, and one that does not say its day needs `extract_on`.
    """
    decided = _decided("release", by, why, as_of)
    extract = _found(connection, extract_id)
    is_undone_refusal = extract.fate == "rejected" and extract.decision == "refuse"
    is_undone_withdrawal = extract.fate == "withdrawn" and extract.decision == "withdraw"
    if extract.fate in ("landed", "withdrawn") and extract.decision == "release":
        raise DecideDifferently(
            f"Extract {extract_id} was already released by {extract.decided_by} on {extract.decided_on}. "
            "The next run takes it in."
        )
    if extract.fate != "held" and not is_undone_refusal and not is_undone_withdrawal:
        raise DecideDifferently(_not_held(extract))
    held_for = FileReason(extract.fate_reason if extract.fate == "held" else extract.held_for)
    if not extract.is_releasable:
        raise DecideDifferently(
            f"Extract {extract_id} cannot be released: nobody could be read from it. {held_for.sentence} "
            "Put a whole file into the inbox, or refuse this one."
        )
    is_landed = extract.form is not None and not is_undone_withdrawal
    if is_undone_refusal and not is_landed:
        raise DecideDifferently(
            f"Extract {extract_id} was refused by {extract.decided_by} on {extract.decided_on} before its rows were "
            "read, so there is nothing to release. Ask the practice for the file under a newer date."
        )
    if extract.landed_rows_deleted_on is not None:
        raise DecideDifferently(
            f"Extract {extract_id} cannot be released: its rows were deleted on {extract.landed_rows_deleted_on}, when "
            "they had been kept for as long as the region says. Ask the practice for the file under a newer date."
        )
    if is_undone_withdrawal and extract_on is None:
        extract_on = extract.decided_extract_on
    _check_day(extract, held_for, as_of, extract_on)
    _record(connection, extract, "release", decided, held_for, extract_on)
    if is_landed:
        db.execute(connection, "held/land_released", extract_id=extract_id, held_for=held_for)
    refused = _refuse_rivals(connection, extract, decided)
    return Released(extract_id, refused, is_landed)


def refuse_extract(connection: Connection, extract_id: str, by: str, why: str, as_of: date) -> None:
    """The extract is never used and nobody is asked about it again; raises DecideDifferently.

    Stop marks in it stay in force: that a file is not to be used is no reason to write to somebody it says has died.
    """
    decided = _decided("refuse", by, why, as_of)
    extract = _found(connection, extract_id)
    is_released = extract.fate == "landed" and extract.decision == "release"
    if extract.fate == "rejected" and extract.decision == "refuse":
        raise DecideDifferently(
            f"Extract {extract_id} was already refused by {extract.decided_by} on {extract.decided_on}."
        )
    if extract.fate != "held" and not is_released:
        raise DecideDifferently(_not_held(extract))
    _record(connection, extract, "refuse", decided, extract.held_for if is_released else extract.fate_reason)
    db.execute(connection, "held/reject_refused", extract_id=extract_id)


def _decided(what: str, by: str, why: str, on: date) -> _Decision:
    if not by.strip() or not why.strip():
        raise DecideDifferently(f"To {what} a file needs the name of who decided (--by) and the reason (--reason).")
    return _Decision(by.strip(), why.strip(), on)


def _found(connection: Connection, extract_id: str) -> Row[Any]:
    extract = db.execute(connection, "held/lock_extract", extract_id=extract_id).one_or_none()
    if extract is None:
        raise DecideDifferently(f"There is no extract {extract_id!r}. `smi-outreach held` lists those that are held.")
    return extract


def _not_held(extract: Row[Any]) -> str:
    if extract.fate == "rejected":
        return (
            f"Extract {extract.extract_id} was rejected, not held: {FileReason(extract.fate_reason).sentence} "
            "Correct or remove the file."
        )
    if extract.fate == "withdrawn":
        return (
            f"Extract {extract.extract_id} was withdrawn by {extract.decided_by} on {extract.decided_on}: it is not "
            "used unless somebody releases it."
        )
    state = (
        "in force since it was accepted; `smi-outreach extract withdraw` backs it out"
        if extract.fate == "accepted"
        else "not held"
    )
    return f"Extract {extract.extract_id} is {state}. `smi-outreach held` lists those that are held."


def _check_day(extract: Row[Any], held_for: FileReason, as_of: date, extract_on: date | None) -> None:
    needs_day = held_for in _WITHOUT_A_DAY
    if needs_day and extract_on is None:
        raise DecideDifferently(
            f"Extract {extract.extract_id}: {held_for.sentence} Say the day it is of: --dated YYYY-MM-DD."
        )
    if extract_on is not None and not needs_day:
        raise DecideDifferently(
            f"Extract {extract.extract_id} says its day itself; --dated is for a file that says two, or one to come."
        )
    if extract_on is not None and extract_on > as_of:
        raise DecideDifferently(f"--dated {extract_on} is after {as_of}. No register is of a day to come.")
    day = extract_on or extract.extract_on
    if day is not None and extract.newest_accepted_on is not None and day < extract.newest_accepted_on:
        raise DecideDifferently(
            f"Extract {extract.extract_id} is of {day} and may not be released: the register of "
            f"{extract.newest_accepted_on} is in force, and an older one would undo it. Refuse it, or leave it held."
        )


def _refuse_rivals(connection: Connection, extract: Row[Any], decided: _Decision) -> tuple[str, ...]:
    rivals = db.rows(
        connection,
        "held/rivals",
        extract_id=extract.extract_id,
        practice_code=extract.practice_code,
        extract_on=extract.extract_on,
    )
    for rival in rivals:
        why = f"{extract.extract_id} was released for this day: {decided.why}"
        there = _found(connection, rival.extract_id)
        _record(connection, there, "refuse", _Decision(decided.by, why, decided.on), rival.held_for)
        db.execute(connection, "held/reject_refused", extract_id=rival.extract_id)
    return tuple(rival.extract_id for rival in rivals)


def _record(
    connection: Connection,
    extract: Row[Any],
    decision: str,
    decided: _Decision,
    held_for: str,
    extract_on: date | None = None,
) -> None:
    db.execute(
        connection,
        "held/add_decision",
        extract_id=extract.extract_id,
        practice_code=extract.practice_code,
        decision=decision,
        decided_by=decided.by,
        why=decided.why,
        decided_on=decided.on,
        held_for=held_for,
        held_detail=extract.fate_detail if extract.fate == "held" else extract.held_detail,
        was_compared=extract.form is not None,
        extract_on=extract_on,
    )
