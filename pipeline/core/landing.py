"""What an extract becomes: its row of the ledger, the rows that land, and those set aside with their reasons."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipeline.core.canonical_entries import Observation, SetAside, observations
from pipeline.core.canonical_rows import CanonicalExtract, CanonicalPerson, stop_marks
from pipeline.core.identity import person_id
from pipeline.core.incoming import Incoming, Mark
from pipeline.core.raw_register import RawEntry, RawRegister
from pipeline.core.reasons import FileReason, RowReason
from pipeline.core.register_contract import PERSON_COLUMNS
from pipeline.core.sent_rows import SentRow, SentTable, rows_of_people, single_rows

# Every table an extract lands in, with the columns its rows give, in their order.
TABLES = {
    "landed_person": ("extract_id", "person_id", "part", "line_no", *PERSON_COLUMNS, "is_dead", "warnings"),
    "landed_observation": (
        "extract_id", "person_id", "element", "observed_on", "is_declined", "is_precise", "value", "unit", "term",
        "is_removed",
    ),
    "quarantine": (
        "extract_id", "part", "line_no", "place", "reasons", "nhs_number", "is_restricted", "cells",
    ),
    "value_set_aside": ("extract_id", "part", "line_no", "person_id", "element", "reason", "cells"),
    "seen_number": ("extract_id", "nhs_number"),
    "removed_number": ("extract_id", "nhs_number"),
    "corrected_row": ("extract_id", "corrects_extract_id", "part", "line_no"),
    "extract_table": (
        "extract_id", "part", "name", "ending", "is_sheet", "labels", "group_titles", "heading", "hidden_positions",
    ),
    "quarantine_row": ("extract_id", "part", "line_no", "of_line_no", "cells"),
}  # fmt: skip


@dataclass
class Reading:
    """One extract understood and its people's rows judged."""

    incoming: Incoming
    register: RawRegister
    extract_on: date
    date_is_assumed: bool
    extract: CanonicalExtract
    tables: dict[int, SentTable]


@dataclass
class Landing:
    """One extract ready to land: `ledger` is its row of the table extract, `rows` are by table as in TABLES."""

    incoming: Incoming
    ledger: dict[str, Any]
    marks: list[Mark]
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)


def land(reading: Reading, before: Mapping[str, date], key: bytes) -> Landing:
    """What lands of an extract, every row of it with one fate.

    `before` gives NHS number and birthday of whom the practice sent earlier: a delta may speak of somebody without
    naming them anew.
    """
    incoming, register, extract = reading.incoming, reading.register, reading.extract
    extract_id = incoming.extract_id
    good = [person for person in extract.people if not person.reasons]
    bad = [person for person in extract.people if person.reasons]
    kept, aside, homeless = observations(register, extract, reading.extract_on, before)
    numbers = {person.nhs_number for person in good if person.nhs_number}
    numbers |= {seen.nhs_number for seen in kept} | {value.nhs_number for value in aside}
    ids = {number: person_id(key, number) for number in numbers}
    quarantined = _quarantined(reading, bad, homeless)
    rows: dict[str, Iterable[tuple[Any, ...]]] = {
        "landed_person": (_person(extract_id, ids, person) for person in good),
        "landed_observation": ((extract_id, ids[seen.nhs_number], *seen[1:]) for seen in kept),
        "quarantine": quarantined,
        "value_set_aside": (_set_aside(extract_id, ids, value) for value in aside),
        "seen_number": (
            (extract_id, number) for number in sorted({*_numbers(extract.people), *register.numbers_beside})
        ),
        "removed_number": ((extract_id, number) for number in _numbers(extract.removed)),
        **_as_sent(reading, good, bad, [entry for entry, _ in homeless]),
    }
    return Landing(
        incoming,
        _ledger(reading, good, kept, aside, len(homeless), len(quarantined)),
        marks_of([*bad, *extract.removed], key),
        {table: list(records) for table, records in rows.items()},
    )


def marks_of(people: Iterable[CanonicalPerson], key: bytes) -> list[Mark]:
    """The stop marks of people whose rows are kept back."""
    return [
        Mark(person_id(key, person.nhs_number), mark)
        for person in people
        if person.nhs_number is not None
        for mark in stop_marks(person)
    ]


