"""Workbooks as practices send them, made cell by cell."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.golden.archives import stored

_PEOPLE = ("nhs_number", "family_name", "given_name", "born_on", "is_restricted")
_ENTRIES = ("nhs_number", "element", "observed_on", "value", "unit", "term", "code")
_DAY = "2026-11-20/Z90001"
Fill = Callable[[xlsxwriter.Workbook], None]


def workbook_files() -> dict[str, bytes]:
    """Path -> bytes of every workbook that can be written here."""
    whole = _book(_three_sheets)
    return {
        f"workbook-of-three-sheets/{_DAY}/Z90001 SMI register.xlsx": whole,
        f"workbook-hidden-sheet/{_DAY}/Z90001_20261120.xlsx": _book(_hidden),
        f"workbook-merged-cells-and-formulas/{_DAY}/Z90001_20261120.xlsx": _book(_formulas),
        f"workbook-damaged-by-its-program/{_DAY}/Z90001_20261120.xlsx": _book(_damaged),
        f"workbook-people-on-two-sheets/{_DAY}/Z90001_20261120.xlsx": _book(_two_sheets),
        f"workbook-cut-off/{_DAY}/Z90001_20261120.xlsx": whole[: len(whole) // 2],
    }


def _three_sheets(book: xlsxwriter.Workbook) -> None:
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    about = _sheet(book, "About", [("Practice", "Z90001 Thornfold Surgery"), ("Extract date",)])
    about.write_datetime(1, 1, datetime(2026, 11, 18), day)  # noqa: DTZ001
    people = _sheet(
        book,
        "Register",
        [
            _PEOPLE,
            (9990000026, "Brackwell", "Ada", None, False),
            ("999 000 0034", "Tarn", "Joan", "01/12/1969", True),
            (9990000042, "Wren", "Ivo", 33125),
        ],
    )
    people.write_datetime(1, 3, datetime(1980, 5, 4), day)  # noqa: DTZ001
    entries = _sheet(
        book,
        "Observations",
        [
            _ENTRIES,
            (9990000026, "blood_pressure", "05/03/2026", "128/82", "", "Blood pressure"),
            (9990000026, "bmi", None, 27.4, "kg/m2", "Body mass index"),
            (9990000042, "glucose", "06-Mar-2026", 22, "mmol/mol", "HbA1c level"),
            (9990000042, "glucose", "07-Mar-2026", 22, "", "HbA1c level"),
        ],
    )
    entries.write_datetime(2, 2, datetime(2026, 3, 5, 9, 30), day)  # noqa: DTZ001


def _hidden(book: xlsxwriter.Workbook) -> None:
    _sheet(book, "Register", [_PEOPLE, ("9990000026", "Brackwell", "Ada", "04/05/1980")])
    _sheet(book, "More", [_PEOPLE, ("9990000034", "Tarn", "Joan", "01/12/1969", "yes")]).hide()
    _sheet(book, "Observations", [_ENTRIES, ("9990000026", "bmi", "05/03/2026", "27.4", "", "Body mass index")])


def _formulas(book: xlsxwriter.Workbook) -> None:
    centred = book.add_format({"align": "center"})
    heading = ("NHS Number", "Family Name", "Date of Birth", "Code Term", "Date", "Value")
    sheet = _sheet(book, "List report", [(), heading, (None, None, "04/05/1980", "Body mass index", "05/03/2026")])
    sheet.merge_range(0, 0, 0, 2, "Patient Details", centred)
    sheet.merge_range(0, 3, 0, 5, "BMI", centred)
    sheet.write_formula(2, 0, "=9990000025+1", None, 9990000026)
    sheet.write_formula(2, 1, '=PROPER("brackwell")', None, "Brackwell")
    sheet.write_formula(2, 5, "=ROUND(71/1.61^2,1)", None, 27.4)
    sheet.write_row(3, 1, ("Tarn", "01/12/1969"))
    sheet.write_formula(3, 0, "=VLOOKUP(B4,Other!A:B,2,0)", None, "#N/A")


def _damaged(book: xlsxwriter.Workbook) -> None:
    _sheet(
        book,
        "Register",
        [
            _PEOPLE,
            ("9.99E+09", "Brackwell", "Ada", "04/05/1980"),
            (999000034, "Tarn", "Joan", "01/12/1969"),
            (9990000042, "Wren", "Ivo", "12/31/1969"),
            (9990000050.0, "Holloway", "Nina", 25569),
        ],
    )
    _sheet(
        book,
        "Observations",
        [
            _ENTRIES,
            (9990000050, "bmi", "05/03/2026", 27.4, "", "Body mass index", 60621009),
            (9990000050, "lipids", "05/03/2026", 5.1, "", "Serum cholesterol", 1005671000000100),
        ],
    )


def _two_sheets(book: xlsxwriter.Workbook) -> None:
    heading = (*_PEOPLE, "bmi_date_1", "bmi_term_1", "bmi_value_1")
    ada = ("9990000026", "Brackwell", "Ada", "04/05/1980", "", "05/03/2026", "Body mass index", "27.4")
    _sheet(book, "A to K", [heading, ada, ("9990000050", "Holloway", "Nina", "03/02/1985")])
    _sheet(book, "L to Z", [heading, ("9990000034", "Tarn", "Joan", "01/12/1969")])
    book.add_worksheet("Sheet3")


def _sheet(book: xlsxwriter.Workbook, name: str, rows: Sequence[Sequence[object]]) -> Worksheet:
    sheet = book.add_worksheet(name)
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    return sheet


def _book(fill: Fill) -> bytes:
    """The workbook's bytes, packed without compression: those of a compressor differ from machine to machine."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2026, 11, 20, tzinfo=UTC)})
        fill(book)
    with zipfile.ZipFile(made) as packed:
        return stored({name: packed.read(name) for name in packed.namelist()})
