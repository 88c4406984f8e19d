"""Housekeeping: what practices sent leaves once nobody needs it, by class; the ledger remembers that it was there."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Connection

from pipeline.config import Settings
from pipeline.core.region import Retention
from pipeline.doors import archive, db

# Each class of the region's retention and the statement that deletes it; the order is of no account.
_CLASSES = {
    "landed_rows": "housekeeping/delete_landed_rows",
    "closed_quarantine_rows": "housekeeping/blank_closed_quarantines",
    "values_set_aside": "housekeeping/delete_values_set_aside",
    "overwritten_rows": "housekeeping/delete_overwritten",
}


@dataclass(frozen=True)
class Deleted:
    """What left the archive (or would): counts only."""

    files: int
    bytes: int


def delete_old_files(connection: Connection, settings: Settings, as_of: date, is_dry_run: bool = False) -> Deleted:
    """Deletes archived files older than the configured days; again: nothing is left to do.

    Never a file of an extract that is held or has rows set aside still open. A dry run only counts.
    """
    found = db.rows(connection, "housekeeping/deletable_files", as_of=as_of, days=settings.archive_days)
    for row in () if is_dry_run else found:
        # The file first: a run cut off between the two finds no file and marks the row next time.
        archive.remove(settings, row.archived_as)
        db.execute(connection, "housekeeping/mark_deleted", file_sha256=row.file_sha256, as_of=as_of)
    return Deleted(len(found), sum(row.byte_count for row in found))


def delete_old_rows(
    connection: Connection, retention: Retention, as_of: date, is_dry_run: bool = False
) -> dict[str, int]:
    """Deletes the rows of each class kept for longer than its days; returns rows by class.

    Never of a practice's register in force, of a held extract, or what is open or staged. A dry run
    counts what it would delete, and leaves it.
    """
    kept_for = asdict(retention)
    with connection.begin_nested() as attempt:
        deleted = {
            name: int(db.value(connection, statement, as_of=as_of, days=kept_for[name]))
            for name, statement in _CLASSES.items()
        }
        if is_dry_run:
            attempt.rollback()
    return deleted
