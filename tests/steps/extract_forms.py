"""Practices' files in the three forms beside the plain CSV, small enough to count their rows by hand."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from tests.factories import AS_OF, PRACTICE, TERMS, nhs_number
from tests.oracle import SIX

CHECKED = date(2026, 6, 1)
_EMIS_PERSON = ("NHS Number", "Organisation Code", "Family Name", "Given Name", "Date of Birth", "Postcode")
_EMIS_GROUPS = ("SMI Diagnosis", "Remission", "Blood Pressure", "BMI", "Alcohol", "Lipids", "Glucose", "Smoking")
_SYSTMONE = ("NHS number", "Surname", "First name", "Date of birth", "Restricted access", "SMI diagnosis date")
_EVENTS = ("NHS number", "Event date", "CTV3 code", "Read code description", "Numeric value")


def emis(inbox: Path, on: date = AS_OF, practice: str = PRACTICE) -> Path:
    """Seven rows: a continuation under nobody, two people checked once and once before, an identical double of
    the second (two rows), a person whose number is wrong.
    """
    heading = [*_EMIS_PERSON, *(part for _ in _EMIS_GROUPS for part in ("Code Term", "Date", "Value"))]
    titles = ["Patient Details", *[""] * (len(_EMIS_PERSON) - 1), *(t for g in _EMIS_GROUPS for t in (g, "", ""))]
    older = _emis_row({}, {element: date(2022, 3, 2) for element in SIX}, diagnosed=False)
    first, second = (_emis_row({"NHS Number": nhs_number(n), "Organisation Code": practice, "Family Name": f"Bram{n}"})
                     for n in (1, 2))  # fmt: skip
    wrong = _emis_row({"NHS Number": "999 000 0000", "Family Name": "Brill"})
    table = [
        ["Report", "SMI physical health register"],
        ["Organisation", f"Thornfold Surgery ({practice})"],
        ["Run Date", f"{on:%d-%b-%Y} 07:12"],
        [],
        titles,
        heading,
        older,
        first,
        older,
        second,
        second,
        wrong,
        older,
        ["End of report"],
    ]
    return _write(inbox / practice / "list report.csv", table, quoting=csv.QUOTE_ALL)


def systmone(
    inbox: Path, on: date = AS_OF, practice: str = PRACTICE, people: Sequence[int] = (1, 2), *, is_whole: bool = True
) -> list[Path]:
    """Two people and one whose number is wrong, six events each of the two, and one event of nobody."""
    stem = f"{practice}_{on:%Y%m%d}"
    patients = [[nhs_number(n), f"Bram{n}", "Ada", "04 May 1980", "", "01 Jun 2015"] for n in people]
    wrong = [["9990000000", "Brill", "Ben", "04 May 1980", "", ""]]
    nobody = [[nhs_number(99), f"{CHECKED:%d %b %Y}", "YZa01", *TERMS["bmi"]]]
    files = [_write(inbox / practice / f"{stem}_patients.csv", [list(_SYSTMONE), *patients, *wrong])]
    parts = {"events1": SIX[:3], "events2": SIX[3:]} if is_whole else {"events1": SIX[:3]}
    for name, elements in parts.items():
        events = [[nhs_number(n), f"{CHECKED:%d %b %Y}", "YZa01", *TERMS[e]] for n in people for e in elements]
        rows = [*events, *(nobody if name == "events1" else [])]
        files.append(_write(inbox / practice / f"{stem}_{name}.csv", [list(_EVENTS), *rows]))
    return files


def workbook(inbox: Path, on: date = AS_OF, practice: str = PRACTICE) -> Path:
    """Two people (one number a number, one text), one without a family name, six entries and one of the last."""
    path = inbox / practice / f"{practice} SMI register.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        about = book.add_worksheet("About")
        about.write_row(0, 0, ["Practice", f"{practice} Thornfold Surgery"])
        about.write(1, 0, "Extract date")
        about.write_datetime(1, 1, _at(on), day)
        people = book.add_worksheet("Register")
        people.write_row(0, 0, ["nhs_number", "family_name", "given_name", "born_on", "diagnosis_on"])
        for at, (number, name) in enumerate(
            ((int(nhs_number(1)), "Bram"), (nhs_number(2), "Brook"), (nhs_number(3), ""))
        ):
            people.write_row(at + 1, 0, [number, name, "Ada"])
            people.write_datetime(at + 1, 3, _at(date(1980, 5, 4)), day)
            people.write(at + 1, 4, "01/06/2015")
        entries = book.add_worksheet("Observations")
        entries.write_row(0, 0, ["nhs_number", "element", "observed_on", "value", "unit", "term"])
        for at, element in enumerate(SIX):
            term, value = TERMS[element]
            entries.write_row(at + 1, 0, [nhs_number(1), element, f"{CHECKED:%d/%m/%Y}", value, "", term])
        entries.write_row(7, 0, [nhs_number(3), "bmi", f"{CHECKED:%d/%m/%Y}", "27", "", "Body mass index"])
    return path


def _emis_row(
    person: Mapping[str, str], days: Mapping[str, date] | None = None, *, diagnosed: bool = True
) -> list[str]:
    usual = {"Given Name": "Ada", "Date of Birth": "04-May-1980", "Postcode": "BB11 1AA"} if person else {}
    cells = [{**usual, **person}.get(column, "") for column in _EMIS_PERSON]
    cells += ["Schizophrenia", "01-Jun-2015", ""] if diagnosed else ["", "", ""]
    cells += ["", "", ""]
    for element in SIX:
        term, value = TERMS[element]
        cells += [term, f"{(days or {}).get(element, CHECKED):%d-%b-%Y}", value]
    return cells


def _at(day: date) -> date:
    from datetime import datetime

    return datetime(day.year, day.month, day.day)  # noqa: DTZ001


def _write(path: Path, table: Sequence[Sequence[str]], quoting: int = csv.QUOTE_MINIMAL) -> Path:
    made = io.StringIO(newline="")
    csv.writer(made, quoting=quoting, lineterminator="\r\n").writerows(table)  # type: ignore[arg-type]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(made.getvalue(), encoding="utf-8", newline="")
    return path
