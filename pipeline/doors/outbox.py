"""The outbox: files for others, each with a ledger row, written whole and only when their bytes differ."""

import hashlib
from collections.abc import Collection
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from pipeline.doors import db
from pipeline.doors.whole_files import write_whole


def put(
    connection: Connection,
    folder: Path,
    path: str,
    content: bytes,
    as_of: date,
    kind: str,
    organisation_code: str,
    row_count: int,
) -> None:
    """Writes `content` to `path` inside the outbox and records it; the same content again changes nothing."""
    target = folder / path
    if not target.is_file() or target.read_bytes() != content:
        write_whole(target, content)
    db.execute(
        connection,
        "outbox/record_file",
        path=path,
        as_of=as_of,
        kind=kind,
        organisation_code=organisation_code,
        row_count=row_count,
        content_sha256=hashlib.sha256(content).hexdigest(),
    )


def keep_only(connection: Connection, folder: Path, as_of: date, kind: str, paths: Collection[str]) -> None:
    """Takes back the day's files of a kind that are no longer part of it (never anything already sent)."""
    for row in db.rows(connection, "outbox/paths", as_of=as_of, kind=kind):
        if row.path not in paths:
            (folder / row.path).unlink(missing_ok=True)
            db.execute(connection, "outbox/forget_file", path=row.path)
