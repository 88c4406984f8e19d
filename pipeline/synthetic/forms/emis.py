"""The EMIS Web list report: a preamble, two header rows, one group of columns for each criterion."""

import csv
import random
from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import TextIO

from pipeline.synthetic.entries import Entry
from pipeline.synthetic.forms.sending import FileTruth, Line, Role, Sent, dashed
from pipeline.synthetic.practices import Practice
from pipeline.synthetic.streams import drawn, stream
from pipeline.synthetic.vocabulary import Observation

_PATIENT = (
    "NHS Number", "Organisation Code", "Usual GP's Full Name", "Title", "Family Name", "Given Name",
    "Calling Name", "Date of Birth", "Gender", "Ethnic Origin", "House Name / Flat Number",
    "Number and Street", "Locality", "Town", "County", "Postcode", "Home Telephone", "Mobile Telephone",
    "E-mail Address", "Main Language", "Interpreter Needed", "Contact Method", "Information Format",
    "Communication Professional", "Communication Support", "Lower Layer Area (2011)", "IMD Decile",
    "Registered Date", "Deduction Date", "Date of Death", "Restricted Record", "Sharing Dissent",
    "Outreach Declined", "Care Co-ordinator", "Last Invited", "Hard to Reach",
)  # fmt: skip
_DATED = ("Code Term", "Date")
_VALUED = ("Code Term", "Date", "Value")
_GROUPS = (
    ("SMI Diagnosis", _DATED), ("Remission", _DATED), ("Lithium", _DATED), ("Antipsychotic", _DATED),
    ("Diabetes", _VALUED), ("CVD", _VALUED), ("Physical Health Check", _DATED), ("Did Not Respond", _DATED),
    ("Informed Dissent", _DATED), ("Patient Unsuitable", _DATED), ("Blood Pressure", _VALUED), ("BMI", _VALUED),
    ("Alcohol", _VALUED), ("Lipids", _VALUED), ("Glucose", _VALUED), ("Smoking", _VALUED),
)  # fmt: skip
_ELEMENT_GROUPS = ("blood_pressure", "bmi", "alcohol", "lipids", "glucose", "smoking")
_ENCODINGS = (("cp1252", 50.0), ("utf-8-sig", 30.0), ("utf-8", 20.0))


def write_emis(folder: Path, practice: Practice, lines: Sequence[Line], seed: int) -> Sent:
    """One CSV with every cell quoted; a person takes as many rows as their longest group."""
    rng = stream(seed, "emis", practice.index)
    encoding = drawn(rng, _ENCODINGS)
    is_spaced, is_padded, has_footer = rng.random() < 0.6, rng.random() < 0.3, rng.random() < 0.4
    padding = ["", ""] if is_padded else []
    path = folder / f"{practice.code} SMI physical health register.csv"
    truth = FileTruth(path, "emis", encoding)
    rows: list[tuple[Path, int]] = []
    # A record system writes "?" for a letter its code page lacks; it does not stop.
    with path.open("w", encoding=encoding, errors="replace", newline="") as file:
        line_number = _preamble(file, rng, practice, lines)
        table = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        titles = ["Patient Details", *[""] * (len(_PATIENT) - 1)]
        for title, columns in _GROUPS:
            titles += [title, *[""] * (len(columns) - 1)]
        table.writerow(titles + padding)
        table.writerow([*_PATIENT, *(column for _, columns in _GROUPS for column in columns), *padding])
        line_number += 2
        for line in lines:
            block = _block(line.entry, practice, is_spaced)
            table.writerows(row + padding for row in block)
            rows.append((path, line_number + 1))
            line_number += len(block)
            truth.count(line.role, continuation_rows=len(block) - 1)
        if has_footer:
            table.writerow(["End of report"])
    return Sent([truth], rows)


