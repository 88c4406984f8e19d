"""The SystmOne report in three files: patients, and two of events, which name no practice inside."""

import csv
from collections.abc import Sequence
from pathlib import Path

from pipeline.synthetic.entries import Entry
from pipeline.synthetic.forms.sending import FileTruth, Line, Sent, with_events, worded
from pipeline.synthetic.practices import Practice
from pipeline.synthetic.streams import drawn, stream
from pipeline.synthetic.vocabulary import Observation

_PATIENTS = (
    "NHS number", "Title", "Surname", "First name", "Known as", "Date of birth", "Gender", "Ethnicity",
    "House name", "House number and road", "Locality", "Town", "County", "Postcode", "Home telephone",
    "Mobile telephone", "Email", "Main spoken language", "Requires interpreter", "Preferred contact method",
    "Information format", "Communication professional", "Communication support", "LSOA", "IMD decile",
    "Date registered", "Date deducted", "Date of death", "Restricted access", "Dissent to share",
    "Outreach declined", "Key worker", "Last invitation date", "SMI diagnosis date", "SMI remission date",
    "Lithium last issued", "Antipsychotic", "Diabetes", "CVD", "Physical health check date", "Did not respond date",
    "Informed dissent date", "Patient unsuitable date", "Hard to reach",
)  # fmt: skip
_EVENTS = ("NHS number", "Event date", "CTV3 code", "Read code description", "Numeric value")
_EVENT_FILES = {
    "events1": ("blood_pressure", "bmi", "smoking"),
    "events2": ("alcohol", "lipids", "glucose"),
}
# Invented codes of the five-character shape: the pipeline must know events by their description.
_CODES = {
    "O/E - blood pressure reading": "YZa01",
    "Body mass index": "YZa02",
    "Alcohol units consumed per week": "YZa03",
    "Lifetime non-drinker": "YZa04",
    "Current non-drinker": "YZa05",
    "Serum total cholesterol level": "YZa06",
    "Serum cholesterol level": "YZa07",
    "HbA1c level - IFCC standardised": "YZa08",
    "Haemoglobin A1c level - DCCT aligned": "YZa09",
    "Plasma fasting glucose level": "YZa10",
    "Current smoker": "YZ7R.",
    "Ex-smoker": "YZ7S.",
    "Never smoked tobacco": "YZ71.",
}
_DECLINE_CODE = "YZ8I."
_SEX = {"Male": "M", "Female": "F", "Unknown": "U"}


def write_systmone(folder: Path, practice: Practice, lines: Sequence[Line], seed: int) -> Sent:
    """Three CSV files, quoted by need, header on the first line; practice and date are in the names only."""
    encoding = drawn(stream(seed, "systmone", practice.index), (("utf-8", 60.0), ("cp1252", 40.0)))
    stem = f"{practice.code}_{practice.extract_on:%Y%m%d}"
    patients = FileTruth(folder / f"{stem}_patients.csv", "systmone", encoding)
    rows: list[tuple[Path, int]] = []
    with patients.path.open("w", encoding=encoding, errors="replace", newline="") as file:
        table = csv.writer(file, lineterminator="\r\n")
        table.writerow(_PATIENTS)
        for place, line in enumerate(lines):
            table.writerow(_patient(line.entry))
            rows.append((patients.path, place + 2))
            patients.count(line.role)
    events = [_write_events(folder / f"{stem}_{name}.csv", lines, elements, encoding)
              for name, elements in _EVENT_FILES.items()]  # fmt: skip
    return Sent([patients, *events], rows)


def _write_events(path: Path, lines: Sequence[Line], elements: Sequence[str], encoding: str) -> FileTruth:
    truth = FileTruth(path, "systmone", encoding)
    with path.open("w", encoding=encoding, errors="replace", newline="") as file:
        table = csv.writer(file, lineterminator="\r\n")
        table.writerow(_EVENTS)
        for line, events in with_events(lines):
            own = [_event(line.entry, event) for element, event in events if element in elements]
            table.writerows(own)
            truth.count_events(line.role, len(own))
    return truth


def _event(entry: Entry, event: Observation) -> tuple[str, ...]:
    code = _CODES.get(event.term, _DECLINE_CODE)
    return entry.nhs_number, worded(event.observed_on), code, event.term, event.value


def _patient(entry: Entry) -> list[str]:
    person = entry.identity
    return [
        entry.nhs_number,
        person.name.title,
        entry.family_name,
        person.name.given_name,
        person.name.preferred_name,
        worded(entry.born_on),
        _SEX[person.sex],
        person.name.ethnicity,
        *person.home.lines,
        person.home.postcode,
        person.reach.home,
        person.reach.mobile,
        person.reach.email,
        person.needs.language,
        "Y" if person.needs.is_interpreter_needed else "N",
        person.needs.contact_method,
        person.needs.information_format,
        person.needs.communication_professional,
        person.needs.communication_support,
        entry.lsoa,
        str(person.imd_decile),
        worded(entry.registered_on),
        worded(entry.deregistered_on),
        worded(entry.died_on),
        "Y" if entry.is_restricted else "",
        "Y" if entry.is_not_to_be_shared else "",
        "Y" if entry.refuses_outreach else "",
        entry.key_worker,
        worded(entry.last_invited_on),
        worded(max((on for _, on in entry.diagnoses), default=None)),
        worded(max((on for _, on in entry.remissions), default=None)),
        worded(entry.lithium_on),
        entry.antipsychotic,
        "Y" if entry.diabetes_on else "N",
        "Y" if entry.cvd_on else "N",
        worded(entry.check_done_on),
        worded(entry.no_response_on),
        worded(entry.declined_check_on),
        worded(entry.unsuitable_on),
        "Y" if entry.is_hard_to_reach else "",
    ]
