"""Reference files as tables of text: one for a CSV, one for each sheet of a workbook."""

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pipeline.core.reference_shapes import RawTable
from pipeline.errors import CorrectReferenceData

_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class ReferenceFile:
    """A file's tables, and the hash of its bytes by which it is known again."""

    name: str
    content_hash: str
    tables: tuple[RawTable, ...]


def read_reference_file(path: Path) -> ReferenceFile:
    """The tables of a CSV or XLSX file, told apart by content; CorrectReferenceData if neither."""
    if not path.is_file():
        raise CorrectReferenceData(f"{path}: there is no such file. Check the name, then load again.")
    content = path.read_bytes()
    if content.startswith(_WORKBOOK_STARTS):
        tables = _read_workbook(path.name, content)
    else:
        tables = (_read_csv(path.name, content),)
    return ReferenceFile(path.name, hashlib.sha256(content).hexdigest(), tables)


def _read_workbook(name: str, content: bytes) -> tuple[RawTable, ...]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return tuple(
            RawTable(name, sheet, _numbered(workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)))
            for sheet in workbook.sheet_names
        )
    except CalamineError as error:
        raise CorrectReferenceData(
            f"{name}: the workbook cannot be opened; expected an XLSX file such as ePCN.xlsx. "
            "Open it in Excel, save it again as XLSX, then load it again."
        ) from error


def _numbered(rows: Iterable[Iterable[object]]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return tuple((number, tuple(_as_text(cell) for cell in row)) for number, row in enumerate(rows, start=1))


def _as_text(cell: object) -> str:
    # A spreadsheet may have turned the text dates of the publisher into numbers or into real dates.
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y%m%d")
    return str(cell).strip()


def _read_csv(name: str, content: bytes) -> RawTable:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # The publisher's older files are in the code page of Windows.
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise CorrectReferenceData(
            f"{name}, line {line}: this is not text; expected a CSV or XLSX file. Export it again, then load it again."
        )
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = tuple((reader.line_num, tuple(cell.strip() for cell in row)) for row in reader)
    except csv.Error as error:
        raise CorrectReferenceData(
            f"{name}, line {reader.line_num}: this is not CSV ({error}); expected cells separated by commas, "
            "in double quotes where they hold one. Correct the line, then load it again."
        ) from error
    return RawTable(name, "", rows)
