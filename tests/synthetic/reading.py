"""A small reader of the four forms, written from their description alone, and the rule said naively."""

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import openpyxl
from dateutil.relativedelta import relativedelta

ELEMENTS = ("blood_pressure", "bmi", "alcohol", "lipids", "glucose", "smoking")
EMIS_GROUPS = {"Blood Pressure": "blood_pressure", "BMI": "bmi", "Alcohol": "alcohol", "Lipids": "lipids",
               "Glucose": "glucose", "Smoking": "smoking"}  # fmt: skip
ELEMENT_OF_TERM = {
    "blood pressure": "blood_pressure", "body mass": "bmi", "alcohol": "alcohol", "drinker": "alcohol",
    "cholesterol": "lipids", "hba1c": "glucose", "haemoglobin a1c": "glucose", "glucose": "glucose",
    "smok": "smoking",
}  # fmt: skip
SYSTMONE = {"NHS number": "nhs_number", "Surname": "family_name", "First name": "given_name",
            "Date of birth": "born_on", "Home telephone": "phone_home", "Mobile telephone": "phone_mobile",
            "Postcode": "postcode", "SMI diagnosis date": "diagnosis_on", "SMI remission date": "remission_on",
            "Lithium last issued": "lithium_on", "Date deducted": "deregistered_on", "Date of death": "died_on",
            "Gender": "sex", "IMD decile": "imd_decile", "Requires interpreter": "is_interpreter_needed",
            "House name": "address_1"}  # fmt: skip
EMIS = {"NHS Number": "nhs_number", "Family Name": "family_name", "Given Name": "given_name",
        "Date of Birth": "born_on", "Home Telephone": "phone_home", "Mobile Telephone": "phone_mobile",
        "Postcode": "postcode", "Deduction Date": "deregistered_on", "Date of Death": "died_on",
        "Gender": "sex", "IMD Decile": "imd_decile", "Interpreter Needed": "is_interpreter_needed",
        "House Name / Flat Number": "address_1"}  # fmt: skip


@dataclass
class Person:
    """One row of a person with the lines of their history: element, date text, value, term."""

    practice_code: str
    file: str
    row: int
    cells: dict[str, str]
    lines: list[tuple[str, str, str, str]] = field(default_factory=list)


@dataclass
class Read:
    people: list[Person] = field(default_factory=list)
    data_rows: dict[str, int] = field(default_factory=dict)
    extract_on: dict[str, date] = field(default_factory=dict)
    form: dict[str, str] = field(default_factory=dict)
    by_number: dict[tuple[str, str], list[Person]] = field(default_factory=dict)

    def add(self, person: Person) -> None:
        self.people.append(person)
        self.by_number.setdefault((person.practice_code, person.cells["nhs_number"]), []).append(person)


def read_county(folder: Path) -> Read:
    read = Read()
    for practice in sorted((folder / "inbox").iterdir()):
        for path in sorted(practice.iterdir(), key=lambda path: ("patients" not in path.name, path.name)):
            name = path.relative_to(folder).as_posix()
            if path.suffix == ".xlsx":
                _read_workbook(read, practice.name, name, path)
            elif path.name.startswith(f"{practice.name} "):
                _read_emis(read, practice.name, name, _text(path))
            elif path.name.endswith("_patients.csv"):
                _read_patients(read, practice.name, name, path)
            elif "_events" in path.name:
                _read_events(read, practice.name, name, _text(path))
            else:
                _read_plain(read, practice.name, name, path)
    return read


