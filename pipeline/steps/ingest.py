"""Ingest: land the extracts of an inbox, each row with its fate and each file with its own."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from pipeline.config import Settings
from pipeline.core.arrivals import Arrival, date_text_in_name, is_named_corrections, part_name, shown_path
from pipeline.core.canonical_entries import observations
from pipeline.core.canonical_rows import CanonicalExtract, CanonicalPerson, facts, read_people, stop_marks
from pipeline.core.extract_origin import Settled, whose_and_when
from pipeline.core.extract_shapes import understand
from pipeline.core.identity import opaque_id, person_id
from pipeline.core.practice_map import renamed
from pipeline.core.raw_register import NotUnderstood, RawEntry, RawRegister, Table
from pipeline.core.reasons import FileReason, RowReason
from pipeline.core.register_contract import PERSON_COLUMNS
from pipeline.core.sent_rows import SentTable, rows_of_people, single_rows
from pipeline.doors import archive, db, extracts, practice_maps, sent_tables, validation

_PERSON = ("extract_id", "person_id", "part", "line_no", *PERSON_COLUMNS, "is_dead", "warnings")
_QUARANTINE = ("extract_id", "part", "line_no", "place", "reasons", "nhs_number", "is_restricted", "cells")
_ASIDE = ("extract_id", "part", "line_no", "person_id", "element", "reason", "cells")
_OBSERVATION = (
    "extract_id", "person_id", "element", "observed_on", "is_declined", "is_precise", "value", "unit", "term",
    "is_removed",
)  # fmt: skip


@dataclass(frozen=True)
class Landed:
    """What became of one extract: counts and codes only."""

    extract_id: str
    practice_code: str
    fate: str
    reason: str | None
    is_new: bool
    rows_read: int = 0
    rows_quarantined: int = 0


@dataclass
class _Reading:
    """One extract while it is being taken in."""

    extract_id: str
    arrival: Arrival
    register: RawRegister
    extract_on: date
    date_is_assumed: bool
    extract: CanonicalExtract
    tables: dict[int, SentTable]
    notes: list[str]
    # A person released it although entries are missing: what it does not show was not deleted.
    is_released_in_part: bool


def ingest(
    connection: Connection,
    settings: Settings,
    inbox: Path,
    arrivals: Sequence[Arrival],
    as_of: date,
    on_progress: Callable[[int], None] = lambda _: None,
) -> list[Landed]:
    """Lands a batch of extracts; the same files again change nothing.

    Every row of every file ends as landed, folded, collapsed or quarantined with its reasons; a file
    that cannot be used is rejected or held with its reason and never stops the others.
    """
    profiles = {row.practice_code: row for row in db.rows(connection, "ingest/practice_profiles")}
    landed: list[Landed] = []
    readings: list[_Reading] = []
    for arrival in arrivals:
        outcome = _read(connection, settings, inbox, arrival, as_of, known=set(profiles))
        if isinstance(outcome, Landed):
            landed.append(outcome)
        else:
            readings.append(outcome)
        on_progress(1)
    _judge(readings, settings.is_live)
    for reading in readings:
        profile = profiles[reading.arrival.practice_code]
        landed.append(_land(connection, settings, reading, profile.is_full_extract, profile.is_full_history))
    return sorted(landed, key=lambda outcome: (outcome.practice_code, outcome.extract_id))


def _read(
    connection: Connection, settings: Settings, inbox: Path, arrival: Arrival, as_of: date, known: set[str]
) -> Landed | _Reading:
    paths = [inbox / path for path in arrival.paths]
    names = [shown_path(path) for path in arrival.paths]
    if not all(extracts.is_readable(path) for path in paths):
        extract_id = opaque_id("x", *("not a file: " + name for name in names))
        reason, detail = FileReason.FILE_UNREADABLE, f"It lies at {', '.join(names)}."
        return _keep_back(connection, arrival, extract_id, as_of, "rejected", reason, detail)
    if any(extracts.is_too_big(path, settings.max_file_bytes) for path in paths):
        sizes = [f"{path.stat().st_size} bytes" for path in paths]
        extract_id = opaque_id("x", *("too big: " + name for name in names), *sizes)
        detail = f"It lies at {', '.join(names)} and has {', '.join(sizes)}."
        return _keep_back(connection, arrival, extract_id, as_of, "rejected", FileReason.FILE_TOO_BIG, detail)
    hashes = [extracts.content_hash(path) for path in paths]
    # A register in which nothing changed since last month has the same bytes, and another day in its name.
    days = {text for path in arrival.paths if (text := date_text_in_name(path))}
    extract_id = opaque_id("x", arrival.practice_code, *sorted(days), *sorted(hashes))
    before = db.one(connection, "ingest/extract_fate", extract_id=extract_id)
    is_out = (before.fate, before.decision) in (("rejected", "refuse"), ("withdrawn", "withdraw"))
    if before.fate in ("landed", "accepted") or is_out:
        return Landed(extract_id, arrival.practice_code, before.fate, before.fate_reason, is_new=False)
    db.execute(connection, "ingest/forget_extract", extract_id=extract_id)
    released_from = before.held_for if before.decision == "release" else None
    settled = Settled(released_from == FileReason.PRACTICES_DISAGREE, before.decided_extract_on)
    try:
        if arrival.practice_code not in known:
            raise NotUnderstood(FileReason.PRACTICE_UNKNOWN)
        own_names = practice_maps.practice_map(settings.practice_map_dir, arrival.practice_code)
        tables: dict[int, SentTable] = {}
        for path in paths:
            for table in extracts.read_tables(len(tables), path, settings.max_file_bytes):
                is_sheet = extracts.is_sheet(path, table)
                tables[table.part] = SentTable(table, renamed(table, own_names), part_name(path.name), is_sheet)
        read = [each.read for each in tables.values()]
        register = _understand(read, is_released_in_part=released_from == FileReason.PART_MISSING)
        register.is_correction |= any(is_named_corrections(path) for path in arrival.paths)
        extract_on, is_assumed = whose_and_when(register, arrival, as_of, settled)
    except NotUnderstood as problem:
        fate = "held" if problem.reason in _HELD else "rejected"
        outcome: Landed | _Reading = _keep_back(
            connection, arrival, extract_id, as_of, fate, problem.reason, problem.detail, problem.register is not None
        )
        if problem.register is not None:
            marked = read_people(problem.register, as_of, settings.is_live).people
            _stop_for_marks(connection, settings, extract_id, marked, as_of)
    else:
        extract = read_people(register, extract_on, settings.is_live)
        in_part = released_from == FileReason.PART_MISSING
        notes = [table.note for table in read if table.note]
        outcome = _Reading(extract_id, arrival, register, extract_on, is_assumed, extract, tables, notes, in_part)
        _add_extract(connection, outcome, as_of)
    for part, (path, sha256) in enumerate(zip(paths, hashes, strict=True)):
        stored = archive.keep(settings, path, sha256)
        db.execute(
            connection, "ingest/add_source_file", file_sha256=sha256, byte_count=path.stat().st_size, archived_as=stored
        )
        db.execute(
            connection,
            "ingest/add_extract_file",
            extract_id=extract_id,
            file_sha256=sha256,
            part=part,
            inbox_path=names[part],
        )
    return outcome


def _understand(tables: list[Table], is_released_in_part: bool) -> RawRegister:
    """The register; of people alone too, where a person released it as that."""
    try:
        return understand(tables)
    except NotUnderstood as problem:
        if is_released_in_part and problem.reason == FileReason.PART_MISSING and problem.register is not None:
            return problem.register
        raise


_HELD = {
    FileReason.PRACTICES_DISAGREE,
    FileReason.DATES_DISAGREE,
    FileReason.DATE_AFTER_RUN,
    FileReason.PART_MISSING,
}


def _judge(readings: Sequence[_Reading], is_live: bool) -> None:
    """Great Expectations judges the people of all extracts of the batch in one run."""
    people = [(person, reading) for reading in readings for person in reading.extract.people]
    records = [facts(person, reading.extract_on, is_live) for person, reading in people]
    for position, reasons in validation.judge("register_extract", records).items():
        people[position][0].reasons = reasons


def _land(
    connection: Connection,
    settings: Settings,
    reading: _Reading,
    is_full: bool,
    is_full_history: bool,
) -> Landed:
    extract_id = reading.extract_id
    good = [person for person in reading.extract.people if not person.reasons]
    bad = [person for person in reading.extract.people if person.reasons]
    removed = reading.extract.removed
    is_delta = reading.register.is_delta
    is_part = is_delta or reading.register.is_correction
    before = _known_people(connection, reading.arrival.practice_code) if is_delta else {}
    kept, aside, homeless = observations(reading.register, reading.extract, reading.extract_on, before)
    numbers_used = {person.nhs_number for person in good if person.nhs_number}
    numbers_used |= {seen.nhs_number for seen in kept} | {value.nhs_number for value in aside}
    ids = {number: person_id(settings.key, number) for number in numbers_used}
    is_used = bool(good or removed or (is_delta and kept))
    quarantined: list[tuple[int, int, list[RowReason], str | None, bool, dict[str, str]]] = [
        (person.part, person.line_no, person.reasons, person.nhs_number, person.values["is_restricted"], person.cells)
        for person in bad
    ]
    quarantined += [
        (part, line_no, [reason], None, False, cells) for part, line_no, reason, cells in reading.register.orphans
    ]
    for entry, reason in homeless:
        cells = {"date": entry.date, "value": entry.value, "term": entry.term, "nhs_number": entry.nhs_number}
        quarantined.append((entry.part, entry.line_no, [reason], None, False, cells))
    own_rows = sum(entry.person is None for entry in reading.extract.entries)
    db.copy_rows(connection, "landed_person", _PERSON, (_person_record(extract_id, ids, person) for person in good))
    db.copy_rows(
        connection, "landed_observation", _OBSERVATION, ((extract_id, ids[o.nhs_number], *o[1:]) for o in kept)
    )
    db.copy_rows(
        connection,
        "quarantine",
        _QUARANTINE,
        (
            (
                extract_id,
                part,
                line,
                reading.tables[part].sent.name,
                [str(r) for r in reasons],
                number,
                restricted,
                json.dumps(cells),
            )
            for part, line, reasons, number, restricted, cells in quarantined
        ),
    )
    _keep_as_sent(connection, reading, good, bad, [entry for entry, _ in homeless])
    db.copy_rows(
        connection,
        "value_set_aside",
        _ASIDE,
        (
            (extract_id, a.part, a.line_no, ids[a.nhs_number], a.element, str(a.reason), json.dumps(a.cells))
            for a in aside
        ),
    )
    numbers = {person.nhs_number for person in reading.extract.people if person.nhs_number}
    db.copy_rows(connection, "seen_number", ("extract_id", "nhs_number"), ((extract_id, n) for n in sorted(numbers)))
    leavers = sorted({person.nhs_number for person in removed if person.nhs_number})
    db.copy_rows(connection, "removed_number", ("extract_id", "nhs_number"), ((extract_id, n) for n in leavers))
    _stop_for_marks(connection, settings, extract_id, [*bad, *removed], reading.extract_on)
    notes = ["The file names no date: the day of arrival was taken."] if reading.date_is_assumed else []
    notes += reading.notes
    db.execute(
        connection,
        "ingest/finish_extract",
        extract_id=extract_id,
        form=reading.register.form,
        extract_on=reading.extract_on,
        # The silence of a delta or of corrected rows says nothing, whatever the practice's profile says of its files.
        is_full=is_full and not is_part,
        is_full_history=is_full_history and not is_part and not reading.is_released_in_part,
        is_correction=reading.register.is_correction,
        fate="landed" if is_used else "rejected",
        fate_reason=None if is_used else FileReason.NOBODY_LANDED,
        fate_detail=" ".join(notes) or None,
        rows_read=reading.register.rows_read,
        rows_landed=len(good) + len(removed) + own_rows - len(homeless),
        rows_folded=reading.register.rows_folded,
        rows_collapsed=reading.extract.rows_collapsed,
        rows_quarantined=len(quarantined),
        values_set_aside=len(aside),
        columns_unknown=sorted(set(reading.register.unknown_columns)),
    )
    return Landed(
        extract_id,
        reading.arrival.practice_code,
        "landed" if is_used else "rejected",
        None if is_used else FileReason.NOBODY_LANDED,
        is_new=True,
        rows_read=reading.register.rows_read,
        rows_quarantined=len(quarantined),
    )


def _known_people(connection: Connection, practice_code: str) -> dict[str, date]:
    known = db.rows(connection, "ingest/known_people", practice_code=practice_code)
    return {person.nhs_number: person.born_on for person in known}


def _keep_as_sent(
    connection: Connection,
    reading: _Reading,
    good: Sequence[CanonicalPerson],
    bad: Sequence[CanonicalPerson],
    homeless: Sequence[RawEntry],
) -> None:
    """The rows set aside in the practice's own words, and which earlier ones the landed rows correct."""
    register = reading.register
    alone = [(part, line_no) for part, line_no, _, _ in register.orphans]
    alone += [(entry.part, entry.line_no) for entry in homeless]
    set_aside = ((person.part, person.line_no, person.is_protected) for person in bad)
    rows = rows_of_people(reading.tables, register.people, set_aside) + single_rows(reading.tables, alone)
    landed = {(person.part, person.line_no) for person in good}
    landed |= {(entry.part, entry.line_no) for entry in reading.extract.entries if entry.person is None} - set(alone)
    corrected = {register.corrects[at] for at in landed & register.corrects.keys()}
    sent_tables.keep(connection, reading.extract_id, list(reading.tables.values()), rows, sorted(corrected))


