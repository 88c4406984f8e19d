"""Reminders: a mail draft for each practice whose register is late, once a missed period."""

from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from pipeline.core.practice_reminder import LateRegister, reminder
from pipeline.doors import alerts, db, outbox

_KIND = "reminder"


def draft_reminders(connection: Connection, folder: Path, as_of: date) -> list[str]:
    """Drafts a mail for each practice late by its own rhythm, once a missed period; returns paths in the outbox.

    The same day again writes the same bytes, and takes back what a register that came meanwhile has
    settled. Every late practice is an alert on every day; whose file is held is not reminded.
    """
    db.execute(connection, "reminders/forget_day", as_of=as_of)
    written = []
    for row in db.rows(connection, "reminders/late", as_of=as_of):
        alerts.alert(
            "register_late",
            as_of=as_of.isoformat(),
            practice_code=row.practice_code,
            last_register_on=row.extract_on.isoformat(),
            due_on=row.due_on.isoformat(),
            days_since=(as_of - row.extract_on).days,
        )
        if row.is_held or not _is_new(connection, row.practice_code, row.due_on, row.extract_on, as_of):
            continue
        late = LateRegister(
            row.practice_code, row.practice_name, row.system or "", row.extract_on, row.every_days, row.due_on
        )
        path = f"{as_of.isoformat()}/reminders/{row.practice_code}-{row.due_on.isoformat()}.txt"
        outbox.put(connection, folder, path, reminder(late).encode(), as_of, _KIND, row.practice_code, 1)
        written.append(path)
    outbox.keep_only(connection, folder, as_of, _KIND, written)
    return written


def _is_new(connection: Connection, practice_code: str, due_on: date, last_extract_on: date, as_of: date) -> bool:
    kept = db.execute(
        connection,
        "reminders/remember",
        practice_code=practice_code,
        due_on=due_on,
        last_extract_on=last_extract_on,
        as_of=as_of,
    )
    return bool(kept.rowcount)
