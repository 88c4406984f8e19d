"""A LibreOffice that fills in a workbook as a person would: types, sorts, saves in another format. By a Basic macro."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FILTERS = {
    "xlsx": ("Calc MS Excel 2007 XML", ""),
    "ods": ("calc8", ""),
    # Comma, quote, UTF-8; formulas as values; -1: every sheet to a file of its own.
    "csv": ("Text - txt - csv (StarCalc)", "44,34,76,1,,0,false,true,false,false,false,-1"),
}


@dataclass(frozen=True)
class Typed:
    """What goes into one cell, counted from nought: a text, or a number as which a day or time is kept."""

    sheet: str
    column: int
    row: int
    value: str | float


def fill_in(book: Path, typed: Sequence[Typed], sorted_by: dict[str, tuple[int, int, int]], folder: Path) -> None:
    """Opens the workbook, types, sorts each sheet (by column, of so many columns and rows), saves in each format."""
    lines = [_type(each) for each in typed]
    for sheet, (by, columns, rows) in sorted_by.items():
        lines.append(f'turn doc.Sheets.getByName("{sheet}"), {by}, {columns - 1}, {rows}')
    for ending, (name, options) in FILTERS.items():
        url = (folder / f"filled.{ending}").as_uri()
        lines.append(f'save doc, "{url}", "{name}", "{options}"')
    _run(_macro(book, lines), folder)


def _type(each: Typed) -> str:
    cell = f'doc.Sheets.getByName("{each.sheet}").getCellByPosition({each.column}, {each.row})'
    return f'{cell}.String = "{each.value}"' if isinstance(each.value, str) else f"{cell}.Value = {each.value}"


def _macro(book: Path, lines: Sequence[str]) -> str:
    body = "\n".join(lines)
    return f"""
sub save(doc as object, url as string, filter as string, options as string)
  dim how(1) as new com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = filter
  how(1).Name = "FilterOptions"
  how(1).Value = options
  doc.storeToURL(url, how())
end sub

sub turn(sheet as object, by as integer, last as integer, rows as integer)
  dim field(0) as new com.sun.star.table.TableSortField
  field(0).Field = by
  field(0).IsAscending = False
  dim how(1) as new com.sun.star.beans.PropertyValue
  how(0).Name = "SortFields"
  how(0).Value = field()
  how(1).Name = "ContainsHeader"
  how(1).Value = False
  sheet.unprotect("")
  sheet.getCellRangeByPosition(0, 1, last, rows).sort(how())
end sub

sub FillIn
  dim none()
  dim doc as object
  doc = StarDesktop.loadComponentFromURL("{book.as_uri()}", "_blank", 0, none())
{body}
  doc.close(true)
  StarDesktop.terminate()
end sub
"""


def _run(macro: str, folder: Path) -> None:
    # The first start lays down a profile with an empty module, and would overwrite ours.
    _start(folder, "--terminate_after_init")
    escaped = macro.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    (folder / "profile" / "user" / "basic" / "Standard" / "Module1.xba").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">'
        '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
        f'script:language="StarBasic">{escaped}</script:module>',
        encoding="utf-8",
    )
    _start(folder, "macro:///Standard.Module1.FillIn")


def _start(folder: Path, what: str) -> None:
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", what],
        check=False, capture_output=True, text=True, timeout=170,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