def _person_record(extract_id: str, ids: dict[str, str], person: CanonicalPerson) -> tuple[object, ...]:
    values = (person.values[column] for column in PERSON_COLUMNS)
    key = ids[person.values["nhs_number"]]
    return (extract_id, key, person.part, person.line_no, *values, person.is_dead, person.warnings)


def _stop_for_marks(
    connection: Connection, settings: Settings, extract_id: str, people: Sequence[CanonicalPerson], day: date
) -> None:
    """A stop mark counts even in a row or file that was kept back: its other faults are no reason to write."""
    for person in people:
        if person.nhs_number is None:
            continue
        someone = person_id(settings.key, person.nhs_number)
        for mark in stop_marks(person):
            db.execute(
                connection,
                "stops/add_stop",
                stop_id=opaque_id("s", extract_id, someone, mark),
                person_id=someone,
                reason=mark,
                source=f"row kept back, extract {extract_id}",
                said_by="practice",
                from_on=day,
            )


def _add_extract(connection: Connection, reading: _Reading, as_of: date) -> None:
    db.execute(
        connection,
        "ingest/add_extract",
        extract_id=reading.extract_id,
        practice_code=reading.arrival.practice_code,
        extract_on=reading.extract_on,
        fate="landed",
        fate_reason=None,
        fate_detail=None,
        first_as_of=as_of,
        is_releasable=True,
    )


def _keep_back(
    connection: Connection,
    arrival: Arrival,
    extract_id: str,
    as_of: date,
    fate: str,
    reason: FileReason,
    detail: str = "",
    is_releasable: bool = False,
) -> Landed:
    db.execute(connection, "ingest/forget_extract", extract_id=extract_id)
    db.execute(
        connection,
        "ingest/add_extract",
        extract_id=extract_id,
        practice_code=arrival.practice_code,
        extract_on=None,
        fate=fate,
        fate_reason=reason,
        fate_detail=detail or None,
        first_as_of=as_of,
        is_releasable=is_releasable,
    )
    return Landed(extract_id, arrival.practice_code, fate, reason, is_new=True)
