"""How the tables of a practice's files are understood: people, their entries, and what was not.

Four shapes: an EMIS list report (preamble, column groups, continuation rows), SystmOne (patients
and event files joined on NHS number), a wide CSV with numbered entries, a workbook or archive with a
sheet or file of people and one of entries. Any of them may be a delta (Medicus): a change_type in
every row. The shape is seen from the headings, never from a file's name.
"""

import re
from collections.abc import Sequence

from pipeline.core import column_names as names
from pipeline.core.arrivals import date_text_in_name
from pipeline.core.corrections import is_of_corrections, read_references, unguarded
from pipeline.core.entry_tables import read_entry_table
from pipeline.core.people_tables import read_people_table
from pipeline.core.raw_register import NotUnderstood, RawRegister, Table
from pipeline.core.reasons import FileReason
from pipeline.core.table_columns import check_heading, header_index, headings, holds_entries, holds_people
from pipeline.core.table_rows import DATE_LABELS, PRACTICE_LABELS

_CODE = re.compile(r"\b([A-Z][0-9]{5})\b")


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
        check_heading(table.rows[header])
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
        read_people_table(table, header, register)
    for table, header in entry_tables:
        register.headings += headings(table, header)
        read_entry_table(table, header, register)
    if not register.form:
        register.form = "long" if entry_tables else "wide"
    if not register.people and not register.orphans and not (register.is_delta and register.entries):
        raise NotUnderstood(FileReason.FILE_EMPTY)
    if register.unread_stops:
        detail = "Not understood: " + ", ".join(sorted(register.unread_stops)) + "."
        raise NotUnderstood(FileReason.STOP_COLUMN_UNKNOWN, detail, register)
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
        if label in DATE_LABELS:
            register.date_texts.add(cells[1])
        elif label in PRACTICE_LABELS and (match := _CODE.search(cells[1])):
            register.practice_codes.add(match[1])
