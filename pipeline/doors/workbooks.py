"""Spreadsheets that can be trusted: text stays text, bytes are reproducible, pages can be printed."""

import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import Enum, auto
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

Cell = str | int | date | None

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# With its language: a LibreOffice of another country would write 12/11/2026 as 11/12/2026 into a CSV.
DATE_FORMAT = "[$-809]dd/mm/yyyy"
TIME_FORMAT = "hh:mm"
SHEET_NAME_LIMIT = 31
_FONT = {"font_name": "Calibri", "font_size": 11}
_A4 = 9
_LINE_HEIGHT, _ROW_PADDING, _TALLEST_ROW = 15.0, 5.0, 409.0
# A column is measured in digits; words of small letters fit a little more.
_LETTERS_PER_DIGIT = 1.1
_NOTE_WIDTHS = (34.0, 86.0)
_NOTE_HEIGHTS = {"title": 30.0, "heading": 24.0, "gap": 9.0}
_INK, _QUIET, _LINE, _ALERT = "#1F2933", "#8A949E", "#B8C0C8", "#FDE9E7"
_HEADER, _ENTRY_HEADER, _ENTRY, _LINK = "#1F4E79", "#7F6000", "#FFF8DC", "#0B5394"
# Marks that turn the reading direction, hide a first character, or are no characters at all.
_UNWANTED = frozenset(
    "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
)


class Kind(Enum):
    """What a column holds, which decides how it looks and whether it may be typed in."""

    TEXT = auto()
    STRONG = auto()
    NUMBER = auto()
    DATE = auto()
    ENTRY = auto()
    ENTRY_DATE = auto()
    ENTRY_TIME = auto()
    ROW_ID = auto()

    @property
    def is_entry(self) -> bool:
        return self in (Kind.ENTRY, Kind.ENTRY_DATE, Kind.ENTRY_TIME)


@dataclass(frozen=True)
class Column:
    """One column of a table: its header, width in characters, kind and what may be typed in it."""

    header: str
    width: float
    kind: Kind = Kind.TEXT
    validation: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Note:
    """One row of a reading sheet: a topic on the left, its words on the right, perhaps a link to a sheet."""

    topic: str
    words: str = ""
    style: str = "text"
    link_to_sheet: str = ""