def as_day(text: str) -> date | None:
    """A whole date in any of the forms, or nothing."""
    for form in ("%d-%b-%Y", "%d %b %Y", "%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def last_complete_day(person: Person, extract_on: date) -> date | None:
    """The rule, tried on every day that has a result."""
    days = result_days(person, extract_on)
    for day in sorted(set().union(*days.values()), reverse=True):
        year_before = day - relativedelta(months=12)
        if all(any(year_before < other <= day for other in own) for own in days.values()):
            return day
    return None


def states(person: Person, extract_on: date) -> dict[str, str]:
    """Of each element: recorded in the year to the extract, else declined in it, else out of date, else missing."""
    year_ago = extract_on - relativedelta(months=12)
    declined = {
        element
        for element, text, _, term in person.lines
        if "declined" in term.lower() and (day := as_day(text)) and year_ago < day <= extract_on
    }
    said = {}
    for element, days in result_days(person, extract_on).items():
        if any(day > year_ago for day in days):
            said[element] = "recorded"
        elif element in declined:
            said[element] = "declined"
        else:
            said[element] = "out_of_date" if days else "missing"
    return said


def result_days(person: Person, extract_on: date) -> dict[str, set[date]]:
    """The whole days on which each element has a result that a living person can have had."""
    born_on = as_day(person.cells["born_on"])
    days: dict[str, set[date]] = {element: set() for element in ELEMENTS}
    for element, text, value, term in person.lines:
        day = as_day(text)
        if day is None or "declined" in term.lower() or day > extract_on or day == date(1900, 1, 1):
            continue
        if born_on and day < born_on:
            continue
        if value in ("900/20", "274", "55") and element in ("blood_pressure", "bmi", "lipids"):
            continue
        days[element].add(day)
    return days


def tier(last: date | None, extract_on: date) -> str:
    if last is None:
        return "never_checked"
    if last < extract_on - relativedelta(years=3):
        return "overdue"
    return "due" if last <= extract_on - relativedelta(months=12) else "up_to_date"


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


def _dated_by_name(path: Path) -> date:
    found = re.search(r"_(\d{8})", path.name)
    assert found
    return datetime.strptime(found[1], "%Y%m%d").date()  # noqa: DTZ007


def _read_emis(read: Read, practice: str, name: str, text: str) -> None:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    head = next(place for place, row in enumerate(rows) if row and row[0] == "NHS Number")
    run_date = next(row[1] for row in rows[:head] if row and row[0] == "Run Date")
    day = as_day(run_date.split()[0])
    assert day
    read.extract_on[practice], read.form[practice] = day, "emis"
    titles, group = [], ""
    for title in rows[head - 1]:
        group = title or group
        titles.append(group)
    columns = list(zip(titles, rows[head], strict=True))
    count = 0
    for place, row in enumerate(rows[head + 1 :], start=head + 2):
        if row == ["End of report"]:
            continue
        count += 1
        cells = dict(zip(columns, row, strict=True))
        patient = {EMIS[key]: value for (title, key), value in cells.items()
                   if title == "Patient Details" and key in EMIS}  # fmt: skip
        if any(value for (title, _), value in cells.items() if title == "Patient Details"):
            patient["nhs_number"] = patient["nhs_number"].replace(" ", "")
            for group, key in (("SMI Diagnosis", "diagnosis_on"), ("Remission", "remission_on"),
                               ("Lithium", "lithium_on")):  # fmt: skip
                patient[key] = cells[group, "Date"]
            read.add(Person(practice, name, place, patient))
        for group, element in EMIS_GROUPS.items():
            if cells[group, "Code Term"]:
                read.people[-1].lines.append(
                    (element, cells[group, "Date"], cells[group, "Value"], cells[group, "Code Term"])
                )
    read.data_rows[name] = count


def _read_patients(read: Read, practice: str, name: str, path: Path) -> None:
    read.extract_on[practice], read.form[practice] = _dated_by_name(path), "systmone"
    rows = list(csv.DictReader(io.StringIO(_text(path), newline="")))
    for place, row in enumerate(rows, start=2):
        cells = {SYSTMONE[key]: value for key, value in row.items() if key in SYSTMONE}
        read.add(Person(practice, name, place, cells))
    read.data_rows[name] = len(rows)


def _read_events(read: Read, practice: str, name: str, text: str) -> None:
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    read.data_rows[name] = len(rows)
    for row in rows:
        term = row["Read code description"]
        assert re.fullmatch(r"[0-9A-Za-z.]{5}", row["CTV3 code"])
        element = next(kind for words, kind in ELEMENT_OF_TERM.items() if words in term.lower())
        _join(read, practice, row["NHS number"], (element, row["Event date"], row["Numeric value"], term))


def _join(read: Read, practice: str, number: str, line: tuple[str, str, str, str]) -> None:
    owners = read.by_number.get((practice, number))
    assert owners, "an event of nobody"
    for owner in owners:
        owner.lines.append(line)


def _read_plain(read: Read, practice: str, name: str, path: Path) -> None:
    read.extract_on[practice], read.form[practice] = _dated_by_name(path), "csv"
    rows = list(csv.DictReader(io.StringIO(_text(path), newline="")))
    read.data_rows[name] = len(rows)
    for place, row in enumerate(rows, start=2):
        person = Person(practice, name, place, row)
        for key in row:
            found = re.fullmatch(r"(\w+)_term_(\d+)", key)
            if found and row[key]:
                element, number = found.groups()
                person.lines.append(
                    (element, row[f"{element}_date_{number}"], row[f"{element}_value_{number}"], row[key])
                )
        read.add(person)


def _read_workbook(read: Read, practice: str, name: str, path: Path) -> None:
    book = openpyxl.load_workbook(path)
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert isinstance(about["Extract date"], datetime)
    assert str(about["Practice"]).startswith(practice)
    read.extract_on[practice], read.form[practice] = about["Extract date"].date(), "xlsx"
    register = [[_cell(cell) for cell in row] for row in book["Register"].iter_rows(values_only=True)]
    observations = [[_cell(cell) for cell in row] for row in book["Observations"].iter_rows(values_only=True)]
    for place, row in enumerate(register[1:], start=2):
        read.add(Person(practice, name, place, dict(zip(register[0], row, strict=True))))
    for number, element, day, value, _, term in observations[1:]:
        _join(read, practice, number, (element, day, value, term))
    read.data_rows[name] = len(register) + len(observations) - 2
    book.close()


def _cell(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell)
