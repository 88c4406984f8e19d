"""The outbox: files for others, each with a ledger row, written whole and only when their bytes differ.

A sealed file never has the same bytes twice: it is written again only where its content, its seal or the
file itself is no longer what the ledger says.
"""

import hashlib
from collections.abc import Collection
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from pipeline.doors import db
from pipeline.doors.sealed_files import Seal
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
    seal: Seal | None = None,
) -> str:
    """Writes `content` to `path` inside the outbox and records it; the same content again changes nothing.

    With a seal it is closed first, which may change its name. Returns the path of what was written.
    """
    content_sha256, sealed_sha256 = _sha256(content), None
    if seal is None:
        target = folder / path
        if not target.is_file() or target.read_bytes() != content:
            write_whole(target, content)
    else:
        plain_path, path = path, seal.path_of(path)
        target = folder / path
        sealed_sha256 = _still_sealed(connection, target, path, content_sha256, seal)
        if sealed_sha256 is None:
            sealed = seal.close(plain_path, content, as_of)
            sealed_sha256 = _sha256(sealed)
            write_whole(target, sealed)
    db.execute(
        connection,
        "outbox/record_file",
        path=path,
        as_of=as_of,
        kind=kind,
        organisation_code=organisation_code,
        row_count=row_count,
        content_sha256=content_sha256,
        sealed_sha256=sealed_sha256,
        sealed_with=seal.mark if seal else None,
    )
    return path


def _still_sealed(connection: Connection, target: Path, path: str, content_sha256: str, seal: Seal) -> str | None:
    """The hash of the file that lies there, where it is this very content under this very seal."""
    known = db.execute(connection, "outbox/sealed_file", path=path).one_or_none()
    if known is None or (known.content_sha256, known.sealed_with) != (content_sha256, seal.mark):
        return None
    lies_there = target.is_file() and _sha256(target.read_bytes()) == known.sealed_sha256
    return str(known.sealed_sha256) if lies_there else None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def keep_only(connection: Connection, folder: Path, as_of: date, kind: str, paths: Collection[str]) -> None:
    """Takes back the day's files of a kind that are no longer part of it (never anything already sent)."""
    for row in db.rows(connection, "outbox/paths", as_of=as_of, kind=kind):
        if row.path not in paths:
            (folder / row.path).unlink(missing_ok=True)
            db.execute(connection, "outbox/forget_file", path=row.path)