def clean(value: str, *, keep_lines: bool = True) -> str:
    """The text without characters that steer a screen, a printer or the direction of reading."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if not keep_lines:
        lines = " ".join(lines.split())
    return "".join(c for c in lines if c == "\n" or _is_printable(c)).strip()


def _is_printable(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in _UNWANTED


def csv_cell(value: str) -> str:
    """The text on one line, with a quote in front where a spreadsheet would take it for a formula."""
    text = clean(value, keep_lines=False)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def sheet_names(wanted: Sequence[tuple[str, str]], reserved: Iterable[str] = ()) -> list[str]:
    """One valid, unique sheet name for each (name, code), the code added where names look alike."""
    plain = [_sheet_name(name) or _sheet_name(code) or "Sheet" for name, code in wanted]
    taken = {"history", *(name.casefold() for name in reserved)}
    alike = [name.casefold() for name in plain]
    chosen = []
    for (_, code), name in zip(wanted, plain, strict=True):
        unique = name
        if alike.count(name.casefold()) > 1 or name.casefold() in taken:
            unique = _with_suffix(name, _sheet_name(code))
        number = 2
        while unique.casefold() in taken:
            unique = _with_suffix(name, str(number))
            number += 1
        taken.add(unique.casefold())
        chosen.append(unique)
    return chosen


def _sheet_name(name: str) -> str:
    # Excel counts UTF-16 units, and quotes names with apostrophes: both are avoided, not handled.
    replaced = clean(name, keep_lines=False).translate(str.maketrans("[]:*?/\\'", "()-   -’"))
    return " ".join("".join(c for c in replaced if ord(c) < 0x10000).split())[:SHEET_NAME_LIMIT].strip()


def _with_suffix(name: str, suffix: str) -> str:
    return f"{name[: SHEET_NAME_LIMIT - len(suffix) - 1].rstrip()} {suffix}".strip()


def choices_from(name: str, lists: Sequence[Sequence[str]]) -> list[str]:
    """What drop-downs take as their source, one for each list of a sheet of choices.

    Typed into the rule itself, a list may have 255 letters at most.
    """
    return [f"='{name}'!{xl_range_abs(0, column, len(choices) - 1, column)}" for column, choices in enumerate(lists)]


class Book:
    """A workbook built in memory, never in a temporary file; its bytes depend on what is put in alone."""

    def __init__(self, title: str, owner: str, as_of: date) -> None:
        self._buffer = BytesIO()
        self._workbook = Workbook(
            self._buffer,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_date_format": DATE_FORMAT,
            },
        )
        self._workbook.set_properties({"title": title, "created": datetime.combine(as_of, time(), UTC)})
        self._footer = _page_footer(owner, as_of)
        self._styles: dict[tuple[tuple[str, object], ...], Format] = {}

    def add_notes(self, name: str, notes: Sequence[Note]) -> None:
        """Add a sheet to be read: topics and their words in two columns, on upright pages."""
        sheet = self._sheet(name, "portrait")
        sheet.hide_gridlines(2)
        for index, width in enumerate(_NOTE_WIDTHS):
            sheet.set_column(index, index, width)
        for row, note in enumerate(notes):
            topic, words = self._note_styles(note.style)
            fitted = _row_height(_NOTE_WIDTHS, (note.topic, note.words))
            sheet.set_row(row, _NOTE_HEIGHTS.get(note.style, fitted))
            if note.link_to_sheet:
                sheet.write_url(
                    row,
                    0,
                    f"internal:'{note.link_to_sheet}'!A1",
                    self._style(font_color=_LINK, underline=1, valign="vcenter"),
                    clean(note.topic),
                )
            else:
                sheet.write_string(row, 0, clean(note.topic), topic)
            sheet.write_string(row, 1, clean(note.words), words)
        sheet.protect(options={"format_columns": True, "format_rows": True})

    def add_table(
        self,
        name: str,
        heading: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        *,
        tints: Sequence[str] = (),
        frozen_columns: int = 0,
        printed_columns: int | None = None,
    ) -> None:
        """Add a sheet of rows: header frozen, filtered and repeated; locked but for the answers.

        `printed_columns`: so many from the left are on paper; without it all but the row id.
        """
        sheet = self._sheet(name, "landscape")
        # The space keeps a heading that starts with a digit from being read as part of the size.
        sheet.set_header(f'&L&"Calibri,Bold"&12 {_page_text(heading)}')
        sheet.freeze_panes(1, frozen_columns)
        sheet.repeat_rows(0)
        sheet.set_row(0, 33)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
            sheet.write_string(0, index, column.header, self._header_style(column))
        for row, cells in enumerate(rows, start=1):
            tint = tints[row - 1] if tints else ""
            sheet.set_row(row, _row_height([column.width for column in columns[:-1]], cells[:-1]))
            for index, (column, cell) in enumerate(zip(columns, cells, strict=True)):
                self._write(sheet, row, index, cell, self._cell_style(column.kind, tint))
        last_row, last_column = max(len(rows), 1), len(columns) - 1
        for index, column in enumerate(columns):
            if column.validation and rows:
                sheet.data_validation(1, index, len(rows), index, dict(column.validation))
        sheet.autofilter(0, 0, last_row, last_column)
        # The row id is for the machine that reads the sheet back; on paper it would only cost width.
        printed = last_column - 1 if columns[-1].kind is Kind.ROW_ID else last_column
        printed = printed_columns - 1 if printed_columns else printed
        sheet.print_area(0, 0, last_row, printed)
        sheet.protect(options={"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})

    def add_choices(self, name: str, lists: Sequence[Sequence[str]]) -> None:
        """Add a hidden sheet of closed lists, a column each, which drop-downs name with `choices_from`."""
        sheet = self._sheet(name, "portrait")
        for column, choices in enumerate(lists):
            for row, choice in enumerate(choices):
                sheet.write_string(row, column, choice)
        sheet.protect()
        sheet.hide()

    def add_open_rows(self, name: str, rows: Sequence[Sequence[str]], heading_at: int) -> None:
        """Add a sheet of plain text that may be changed anywhere: a practice's own rows, to be corrected."""
        sheet = self._sheet(name, "landscape")
        sheet.set_column(0, 1, 44)
        sheet.set_column(2, 60, 18)
        plain = self._style(num_format="@", text_wrap=False)
        heading, wrapped = self._style(num_format="@", bold=True), self._style(num_format="@")
        for at, cells in enumerate(rows):
            for index, cell in enumerate(cells):
                style = heading if at == heading_at else wrapped if index < 2 else plain
                sheet.write_string(at, index, clean(cell), style)
        if heading_at >= 0:
            sheet.freeze_panes(heading_at + 1, 2)

    def finish(self) -> bytes:
        """The bytes of the whole file; nothing can be added afterwards."""
        self._workbook.close()
        return self._buffer.getvalue()

    def _sheet(self, name: str, orientation: str) -> Worksheet:
        sheet: Worksheet = self._workbook.add_worksheet(name)
        if orientation == "landscape":
            sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.3, right=0.3, top=0.6, bottom=0.6)
        sheet.set_footer(self._footer)
        sheet.set_zoom(100)
        return sheet

    def _write(self, sheet: Worksheet, row: int, column: int, cell: Cell, style: Format) -> None:
        if isinstance(cell, date):
            sheet.write_datetime(row, column, cell, style)
        elif isinstance(cell, int):
            sheet.write_number(row, column, cell, style)
        else:
            sheet.write_string(row, column, clean(cell or ""), style)

    def _style(self, **properties: object) -> Format:
        wanted = {**_FONT, "font_color": _INK, "valign": "top", "text_wrap": True, **properties}
        key = tuple(sorted(wanted.items()))
        if key not in self._styles:
            self._styles[key] = self._workbook.add_format(wanted)
        return self._styles[key]

    def _note_styles(self, style: str) -> tuple[Format, Format]:
        if style == "title":
            title = self._style(bold=True, font_size=18, font_color=_HEADER, text_wrap=False)
            return title, self._style()
        if style == "heading":
            line = {"bottom": 1, "bottom_color": _HEADER, "valign": "bottom"}
            heading = self._style(bold=True, font_size=13, font_color=_HEADER, **line)
            return heading, heading
        look: dict[str, object] = {"valign": "vcenter"}
        if style == "alert":
            look["bg_color"] = _ALERT
        return self._style(bold=True, **look), self._style(**look)

    def _header_style(self, column: Column) -> Format:
        if column.kind is Kind.ROW_ID:
            return self._style(font_color=_QUIET, font_size=8, text_wrap=False)
        ground = _ENTRY_HEADER if column.kind.is_entry else _HEADER
        return self._style(bold=True, font_color="#FFFFFF", bg_color=ground, border=1, border_color=_LINE)

    def _cell_style(self, kind: Kind, tint: str) -> Format:
        if kind is Kind.ROW_ID:
            return self._style(font_color=_QUIET, font_size=8, text_wrap=False, num_format="@")
        look: dict[str, object] = {"border": 1, "border_color": _LINE}
        if kind.is_entry:
            look |= {"bg_color": _ENTRY, "locked": False}
            # As text, a date or a time that is typed would be none.
            typed = {Kind.ENTRY_DATE: DATE_FORMAT, Kind.ENTRY_TIME: TIME_FORMAT}.get(kind, "@")
            look |= {"num_format": typed} if typed == "@" else {"num_format": typed, "align": "left"}
            return self._style(**look)
        if tint:
            look["bg_color"] = tint
        if kind is Kind.DATE:
            look |= {"num_format": DATE_FORMAT, "align": "left"}
        elif kind is Kind.NUMBER:
            look["align"] = "center"
        else:
            look |= {"num_format": "@", "bold": kind is Kind.STRONG}
        return self._style(**look)


def _row_height(widths: Sequence[float], cells: Sequence[Cell]) -> float:
    # Not every program fits rows to wrapped text when it opens a file, so each row brings its height.
    lines = max(_wrapped_lines(cell, width) for cell, width in zip(cells, widths, strict=True))
    return min(lines * _LINE_HEIGHT + _ROW_PADDING, _TALLEST_ROW)


def _wrapped_lines(cell: Cell, width: float) -> int:
    if not isinstance(cell, str):
        return 1
    return sum(len(textwrap.wrap(line, int(width * _LETTERS_PER_DIGIT))) or 1 for line in clean(cell).split("\n"))


def _page_text(text: str) -> str:
    # In page headers and footers "&" starts a command and the whole may have 255 characters.
    return clean(text, keep_lines=False)[:80].replace("&", "&&")


def _page_footer(owner: str, as_of: date) -> str:
    return f"&L&8Confidential - {_page_text(owner)} - {as_of:%d/%m/%Y} - page &P of &N"