def _preamble(file: TextIO, rng: random.Random, practice: Practice, lines: Sequence[Line]) -> int:
    """Writes the lines above the table and returns how many they are, six to thirteen with the blank one."""
    people = [line.entry for line in lines if line.role is not Role.DUPLICATE]
    men = sum(1 for entry in people if entry.identity.sex == "Male")
    always = [
        ("Report", "SMI physical health register"),
        ("Organisation", f"{practice.name} ({practice.code})"),
        ("Run Date", f"{dashed(practice.extract_on)} {rng.randint(6, 18):02}:{rng.randint(0, 59):02}"),
        ("Parent population", "Currently registered patients"),
        ("Population Count", str(len(people))),
    ]
    sometimes = [
        ("Description", "People on the SMI register, six elements, all dates"),
        ("Relative Date", dashed(practice.extract_on)),
        ("Folder", "PCN outreach"),
        ("Males", str(men)),
        ("Females", str(len(people) - men)),
        ("Excluded", "0"),
        ("Enterprise reporting level", "Patient level including confidential patients"),
    ]
    chosen = set(rng.sample(range(len(sometimes)), rng.randint(0, len(sometimes))))
    wanted = always + [row for place, row in enumerate(sometimes) if place in chosen]
    csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(wanted)
    file.write("\r\n")
    return len(wanted) + 1


def _block(entry: Entry, practice: Practice, is_spaced: bool) -> list[list[str]]:
    """The person's rows: the latest of each group beside the patient, older ones below a blank patient."""
    groups: list[list[tuple[str, ...]]] = [
        [(term, dashed(on)) for term, on in entry.diagnoses],
        [(term, dashed(on)) for term, on in entry.remissions],
        _once("Priadel 400mg modified-release tablets", entry.lithium_on),
        _once(entry.antipsychotic, entry.antipsychotic_on),
        _once("Type 2 diabetes mellitus", entry.diabetes_on, ""),
        _once("Ischaemic heart disease", entry.cvd_on, ""),
        _once("Mental health annual physical examination done", entry.check_done_on),
        _once("Did not respond to two invitations", entry.no_response_on),
        _once("Excepted from mental health quality indicators: informed dissent", entry.declined_check_on),
        _once("Excepted from mental health quality indicators: patient unsuitable", entry.unsuitable_on),
    ]
    groups += [[_cells(line) for line in entry.of_element(element)] for element in _ELEMENT_GROUPS]
    blanks = [("",) * len(columns) for _, columns in _GROUPS]
    patient = _patient(entry, practice, is_spaced)
    block = []
    for place, cells in enumerate(zip_longest(*groups)):
        row = patient if place == 0 else [""] * len(_PATIENT)
        block.append([*row, *(cell for got, blank in zip(cells, blanks, strict=True) for cell in got or blank)])
    return block or [[*patient, *(cell for blank in blanks for cell in blank)]]


def _once(term: str, on: date | None, *rest: str) -> list[tuple[str, ...]]:
    return [(term, dashed(on), *rest)] if on else []


def _cells(line: Observation) -> tuple[str, str, str]:
    return line.term, dashed(line.observed_on), line.value


def _patient(entry: Entry, practice: Practice, is_spaced: bool) -> list[str]:
    person, number = entry.identity, entry.nhs_number
    if is_spaced and number.isdigit():
        number = f"{number[:3]} {number[3:6]} {number[6:]}"
    return [
        number,
        practice.code,
        entry.clinician,
        person.name.title,
        entry.family_name,
        person.name.given_name,
        person.name.preferred_name,
        dashed(entry.born_on),
        person.sex,
        person.name.ethnicity,
        *person.home.lines,
        person.home.postcode,
        person.reach.home,
        person.reach.mobile,
        person.reach.email,
        person.needs.language,
        "Yes" if person.needs.is_interpreter_needed else "No",
        person.needs.contact_method,
        person.needs.information_format,
        person.needs.communication_professional,
        person.needs.communication_support,
        entry.lsoa,
        str(person.imd_decile),
        dashed(entry.registered_on),
        dashed(entry.deregistered_on),
        dashed(entry.died_on),
        "Yes" if entry.is_restricted else "",
        "Yes" if entry.is_not_to_be_shared else "",
        "Yes" if entry.refuses_outreach else "",
        entry.key_worker,
        dashed(entry.last_invited_on),
        "Yes" if entry.is_hard_to_reach else "",
    ]