def _ledger(
    reading: Reading,
    good: Sequence[CanonicalPerson],
    kept: Sequence[Observation],
    aside: Sequence[SetAside],
    homeless: int,
    quarantined: int,
) -> dict[str, Any]:
    incoming, register, extract = reading.incoming, reading.register, reading.extract
    is_part = register.is_delta or register.is_correction
    is_used = bool(good or extract.removed or (register.is_delta and kept))
    notes = ["The file names no date: the day of arrival was taken."] if reading.date_is_assumed else []
    notes += [table.read.note for table in reading.tables.values() if table.read.note]
    if not register.tells_diagnoses:
        notes.append("It has no column of diagnoses: being on the register counts as one.")
    own_rows = sum(entry.person is None for entry in extract.entries)
    return {
        "form": register.form,
        "extract_on": reading.extract_on,
        # The silence of a delta or of corrected rows says nothing, whatever the practice's profile says of its files.
        "is_full": incoming.is_full and not is_part,
        "is_full_history": incoming.is_full_history and not is_part and not incoming.is_released_in_part,
        "is_correction": register.is_correction,
        "fate": "landed" if is_used else "rejected",
        "fate_reason": None if is_used else FileReason.NOBODY_LANDED,
        "fate_detail": " ".join(notes) or None,
        "rows_read": register.rows_read,
        "rows_landed": len(good) + len(extract.removed) + own_rows - homeless,
        "rows_folded": register.rows_folded,
        "rows_collapsed": extract.rows_collapsed,
        "rows_quarantined": quarantined,
        "values_set_aside": len(aside),
        "columns_unknown": sorted(set(register.unknown_columns)),
    }


def _numbers(people: Iterable[CanonicalPerson]) -> list[str]:
    return sorted({person.nhs_number for person in people if person.nhs_number})


def _person(extract_id: str, ids: Mapping[str, str], person: CanonicalPerson) -> tuple[Any, ...]:
    values = (person.values[column] for column in PERSON_COLUMNS)
    key = ids[person.values["nhs_number"]]
    return (extract_id, key, person.part, person.line_no, *values, person.is_dead, _array(person.warnings))


def _set_aside(extract_id: str, ids: Mapping[str, str], value: SetAside) -> tuple[Any, ...]:
    at = (extract_id, value.part, value.line_no, ids[value.nhs_number])
    return (*at, value.element, str(value.reason), json.dumps(value.cells))


def _quarantined(
    reading: Reading, bad: Sequence[CanonicalPerson], homeless: Sequence[tuple[RawEntry, RowReason]]
) -> list[tuple[Any, ...]]:
    found: list[tuple[int, int, Sequence[RowReason], str | None, bool, dict[str, str]]] = [
        (person.part, person.line_no, person.reasons, person.nhs_number, person.values["is_restricted"], person.cells)
        for person in bad
    ]
    found += [(part, line, [reason], None, False, cells) for part, line, reason, cells in reading.register.orphans]
    for entry, reason in homeless:
        cells = {"date": entry.date, "value": entry.value, "term": entry.term, "nhs_number": entry.nhs_number}
        found.append((entry.part, entry.line_no, [reason], None, False, cells))
    return [
        (
            reading.incoming.extract_id, part, line, reading.tables[part].sent.name, _array(reasons), number,
            is_restricted, json.dumps(cells),
        )
        for part, line, reasons, number, is_restricted, cells in found
    ]  # fmt: skip


def _as_sent(
    reading: Reading, good: Sequence[CanonicalPerson], bad: Sequence[CanonicalPerson], homeless: Sequence[RawEntry]
) -> dict[str, list[tuple[Any, ...]]]:
    """The rows set aside in the practice's own words, and which earlier ones the landed rows correct."""
    extract_id, register = reading.incoming.extract_id, reading.register
    alone = [(part, line_no) for part, line_no, _, _ in register.orphans]
    alone += [(entry.part, entry.line_no) for entry in homeless]
    set_aside = ((person.part, person.line_no, person.is_protected) for person in bad)
    rows = rows_of_people(reading.tables, register.people, set_aside) + single_rows(reading.tables, alone)
    landed = {(person.part, person.line_no) for person in good}
    landed |= {(entry.part, entry.line_no) for entry in reading.extract.entries if entry.person is None} - set(alone)
    corrected = sorted({register.corrects[at] for at in landed & register.corrects.keys()})
    return {
        "corrected_row": [(extract_id, *reference) for reference in corrected],
        # Headings are kept only where a row has to be shown under them.
        "extract_table": [_table(extract_id, table) for table in reading.tables.values() if rows],
        "quarantine_row": [_sent(extract_id, row) for row in rows],
    }


def _table(extract_id: str, table: SentTable) -> tuple[Any, ...]:
    titles = table.group_titles
    return (
        extract_id,
        table.sent.part,
        table.sent.name,
        table.ending,
        table.is_sheet,
        json.dumps(table.labels),
        None if titles is None else json.dumps(titles),
        json.dumps(table.heading),
        _array(table.hidden_positions),
    )


def _sent(extract_id: str, row: SentRow) -> tuple[Any, ...]:
    return (extract_id, row.part, row.line_no, row.of_line_no, json.dumps(row.cells))


def _array(members: Iterable[object]) -> str:
    """Codes or numbers as PostgreSQL reads an array: none of them needs quoting."""
    return "{" + ",".join(str(member) for member in members) + "}"
