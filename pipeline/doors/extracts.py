"""Practices' files opened: delimited text, workbooks and ZIP archives of both, as tables of text."""

import hashlib
import os
from pathlib import Path

from pipeline.core.raw_register import NotUnderstood, Table
from pipeline.core.reasons import FileReason
from pipeline.doors import delimited_text, workbook_tables, zip_members

MOST_BYTES = 200_000_000


def content_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_readable(path: Path) -> bool:
    """True for a plain file that may be read; a link is never followed out of the inbox."""
    return not path.is_symlink() and path.is_file() and os.access(path, os.R_OK)


def is_too_big(path: Path, most_bytes: int) -> bool:
    """True for a file over the limit, known before a byte of it is read."""
    return path.stat().st_size > most_bytes


def is_sheet(path: Path, table: Table) -> bool:
    """Whether a table read from a file is a sheet of a workbook, and no text file (nor one packed with others)."""
    return table.name != path.name and Path(table.name).suffix.lower() not in (".csv", ".tsv", ".txt")


def read_tables(first_part: int, path: Path, most_bytes: int = MOST_BYTES) -> list[Table]:
    """The tables of one file, all text, numbered from `first_part`; raises NotUnderstood where it cannot be used.

    `most_bytes` bounds the file as it lies and, for a ZIP or workbook, all it unpacks to.
    """
    if is_too_big(path, most_bytes):
        raise NotUnderstood(FileReason.FILE_TOO_BIG)
    return tables_of(first_part, path.name, path.read_bytes(), most_bytes)


def tables_of(first_part: int, name: str, content: bytes, most_bytes: int) -> list[Table]:
    """The tables in a file's bytes, all text, numbered from `first_part`; raises NotUnderstood.

    `most_bytes` bounds all that a ZIP or workbook unpacks to.
    """
    if not content.strip():
        raise NotUnderstood(FileReason.FILE_EMPTY)
    if content.startswith(workbook_tables.OLD_FORMAT_SIGNATURE):
        return workbook_tables.workbook_tables(first_part, content, most_bytes)
    if not content.startswith(zip_members.SIGNATURE):
        return [delimited_text.delimited_table(first_part, name, content)]
    if zip_members.is_workbook(content):
        return workbook_tables.workbook_tables(first_part, content, most_bytes)
    tables: list[Table] = []
    for member, unpacked in zip_members.members(content, most_bytes):
        # A delta's file of nothing that changed may be empty, and says so by that.
        if unpacked.strip():
            tables += tables_of(first_part + len(tables), member, unpacked, most_bytes)
    if not tables:
        raise NotUnderstood(FileReason.FILE_EMPTY)
    return tables
