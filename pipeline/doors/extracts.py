"""Practices' files opened: CSV of any usual encoding and XLSX, as tables of text."""

import csv
import hashlib
import io
import os
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from pipeline.core.raw_register import NotUnderstood, Table
from pipeline.core.reasons import FileReason

_WORKBOOK_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_DELIMITERS = ",\t;|"
csv.field_size_limit(1 << 20)


def content_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_readable(path: Path) -> bool:
    """True for a plain file that may be read; a link is never followed out of the inbox."""
    return not path.is_symlink() and path.is_file() and os.access(path, os.R_OK)


def is_sheet(path: Path, table: Table) -> bool:
    """Whether a table read from a file is a sheet of a workbook, and no text file (nor one packed with others)."""
    return table.name != path.name and Path(table.name).suffix.lower() not in (".csv", ".tsv", ".txt")


def read_tables(first_part: int, path: Path) -> list[Table]:
    """The tables of one file, all text, numbered from `first_part`; raises NotUnderstood where it is neither
    CSV nor a workbook.
    """
    content = path.read_bytes()
    if not content.strip():
        raise NotUnderstood(FileReason.FILE_EMPTY)
    if content.startswith(_WORKBOOK_SIGNATURES):
        return _workbook_tables(first_part, content)
    return [_csv_table(first_part, path.name, _decoded(content))]


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252", "latin-1")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise NotUnderstood(FileReason.FILE_UNREADABLE, "It holds bytes that are no text.")


def _csv_table(part: int, name: str, text: str) -> Table:
    # Practices' preambles have fewer delimiters than their data: the line with most decides.
    lines_seen = text.splitlines()[:200] or [""]
    longest = max(lines_seen, key=lambda line: max(line.count(mark) for mark in _DELIMITERS))
    delimiter = max(_DELIMITERS, key=longest.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows, lines, line = [], [], 1
    try:
        for row in reader:
            rows.append([cell.strip() for cell in row])
            lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise NotUnderstood(FileReason.FILE_UNREADABLE, "Its quoting is broken.") from error
    return Table(part, name, rows, lines)


def _workbook_tables(first_part: int, content: bytes) -> list[Table]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets: list[tuple[str, Sequence[Sequence[object]]]] = [
            (name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in workbook.sheet_names
        ]
    except (CalamineError, OSError, ValueError) as error:
        raise NotUnderstood(FileReason.FILE_UNREADABLE, "It is no workbook that can be opened.") from error
    return [
        Table(part, name, [[_text(cell) for cell in row] for row in rows], range(1, len(rows) + 1))
        for part, (name, rows) in enumerate(sheets, start=first_part)
    ]


def _text(cell: object) -> str:
    match cell:
        case str():
            # A workbook can spell U+0000 (as _x0000_), which no text and no JSON of the database can hold.
            return cell.replace("\x00", "").strip()
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
        case date():
            return cell.isoformat()
        case None:
            return ""
        case _:
            return str(cell)
