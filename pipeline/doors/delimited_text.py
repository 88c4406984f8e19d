"""Delimited text of any usual encoding, delimiter and quoting, as one table."""

import csv
import io

from pipeline.core.column_names import CHANGE_NAMES, folded
from pipeline.core.raw_register import NotUnderstood, Table
from pipeline.core.reasons import FileReason

MOST_COLUMNS = 300
_DELIMITERS = ",\t;|"
_SAMPLE = 4096
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
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            raise NotUnderstood(FileReason.NUL_BYTES)
        return text
    raise NotUnderstood(FileReason.FILE_UNREADABLE, "It holds bytes that are no text.")


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    # UTF-16 without its mark: every other byte of Latin text is zero, and always the same one of the two.
    first, second = (content[:_SAMPLE][start::2] for start in (0, 1))
    half = max(len(second), 1)
    if not len(content) % 2 and second.count(0) > half * 0.7 and not first.count(0):
        return ("utf-16-le",)
    if not len(content) % 2 and first.count(0) > half * 0.7 and not second.count(0):
        return ("utf-16-be",)
    return ("utf-8-sig", "cp1252", "latin-1")


def _has_change_type(lines: list[str], delimiter: str) -> bool:
    return any(folded(cell) in CHANGE_NAMES for cell in lines[0].split(delimiter))


def _is_standard(text: str, delimiter: str) -> bool:
    """Whether quotes are doubled, as nearly everywhere; where they are not, a backslash stands before them."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error:
        return False
    return True


def _parsed(part: int, name: str, text: str, delimiter: str, escape: str | None) -> Table:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, escapechar=escape)
    rows, lines, line = [], [], 1
    try:
        for row in reader:
            rows.append(checked_width(list(map(str.strip, row))))
            lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise NotUnderstood(FileReason.FILE_UNREADABLE, "Its quoting is broken.") from error
    return Table(part, name, rows, lines)
