"""Staged people: who waits for a person to say who they are or whose, and what was decided."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection

from pipeline.core.region import Rule
from pipeline.core.staged_choice import Side, Staged, StagedReason, Take, one_of
from pipeline.doors import db
from pipeline.errors import DecideDifferently


def waiting(connection: Connection, as_of: date, rule: Rule) -> list[Staged]:
    """Everybody who waits for a person, by kind, with every side shown; nobody of them is contacted."""
    rows = db.records(connection, "staged/registers", as_of=as_of, deducted_within_days=rule.deducted_within_days) + [
        row for name in ("staged/births", "staged/numbers") for row in db.records(connection, name)
    ]
    return [_staged(list(group)) for _, group in groupby(rows, key=lambda row: row["staged_id"])]


def settle(connection: Connection, staged_id: str, take: str, by: str, why: str, as_of: date, rule: Rule) -> Staged:
    """Records who decided what and why; the next run carries it out. Raises DecideDifferently.

    Nothing of the register is changed here, and no stop is lifted: stops of either side go on counting.
    """
    if not by.strip() or not why.strip():
        raise DecideDifferently("To settle this needs the name of who decided (--by) and the reason (--reason).")
    found = next((each for each in waiting(connection, as_of, rule) if each.staged_id == staged_id), None)
    if found is None:
        raise DecideDifferently(_not_waiting(connection, staged_id))
    taken = found.taken(take)
    if taken is None:
        raise DecideDifferently(f"--take {take!r} does not settle {staged_id}: give {one_of(found.choices)}.")
    took, practice_code = taken
    decided_order = db.value(
        connection,
        "staged/add_decision",
        staged_id=staged_id,
        reason=found.reason,
        person_id=found.person_id,
        practice_code=practice_code,
        took=took,
        decided_by=by.strip(),
        why=why.strip(),
        decided_on=as_of,
        old_person_id=found.old_person_id,
        **_births(found, took),
    )
    for side in found.sides if took is Take.PRACTICE else ():
        if side.practice_code != practice_code:
            db.execute(
                connection,
                "staged/set_aside",
                decided_order=decided_order,
                person_id=found.person_id,
                practice_code=side.practice_code,
                registered_on=side.registered_on,
                seen_on=side.extract_on,
            )
    return found


def _births(found: Staged, took: Take) -> Mapping[str, date | None]:
    if found.reason is not StagedReason.DIFFERENT_BIRTH_DATE:
        return {"right_born_on": None, "wrong_born_on": None}
    held, sent = found.sides[0].born_on, found.sides[-1].born_on
    right, wrong = (sent, held) if took is Take.SENT else (held, sent)
    return {"right_born_on": right, "wrong_born_on": wrong}


def _not_waiting(connection: Connection, staged_id: str) -> str:
    decided = db.execute(connection, "staged/decided", staged_id=staged_id).one_or_none()
    if decided is None:
        return f"Nothing waits under {staged_id!r}. `smi-outreach staged` lists what does."
    return (
        f"{staged_id} was already settled by {decided.decided_by} on {decided.decided_on}. "
        "`smi-outreach staged` lists what waits."
    )


def _staged(rows: list[dict[str, Any]]) -> Staged:
    first = rows[0]
    return Staged(
        first["staged_id"],
        StagedReason(first["reason"]),
        first["person_id"],
        first["old_person_id"],
        tuple(
            Side(
                row["role"],
                row["practice_code"],
                row["practice_name"],
                row["registered_on"],
                row["extract_on"],
                row["nhs_number"],
                row["born_on"],
                tuple(row["marks"]),
                tuple(row["differs"]),
            )
            for row in rows
        ),
    )
