"""Housekeeping: raw files leave the archive once nobody needs them; the ledger remembers that they were there."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from pipeline.config import Settings
from pipeline.doors import archive, db


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
