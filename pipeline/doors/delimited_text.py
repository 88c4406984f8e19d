"""Delimited text of any usual encoding, delimiter and quoting, as one table."""

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from pipeline.core.column_names import CHANGE_NAMES, folded
from pipeline.core.raw_register import NotUnderstood, Table
from pipeline.core.reasons import FileReason

MOST_COLUMNS = 300
_DELIMITERS = ",\t;|"
_SAMPLE = 4096
_WIDEST_LABEL = 2
csv.field_size_limit(1 << 20)


def delimited_table(part: int, name: str, content: bytes) -> Table:
    """The rows of a CSV or TSV with the line each begins on; raises NotUnderstood."""
    text = _decoded(content)
    # Practices' preambles have fewer delimiters than their data: the line with most decides.
    lines_seen = text.splitlines()[:200] or [""]
    longest = max(lines_seen, key=lambda line: max(line.count(mark) for mark in _DELIMITERS))
    delimiter = max(_DELIMITERS, key=longest.count)
    is_medicus = _has_change_type(lines_seen, delimiter)
    is_escaped = is_medicus or ('\\"' in text and not _is_standard(text, delimiter))
    return _parsed(part, name, text, delimiter, "\\" if is_escaped else None)


def checked_width(row: list[str]) -> list[str]:
    """The row without blanks beyond the limit; raises NotUnderstood where something stands there."""
    if len(row) <= MOST_COLUMNS:
        return row
    if any(row[MOST_COLUMNS:]):
        raise NotUnderstood(FileReason.TOO_MANY_COLUMNS)
    return row[:MOST_COLUMNS]


def _decoded(content: bytes) -> str:
    encoding = _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8-sig":
            raise NotUnderstood(FileReason.FILE_UNREADABLE, "It holds bytes that are no text.") from error
        # One damaged byte must not turn the accents of every other row into signs: each line for itself.
        text = "".join(map(_decoded_line, content.removeprefix(BOM_UTF8).splitlines(keepends=True)))
    if "\x00" in text:
        raise NotUnderstood(FileReason.NUL_BYTES)
    return text


def _decoded_line(line: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def _encoding(content: bytes) -> str:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    # UTF-16 without its mark: every other byte of Latin text is zero, and the same one of the two but for a few signs.
    first, second = (content[:_SAMPLE][start::2].count(0) for start in (0, 1))
    most = min(len(content), _SAMPLE) / 2
    if not len(content) % 2 and second > most * 0.7 and first < most * 0.1:
        return "utf-16-le"
    if not len(content) % 2 and first > most * 0.7 and second < most * 0.1:
        return "utf-16-be"
    return "utf-8-sig"


def _has_change_type(lines: list[str], delimiter: str) -> bool:
    return any(folded(cell) in CHANGE_NAMES for cell in lines[0].split(delimiter))


def _is_standard(text: str, delimiter: str, escape: str | None = None) -> bool:
    """Whether every quote is one that opens or closes a cell, or is written as a quote inside one."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, escapechar=escape, strict=True):
            pass
    except csv.Error:
        return False
    return True


def _parsed(part: int, name: str, text: str, delimiter: str, escape: str | None) -> Table:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, escapechar=escape)
    rows, lines, line, spans_lines = [], [], 1, False
    try:
        for row in reader:
            rows.append(checked_width(list(map(str.strip, row))))
            lines.append(line)
            spans_lines |= reader.line_num > line
            line = reader.line_num + 1
    except csv.Error as error:
        raise NotUnderstood(FileReason.FILE_UNREADABLE, "Its quoting is broken.") from error
    # A quote too many takes the rows below it into one cell, and their people with them.
    if spans_lines and not _is_standard(text, delimiter, escape):
        raise NotUnderstood(FileReason.FILE_UNREADABLE, "Its quoting is broken.")
    if not text.endswith(("\n", "\r")) and _is_cut(rows):
        raise NotUnderstood(FileReason.FILE_UNREADABLE, "It ends in the middle of a row: the rest was lost on its way.")
    return Table(part, name, rows, lines)


def _is_cut(rows: list[list[str]]) -> bool:
    """Whether the last row is shorter than all others, which are of one width; labels and footers are narrower.

    Of a row that ends early the stop marks may be missing, and of the file whoever stood below.
    """
    widths = {len(row) for row in rows[:-1] if len(row) > _WIDEST_LABEL}
    return len(widths) == 1 and _WIDEST_LABEL < len(rows[-1]) < widths.pop()
