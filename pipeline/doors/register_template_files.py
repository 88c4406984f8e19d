"""The blank register as CSV and XLSX, as bytes."""

import csv
from datetime import date
from io import StringIO

from pipeline.core import register_template as template
from pipeline.core.register_contract import PERSON_COLUMNS
from pipeline.doors.workbooks import Book


def template_csv(practice_code: str, practice_name: str) -> bytes:
    """One file: whose it is, a sentence a column, then the heading; people go below it."""
    text = StringIO(newline="")
    rows = [*template.about(practice_code, practice_name), *template.wide_guide(), template.wide_heading()]
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def template_workbook(practice_code: str, practice_name: str, as_of: date) -> bytes:
    """A sheet of people, a sheet of results, and how to fill them in."""
    book = Book("SMI register", f"{practice_name} ({practice_code})", as_of)
    book.add_open_rows(template.ABOUT, template.about(practice_code, practice_name), -1)
    book.add_open_rows(template.REGISTER, [list(PERSON_COLUMNS)], 0)
    book.add_open_rows(template.ENTRIES, [list(template.ENTRY_SENTENCES)], 0)
    book.add_open_rows(template.GUIDE, template.guide(), -1)
    return book.finish()
