"""The workbook a practice administrator keeps: who made it and when, the register, the observations."""

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter

from pipeline.synthetic.forms.canonical import COLUMNS, canonical_cells
from pipeline.synthetic.forms.sending import FileTruth, Line, Sent, slashed, with_events
from pipeline.synthetic.practices import Practice
from pipeline.synthetic.streams import stream

_OBSERVATIONS = ("nhs_number", "element", "observed_on", "value", "unit", "term")


class _Sheet:
    """A worksheet that takes rows, writing days and NHS numbers the way this file does."""

    def __init__(self, sheet: Any, day_format: Any, has_days: bool, has_numbers: bool) -> None:
        self._sheet = sheet
        self._day_format = day_format
        self._has_days = has_days
        self._has_numbers = has_numbers
        self.rows = 0

    def add(self, cells: Sequence[str | date | None]) -> int:
        """Writes a row and returns its number as Excel shows it."""
        for column, cell in enumerate(cells):
            if isinstance(cell, date) and self._has_days:
                self._sheet.write_datetime(self.rows, column, _midnight(cell), self._day_format)
            elif cell:
                self._text(column, slashed(cell))
        self.rows += 1
        return self.rows

    def _text(self, column: int, cell: str) -> None:
        if column == 0 and self._has_numbers and cell.isdigit():
            self._sheet.write_number(self.rows, column, int(cell))
        else:
            self._sheet.write_string(self.rows, column, cell)


def write_workbook(folder: Path, practice: Practice, lines: Sequence[Line], seed: int) -> Sent:
    """One workbook of three sheets; the extract's date is a real date whatever the others are."""
    rng = stream(seed, "workbook", practice.index)
    has_days, has_numbers = rng.random() < 0.5, rng.random() < 0.4
    path = folder / f"{practice.code} SMI register.xlsx"
    truth = FileTruth(path, "xlsx", "")
    rows: list[tuple[Path, int]] = []
    made_on = _midnight(practice.extract_on)
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    # Without this the workbook would carry the moment it was made and never be the same twice.
    book.set_properties({"created": made_on, "author": "Practice administrator"})
    day_format = book.add_format({"num_format": "dd/mm/yyyy"})
    about = _Sheet(book.add_worksheet("About"), day_format, has_days=True, has_numbers=False)
    about.add(("Practice", f"{practice.code} {practice.name}"))
    about.add(("Extract date", practice.extract_on))
    about.add(("Prepared by", "practice administrator"))
    register = _Sheet(book.add_worksheet("Register"), day_format, has_days, has_numbers)
    register.add(COLUMNS)
    for line in lines:
        rows.append((path, register.add(canonical_cells(line.entry))))
        truth.count(line.role)
    observations = _Sheet(book.add_worksheet("Observations"), day_format, has_days, has_numbers)
    observations.add(_OBSERVATIONS)
    for line, events in with_events(lines):
        for element, event in events:
            observations.add((line.entry.nhs_number, element, event.observed_on, event.value, event.unit, event.term))
        truth.count_events(line.role, len(events))
    book.close()
    return Sent([truth], rows)


def _midnight(day: date) -> datetime:
    # Excel knows no time zones.
    return datetime.combine(day, time())
