"""Practices' workbooks, XLSX and the old XLS: every sheet as a table of the values that stand in its cells."""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime, time

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from pipeline.core.raw_register import NotUnderstood, Table
from pipeline.core.reasons import FileReason
from pipeline.doors import zip_members
from pipeline.doors.delimited_text import MOST_COLUMNS, checked_width

OLD_FORMAT_SIGNATURE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_XLSX = "EncryptedPackage".encode("utf-16-le")
# Records of the old format: the beginning of the workbook's globals, write protection, the password.
_XLS_BEGINS, _XLS_WRITE_PROTECT, _XLS_PASSWORD = b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x86\x00", b"\x2f\x00"
_MOST_CELLS = 10_000_000
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"(?:[^>/]|/(?!>))*>')
_SHEET_MEMBER = re.compile(r"worksheets/[^/]+\.xml$", re.IGNORECASE)


def workbook_tables(first_part: int, content: bytes, most_bytes: int) -> list[Table]:
    """The sheets of a workbook, hidden ones too: those say in their note that they were hidden.

    A merged cell's value stands in its first cell, a formula's is the one last saved. Raises NotUnderstood.
    """
    if content.startswith(zip_members.SIGNATURE):
        _check_extent(content, most_bytes)
    elif _has_password(content):
        raise NotUnderstood(FileReason.WORKBOOK_PASSWORD)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets: list[tuple[str, bool, Sequence[Sequence[object]]]] = [
            (
                sheet.name,
                sheet.visible != SheetVisibleEnum.Visible,
                workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False),
            )
            for sheet in workbook.sheets_metadata
        ]
    except (CalamineError, OSError, ValueError) as error:
        raise NotUnderstood(FileReason.FILE_UNREADABLE, "It is no workbook that can be opened.") from error
    return [
        Table(
            part,
            name,
            [checked_width([_text(cell) for cell in row]) for row in rows],
            range(1, len(rows) + 1),
            note=f"Sheet {part - first_part + 1} is hidden and was read." if is_hidden else "",
        )
        for part, (name, is_hidden, rows) in enumerate(sheets, start=first_part)
    ]


def _has_password(content: bytes) -> bool:
    """Whether an OLE container is an encrypted XLSX, or an XLS whose first record after its beginning is a password.

    The reading library says of both only that it does not know them.
    """
    if _ENCRYPTED_XLSX in content:
        return True
    begins = content.find(_XLS_BEGINS)
    if begins < 0:
        return False
    at = begins + 4 + int.from_bytes(content[begins + 2 : begins + 4], "little")
    if content[at : at + 2] == _XLS_WRITE_PROTECT:
        at += 4
    return content[at : at + 2] == _XLS_PASSWORD


def _check_extent(content: bytes, most_bytes: int) -> None:
    """Raises NotUnderstood for a workbook that would not fit in memory: one value in the last cell of a sheet makes
    a table of 17 thousand million cells, and a sheet's own statement of its extent may lie.
    """
    for name, member in zip_members.parts_of_workbook(content, most_bytes):
        if not _SHEET_MEMBER.search(name):
            continue
        last_column = last_row = 0
        for match in _FILLED_CELL.finditer(member):
            last_column = max(last_column, _column_number(match[1]))
            last_row = max(last_row, int(match[2]))
        if last_column > MOST_COLUMNS:
            raise NotUnderstood(FileReason.TOO_MANY_COLUMNS)
        if last_column * last_row > _MOST_CELLS:
            raise NotUnderstood(FileReason.FILE_TOO_BIG)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


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
