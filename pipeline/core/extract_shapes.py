"""How the tables of a practice's files are understood: people, their entries, and what was not.

Four shapes: an EMIS list report (preamble, column groups, continuation rows), SystmOne (patients
and event files joined on NHS number), a wide CSV with numbered entries, a workbook with a sheet
of people and a sheet of entries. The shape is seen from the headings, never from a file's name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.core import column_names as names
from pipeline.core.reasons import FileReason, RowReason
from pipeline.core.register_contract import REQUIRED_COLUMNS

_CODE = re.compile(r"\b([A-Z][0-9]{5})\b")
_FOOTER = re.compile(r"^\W*(end of report|total|\d+ (patients|rows|records))\b", re.IGNORECASE)
_DATE_LABELS = {"rundate", "extractdate", "relativedate", "reportdate"}
_PRACTICE_LABELS = {"organisation", "practice"}
_GROUPS = {*names.GROUP_ELEMENTS, *names.GROUP_DATES, *names.GROUP_TERMS, *names.GROUP_FLAGS}


@dataclass(frozen=True)
class Table:
    """One sheet or CSV of a file: rows of text and the line each begins on."""

    part: int
    name: str
    rows: Sequence[Sequence[str]]
    lines: Sequence[int]


@dataclass(frozen=True, slots=True)
class RawPerson:
    """A person's row: canonical column -> text as sent."""

    part: int
    line_no: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry about an element. `person` indexes the people; None where only `nhs_number` joins it."""

    part: int
    line_no: int
    person: int | None
    nhs_number: str
    element: str | None
    date: str
    value: str
    unit: str
    term: str


@dataclass
class RawRegister:
    """What the files of one extract say, before any value is read."""

    form: str
    people: list[RawPerson] = field(default_factory=list)
    entries: list[RawEntry] = field(default_factory=list)
    orphans: list[tuple[int, int, RowReason, dict[str, str]]] = field(default_factory=list)
    rows_read: int = 0
    rows_folded: int = 0
    practice_codes: set[str] = field(default_factory=set)
    date_texts: set[str] = field(default_factory=set)
    unknown_columns: list[str] = field(default_factory=list)


class NotUnderstood(Exception):
    """The file as a whole cannot be used: why, what exactly was found, and whom it holds where that is known."""

    def __init__(self, reason: FileReason, detail: str = "", register: RawRegister | None = None) -> None:
        super().__init__(reason)
        self.reason, self.detail, self.register = reason, detail, register


def understand(tables: Sequence[Table]) -> RawRegister:
    """The register in the tables of one extract; raises NotUnderstood."""
    people_tables: list[tuple[Table, int]] = []
    entry_tables: list[tuple[Table, int]] = []
    register = RawRegister(form="")
    for table in tables:
        header = _header_index(table)
        if header is None:
            _read_labels(table.rows, register)
            continue
        _read_labels(table.rows[:header], register)
        (people_tables if _holds_people(table.rows[header]) else entry_tables).append((table, header))
    if not people_tables and not entry_tables:
        # Never what stands there: the first row of a file without headings is a patient's.
        seen = sum(any(row) for table in tables for row in table.rows)
        raise NotUnderstood(FileReason.NO_HEADER, f"{seen} rows with text were looked at.")
    if not people_tables:
        raise NotUnderstood(FileReason.PART_MISSING, "There are entries, but no file or sheet of people.")
    for table, header in people_tables:
        _read_people(table, header, register)
    for table, header in entry_tables:
        _read_entries(table, header, register)
    if not register.form:
        register.form = "long" if entry_tables else "wide"
    if not register.people and not register.orphans:
        raise NotUnderstood(FileReason.FILE_EMPTY)
    if not entry_tables and not any(_holds_entries(table, header) for table, header in people_tables):
        detail = "There are people, but no columns, file or sheet of entries."
        raise NotUnderstood(FileReason.PART_MISSING, detail, register)
    return register


def _header_index(table: Table) -> int | None:
    for index, row in enumerate(table.rows[:200]):
        if any(names.person_column(cell) == "nhs_number" for cell in row if cell) and sum(map(bool, row)) > 1:
            return index
    return None


def _holds_people(header: Sequence[str]) -> bool:
    return any(names.person_column(cell) in ("family_name", "born_on") for cell in header if cell)


def _holds_entries(table: Table, header: int) -> bool:
    groups = _group_titles(table.rows, header) or []
    return any(group in names.GROUP_ELEMENTS for group in groups) or any(
        names.numbered_entry(cell) for cell in table.rows[header] if cell
    )


def _read_labels(rows: Sequence[Sequence[str]], register: RawRegister) -> None:
    """The preamble or title sheet: whose file and of which day."""
    for row in rows:
        cells = [cell.strip() for cell in row if cell.strip()]
        if len(cells) < 2:
            continue
        label = names.folded(cells[0])
        if label in _DATE_LABELS:
            register.date_texts.add(cells[1])
        elif label in _PRACTICE_LABELS and (match := _CODE.search(cells[1])):
            register.practice_codes.add(match[1])


@dataclass
class _Columns:
    """Which position of a people table holds what."""

    person: dict[str, int] = field(default_factory=dict)
    entries: list[tuple[str, dict[str, int]]] = field(default_factory=list)
    group_facts: list[tuple[str, str, dict[str, int]]] = field(default_factory=list)
    practice: int | None = None


def _read_people(table: Table, header: int, register: RawRegister) -> None:
    groups = _group_titles(table.rows, header)
    columns = _columns(table.rows[header], groups, register)
    missing = [column for column in REQUIRED_COLUMNS if column not in columns.person]
    if missing:
        raise NotUnderstood(FileReason.COLUMNS_MISSING, "Missing: " + ", ".join(missing) + ".")
    if groups:
        register.form = "emis"
    current: int | None = None
    fold = bool(groups)
    positions = sorted(columns.person.values())
    for offset, row in enumerate(table.rows[header + 1 :], start=header + 1):
        if not any(row) or _is_footer(row):
            continue
        line_no = table.lines[offset]
        register.rows_read += 1
        has_person = any(at < len(row) and row[at] for at in positions)
        if has_person or not fold:
            cells = {name: row[at] if at < len(row) else "" for name, at in columns.person.items()}
            current = len(register.people)
            register.people.append(RawPerson(table.part, line_no, cells))
        elif current is None:
            register.orphans.append((table.part, line_no, RowReason.NO_PERSON_ABOVE, {}))
            continue
        else:
            register.rows_folded += 1
        _read_row(table.part, line_no, row, columns, current, register)


def _read_row(
    part: int, line_no: int, row: Sequence[str], columns: _Columns, person: int, register: RawRegister
) -> None:
    def cell(at: int | None) -> str:
        return row[at] if at is not None and at < len(row) else ""

    if columns.practice is not None and (code := cell(columns.practice).strip()):
        register.practice_codes.add(code)
    for element, at in columns.entries:
        date, value, term = cell(at.get("date")), cell(at.get("value")), cell(at.get("term"))
        if date or value or term:
            register.entries.append(RawEntry(part, line_no, person, "", element, date, value, "", term))
    cells = register.people[person].cells
    for column, kind, at in columns.group_facts:
        text = cell(at.get("date" if kind == "date" else "term"))
        # The first row of a person holds the latest of each group; older ones never overwrite it.
        if text and not cells.get(column):
            cells[column] = "yes" if kind == "flag" else text


def _group_titles(rows: Sequence[Sequence[str]], header: int) -> list[str] | None:
    """The group of every position, from the row of titles above the heading; None where there is none."""
    if header == 0:
        return None
    titles = [names.folded(cell) for cell in rows[header - 1]]
    if names.PATIENT_GROUP not in titles:
        return None
    width = len(rows[header])
    titles += [""] * (width - len(titles))
    current, filled = "", []
    for title in titles[:width]:
        current = title or current
        filled.append(current)
    return filled


def _columns(header: Sequence[str], groups: list[str] | None, register: RawRegister) -> _Columns:
    columns = _Columns()
    grouped: dict[str, dict[str, int]] = {}
    numbered: dict[tuple[str, int], dict[str, int]] = {}
    for at, heading in enumerate(header):
        group = groups[at] if groups else names.PATIENT_GROUP
        if not heading.strip():
            continue
        if group != names.PATIENT_GROUP:
            part = names.GROUP_PARTS.get(names.folded(heading))
            if part is None or group not in _GROUPS:
                register.unknown_columns.append(heading)
            elif part in grouped.setdefault(group, {}):
                raise NotUnderstood(FileReason.COLUMN_TWICE, f"Group {group!r} has {heading!r} twice.")
            else:
                grouped[group][part] = at
        elif entry := names.numbered_entry(heading):
            numbered.setdefault((entry[0], entry[2]), {})[entry[1]] = at
        elif column := names.person_column(heading):
            if column in columns.person:
                raise NotUnderstood(FileReason.COLUMN_TWICE, f"{heading!r} and an earlier column both mean {column}.")
            columns.person[column] = at
        elif names.folded(heading) in names.PRACTICE_CODE_NAMES:
            columns.practice = at
        elif names.folded(heading) not in names.NOT_USED:
            register.unknown_columns.append(heading)
    columns.entries = [(element, at) for (element, _), at in sorted(numbered.items())]
    for group, parts in grouped.items():
        if group in names.GROUP_ELEMENTS:
            columns.entries.append((names.GROUP_ELEMENTS[group], parts))
        elif group in names.GROUP_DATES:
            columns.group_facts.append((names.GROUP_DATES[group], "date", parts))
        elif group in names.GROUP_TERMS:
            columns.group_facts.append((names.GROUP_TERMS[group], "term", parts))
        else:
            columns.group_facts.append((names.GROUP_FLAGS[group], "flag", parts))
    return columns


def _read_entries(table: Table, header: int, register: RawRegister) -> None:
    at: dict[str, int] = {}
    for position, heading in enumerate(table.rows[header]):
        if not heading.strip():
            continue
        part = (
            "nhs_number"
            if names.person_column(heading) == "nhs_number"
            else names.ENTRY_NAMES.get(names.folded(heading))
        )
        if part is None:
            register.unknown_columns.append(heading)
        elif part in at:
            raise NotUnderstood(FileReason.COLUMN_TWICE, f"{heading!r} stands twice in {table.name}.")
        else:
            at[part] = position
    missing = [part for part in ("date", "term") if part not in at]
    if missing:
        raise NotUnderstood(FileReason.COLUMNS_MISSING, f"{table.name} lacks: " + ", ".join(missing) + ".")
    for offset, row in enumerate(table.rows[header + 1 :], start=header + 1):
        if not any(row) or _is_footer(row):
            continue
        register.rows_read += 1
        cells = {part: row[position] if position < len(row) else "" for part, position in at.items()}
        register.entries.append(
            RawEntry(
                table.part,
                table.lines[offset],
                None,
                cells.get("nhs_number", ""),
                cells.get("element") or None,
                cells["date"],
                cells.get("value", ""),
                cells.get("unit", ""),
                cells["term"],
            )
        )


def _is_footer(row: Sequence[str]) -> bool:
    if row.count("") != len(row) - 1:
        return False
    return bool(_FOOTER.match(next(cell for cell in row if cell)))
