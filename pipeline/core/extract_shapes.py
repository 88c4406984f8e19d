"""How the tables of a practice's files are understood: people, their entries, and what was not.

Four shapes: an EMIS list report (preamble, column groups, continuation rows), SystmOne (patients
and event files joined on NHS number), a wide CSV with numbered entries, a workbook or archive with a
sheet or file of people and one of entries. Any of them may be a delta (Medicus): a change_type in
every row. The shape is seen from the headings, never from a file's name.
"""

import re
from collections.abc import Sequence
from datetime import date

from pipeline.core import column_names as names
from pipeline.core.arrivals import date_text_in_name
from pipeline.core.corrections import is_of_corrections, read_references, unguarded
from pipeline.core.raw_register import CHANGE, NotUnderstood, RawEntry, RawPerson, RawRegister, Table
from pipeline.core.reasons import FileReason, RowReason
from pipeline.core.register_contract import REQUIRED_COLUMNS
from pipeline.core.table_columns import (
    Columns,
    columns_of,
    group_titles,
    header_index,
    headings,
    holds_entries,
    holds_people,
)
from pipeline.core.values import read_date

_CODE = re.compile(r"\b([A-Z][0-9]{5})\b")
_FOOTER = re.compile(r"^\W*(end of report|total|\d+ (patients|rows|records))\b", re.IGNORECASE)
_REMISSION, _NO_REMISSION = re.compile(r"\bremission\b", re.IGNORECASE), re.compile(r"\b(partial|not)\b", re.IGNORECASE)
_DATE_LABELS = {"rundate", "extractdate", "relativedate", "reportdate"}
_PRACTICE_LABELS = {"organisation", "practice"}


def understand(tables: Sequence[Table]) -> RawRegister:
    """The register in the tables of one extract; raises NotUnderstood."""
    people_tables: list[tuple[Table, int]] = []
    entry_tables: list[tuple[Table, int]] = []
    register = RawRegister(form="")
    for sent in tables:
        # The file in an archive, or the sheet, may be named after the day; a file's own name says the same here.
        if text := date_text_in_name(sent.name):
            register.date_texts.add(text)
        table, header = sent, header_index(sent)
        if header is None:
            _read_labels(table.rows, register)
            continue
        if is_of_corrections(table.rows[header]):
            register.is_correction = True
            table = unguarded(table)
            register.corrects |= read_references(table, header)
        _read_labels(table.rows[:header], register)
        (people_tables if holds_people(table.rows[header]) else entry_tables).append((table, header))
    if not people_tables and not entry_tables:
        # Never what stands there: the first row of a file without headings is a patient's.
        seen = sum(any(row) for table in tables for row in table.rows)
        raise NotUnderstood(FileReason.NO_HEADER, f"{seen} rows with text were looked at.")
    register.is_delta = any(
        names.folded(cell) in names.CHANGE_NAMES
        for table, header in (*people_tables, *entry_tables)
        for cell in table.rows[header]
    )
    # Of a delta any part may be missing: nothing of that kind changed.
    if not people_tables and not register.is_delta:
        raise NotUnderstood(FileReason.PART_MISSING, "There are entries, but no file or sheet of people.")
    for table, header in people_tables:
        register.headings += headings(table, header)
        _read_people(table, header, register)
    for table, header in entry_tables:
        register.headings += headings(table, header)
        _read_entries(table, header, register)
    if not register.form:
        register.form = "long" if entry_tables else "wide"
    if not register.people and not register.orphans and not (register.is_delta and register.entries):
        raise NotUnderstood(FileReason.FILE_EMPTY)
    if (
        not entry_tables
        and not register.is_delta
        and not any(holds_entries(table, header) for table, header in people_tables)
    ):
        detail = "There are people, but no columns, file or sheet of entries."
        raise NotUnderstood(FileReason.PART_MISSING, detail, register)
    return register


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


def _read_people(table: Table, header: int, register: RawRegister) -> None:
    groups = group_titles(table.rows, header)
    columns = columns_of(table.rows[header], groups, register)
    missing = [column for column in REQUIRED_COLUMNS if column not in columns.person]
    if missing:
        raise NotUnderstood(FileReason.COLUMNS_MISSING, "Missing: " + ", ".join(missing) + ".")
    if groups:
        register.form = "emis"
    current: int | None = None
    above: dict[str, str] = {}
    fold = bool(groups)
    positions = sorted(columns.person.values())
    for offset, row in enumerate(table.rows[header + 1 :], start=header + 1):
        if not any(row) or is_footer(row):
            continue
        line_no = table.lines[offset]
        register.rows_read += 1
        has_person = any(at < len(row) and row[at] for at in positions)
        cells = {name: row[at] if at < len(row) else "" for name, at in columns.person.items()}
        if columns.change is not None:
            cells[CHANGE] = row[columns.change] if columns.change < len(row) else ""
        # A list report can be made to repeat the patient's cells on every row of a person.
        repeats = fold and has_person and cells == above
        if repeats and row == table.rows[offset - 1]:
            register.rows_collapsed += 1
            continue
        if not fold or (has_person and not repeats):
            above = dict(cells)
            current = len(register.people)
            register.people.append(RawPerson(table.part, line_no, cells))
        elif current is None:
            register.orphans.append((table.part, line_no, RowReason.NO_PERSON_ABOVE, {}))
            continue
        else:
            register.rows_folded += 1
        _read_row(table.part, line_no, row, columns, current, register)


def _read_row(
    part: int, line_no: int, row: Sequence[str], columns: Columns, person: int, register: RawRegister
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
        if not text:
            continue
        if kind == "flag":
            cells[column] = "yes"
        elif kind == "term":
            cells[column] = cells.get(column) or text
        else:
            _keep_latest(cells, column, text)
            # Most codes of a remission are codes of a diagnosis too: the report's diagnosis group shows them.
            if column == "diagnosis_on" and _says_remission(cell(at.get("term"))):
                _keep_latest(cells, "remission_on", text)


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


def _read_entries(table: Table, header: int, register: RawRegister) -> None:
    at: dict[str, int] = {}
    for position, heading in enumerate(table.rows[header]):
        if not heading.strip() or names.folded(heading) in names.ANSWER_COLUMNS:
            continue
        part = (
            "nhs_number"
            if names.person_column(heading) == "nhs_number"
            else CHANGE
            if names.folded(heading) in names.CHANGE_NAMES
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
        if not any(row) or is_footer(row):
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
                cells.get(CHANGE),
                cells.get("code", ""),
            )
        )


def is_label(row: Sequence[str]) -> bool:
    """Whether a row above the heading says whose the file is or of which day."""
    label = names.folded(next((cell for cell in row if cell.strip()), ""))
    return label in _DATE_LABELS | _PRACTICE_LABELS


def is_footer(row: Sequence[str]) -> bool:
    """Whether a row only ends the report."""
    if row.count("") != len(row) - 1:
        return False
    return bool(_FOOTER.match(next(cell for cell in row if cell)))
