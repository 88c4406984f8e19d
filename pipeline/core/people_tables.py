"""A table of people read row by row: who they are, and the entries that stand beside or below them."""

import re
from collections.abc import Sequence
from datetime import date
from operator import itemgetter

from pipeline.core import column_names as names
from pipeline.core.raw_register import CHANGE, NotUnderstood, RawEntry, RawPerson, RawRegister, Table
from pipeline.core.reasons import FileReason, RowReason
from pipeline.core.register_contract import REQUIRED_COLUMNS
from pipeline.core.table_columns import Columns, columns_of, group_titles
from pipeline.core.table_rows import is_footer, whole
from pipeline.core.values import read_date, read_flag, read_nhs_number

_REMISSION, _NO_REMISSION = re.compile(r"\bremission\b", re.IGNORECASE), re.compile(r"\b(partial|not)\b", re.IGNORECASE)


def read_people_table(table: Table, header: int, register: RawRegister) -> None:
    """Adds the table's people and their entries to the register; raises NotUnderstood where a column is missing."""
    groups = group_titles(table.rows, header)
    columns = columns_of(table.rows[header], groups, register)
    missing = [column for column in REQUIRED_COLUMNS if column not in columns.person]
    if missing:
        raise NotUnderstood(FileReason.COLUMNS_MISSING, "Missing: " + ", ".join(missing) + ".")
    if groups:
        register.form = "emis"
    told = {*columns.person, *(column for column, _, _ in columns.group_facts)}
    register.tells_diagnoses &= "diagnosis_on" in told
    current: int | None = None
    above: dict[str, str] = {}
    fold = bool(groups)
    width = len(table.rows[header])
    placed = _Placed(columns, width)
    for offset, sent in enumerate(table.rows[header + 1 :], start=header + 1):
        if not any(sent) or is_footer(sent):
            continue
        line_no = table.lines[offset]
        register.rows_read += 1
        row = placed.whole(sent)
        cells = placed.cells(row)
        # A list report can be made to repeat the patient's cells on every row of a person.
        repeats = fold and cells == above and any(map(row.__getitem__, placed.person))
        if repeats and sent == table.rows[offset - 1]:
            register.rows_collapsed += 1
            continue
        if not fold or (not repeats and any(map(row.__getitem__, placed.person))):
            above = dict(cells)
            current = len(register.people)
            register.people.append(RawPerson(table.part, line_no, cells))
        elif current is None:
            register.orphans.append((table.part, line_no, RowReason.NO_PERSON_ABOVE, {}))
            continue
        else:
            register.rows_folded += 1
        _read_row(table.part, line_no, row, placed, current, register)
        if len(sent) > width and (beyond := [cell for cell in sent[width:] if cell]):
            register.people[current] = register.people[current]._replace(is_too_wide=True)
            # Where a line break is lost, the next row's first cell stands at the end of this row's last one.
            beside = [sent[width - 1][-10:], *beyond]
            register.numbers_beside |= {number for cell in beside if (number := read_nhs_number(cell).digits)}


class _Placed:
    """The columns of a table of people by position, in rows made whole: a part that is not there stands at the end."""

    def __init__(self, columns: Columns, width: int) -> None:
        self._width = width
        self._names = [*columns.person] + ([CHANGE] if columns.change is not None else [])
        self._cells = itemgetter(*columns.person.values(), *([] if columns.change is None else [columns.change]))
        self.person = sorted(columns.person.values())
        self.practice = columns.practice
        self.unread_stops = columns.unread_stops.items()
        self.entries = [
            (element, at.get("date", width), at.get("value", width), at.get("term", width))
            for element, at in columns.entries
        ]
        self.group_facts = [
            (column, kind, at.get("date" if kind == "date" else "term", width), at.get("term", width))
            for column, kind, at in columns.group_facts
        ]

    def whole(self, row: Sequence[str]) -> list[str]:
        return whole(row, self._width)

    def cells(self, row: Sequence[str]) -> dict[str, str]:
        return dict(zip(self._names, self._cells(row), strict=True))


def _read_row(part: int, line_no: int, row: Sequence[str], placed: _Placed, person: int, register: RawRegister) -> None:
    if placed.practice is not None and (code := row[placed.practice].strip()):
        register.practice_codes.add(code)
    cells = register.people[person].cells
    for at, heading in placed.unread_stops:
        if is_mark(heading, row[at]):
            register.unread_stops.add(heading)
            # Neither yes nor no: whoever it may mark is left alone until somebody says what the column means.
            cells["refuses_outreach"] = f"see {heading}"
    entries = register.entries
    for element, date_at, value_at, term_at in placed.entries:
        date, value, term = row[date_at], row[value_at], row[term_at]
        if date or value or term:
            entries.append(RawEntry(part, line_no, person, "", element, date, value, "", term))
    for column, kind, at, term_at in placed.group_facts:
        text = row[at]
        if not text:
            continue
        if kind == "flag":
            cells[column] = "yes"
        elif kind == "term":
            cells[column] = cells.get(column) or text
        else:
            _keep_latest(cells, column, text)
            # Most codes of a remission are codes of a diagnosis too: the report's diagnosis group shows them.
            if column == "diagnosis_on" and _says_remission(row[term_at]):
                _keep_latest(cells, "remission_on", text)


def is_mark(heading: str, text: str) -> bool:
    """Whether a cell says more than that there is no stop: of a consent only a yes says that."""
    said = read_flag(text)
    return bool(text) and (said is not True if names.speaks_of_consent(heading) else said is not False)


def _keep_latest(cells: dict[str, str], column: str, text: str) -> None:
    if not cells.get(column) or _is_later(text, cells[column]):
        cells[column] = text


def _says_remission(term: str) -> bool:
    """Whether a diagnosis says that it is in remission; one in partial remission is active."""
    return bool(_REMISSION.search(term)) and not _NO_REMISSION.search(term)


def _is_later(text: str, than: str) -> bool:
    """Whether a date of a group is later than the one held; one that cannot be read is not lost to one that can."""
    new, held = read_date(text), read_date(than)
    return not new.is_readable or (held.is_readable and (new.day or date.min) > (held.day or date.min))
