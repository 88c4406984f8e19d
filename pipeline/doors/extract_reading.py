"""Batches of extracts read from their files, in several processes where there is much to read.

A process gets what lies in the inbox and gives back rows ready to load: no database is asked here.
"""

import gc
import hashlib
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from pipeline.config import Settings
from pipeline.core.arrivals import is_named_corrections, part_name
from pipeline.core.canonical_rows import read_people
from pipeline.core.extract_origin import whose_and_when
from pipeline.core.extract_shapes import understand
from pipeline.core.incoming import Incoming, KeptBack
from pipeline.core.landing import Landing, Reading, land, marks_of
from pipeline.core.practice_map import renamed
from pipeline.core.raw_register import NotUnderstood, RawRegister, Table
from pipeline.core.reasons import FileReason
from pipeline.core.row_facts import facts
from pipeline.core.sent_rows import SentTable
from pipeline.doors import archive, extracts, landed_rows, practice_maps, validation
from pipeline.doors.worker_processes import Workers

# What one process reads at a time: it takes twenty times as much memory, and makes one validation worth its start.
_BYTES_A_BATCH = 8_000_000
_EXTRACTS_A_BATCH = 100
_WORTH_A_PROCESS = 6_000_000


@dataclass(frozen=True)
class Setup:
    """Where the extracts lie and as of which day they are read."""

    settings: Settings
    inbox: Path
    as_of: date


@dataclass
class Batch:
    """Extracts read together, in order, and the rows of all that are ready to land.

    A delta is left as a Reading: whom it speaks of is known only when everything before it has landed.
    """

    outcomes: list[KeptBack | Landing | Reading] = field(default_factory=list)
    rows: dict[str, str] = field(default_factory=dict)
    # Name in the archive by hash, of the files that were opened.
    archived: dict[str, str] = field(default_factory=dict)


def processes_worth(incoming: Sequence[Incoming]) -> int:
    """How many processes are worth starting: one, the caller's own, for little."""
    size = sum(sum(each.byte_counts) for each in incoming)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, size // _WORTH_A_PROCESS) or 1


def read_batches(setup: Setup, incoming: Sequence[Incoming], processes: int) -> Iterator[Batch]:
    """The extracts batch by batch, in their order, whatever process read them."""
    batches = _batches(incoming)
    if processes < 2:
        yield from (read_batch(setup, batch) for batch in batches)
        return
    workers = Workers[Incoming, Batch](partial(read_batch, setup), _ended, _pool, processes)
    yield from workers.results(batches)


def read_batch(setup: Setup, incoming: Sequence[Incoming]) -> Batch:
    """Opens, archives, understands and judges extracts; bad input is an outcome, never an exception."""
    batch = Batch()
    with _without_collector():
        read = [_read(setup, each, batch.archived) for each in incoming]
        _judge([reading for reading in read if isinstance(reading, Reading)], setup.settings.is_live)
        for outcome in read:
            if isinstance(outcome, Reading) and not outcome.register.is_delta:
                batch.outcomes.append(land(outcome, {}, setup.settings.key))
            else:
                batch.outcomes.append(outcome)
        batch.rows = landed_rows.packed(landing for landing in batch.outcomes if isinstance(landing, Landing))
    return batch


@contextmanager
def _without_collector() -> Iterator[None]:
    """A batch makes small objects by the million and drops them together: looking for cycles takes half the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read(setup: Setup, incoming: Incoming, archived: dict[str, str]) -> KeptBack | Reading:
    settings, arrival = setup.settings, incoming.arrival
    try:
        contents = _contents(setup, incoming)
        archived |= {sha256: archive.keep(settings, content, sha256) for sha256, _, content in contents}
        if not incoming.is_practice_known:
            raise NotUnderstood(FileReason.PRACTICE_UNKNOWN)
        own_names = practice_maps.practice_map(settings.practice_map_dir, arrival.practice_code)
        tables: dict[int, SentTable] = {}
        for _, path, content in contents:
            for table in extracts.tables_of(len(tables), path.name, content, settings.max_file_bytes):
                is_sheet = extracts.is_sheet(path, table)
                tables[table.part] = SentTable(table, renamed(table, own_names), part_name(path.name), is_sheet)
        register = _understand([each.read for each in tables.values()], incoming.released_from)
        register.is_correction |= any(is_named_corrections(path) for path in arrival.paths)
        extract_on, is_assumed = whose_and_when(register, arrival, setup.as_of, incoming.settled)
    except NotUnderstood as problem:
        marks = []
        if problem.register is not None:
            marks = marks_of(read_people(problem.register, setup.as_of, settings.is_live).people, settings.key)
        return KeptBack(incoming, problem.reason, problem.detail, problem.register is not None, marks)
    extract = read_people(register, extract_on, settings.is_live)
    return Reading(incoming, register, extract_on, is_assumed, extract, tables)


def _contents(setup: Setup, incoming: Incoming) -> list[tuple[str, Path, bytes]]:
    """Hash, path and bytes of each file; raises NotUnderstood for one that is no longer what was found."""
    found = []
    for path, sha256 in zip(incoming.arrival.paths, incoming.sha256, strict=True):
        try:
            content = (setup.inbox / path).read_bytes()
        except OSError:
            content = b""
        if hashlib.sha256(content).hexdigest() != sha256:
            raise NotUnderstood(FileReason.FILE_UNREADABLE, "It changed while it was being read: run again.")
        found.append((sha256, setup.inbox / path, content))
    return found


def _understand(tables: list[Table], released_from: FileReason | None) -> RawRegister:
    """The register; of people alone, or with a column nobody understands, where a person released it as that."""
    try:
        return understand(tables)
    except NotUnderstood as problem:
        if problem.reason == released_from and problem.register is not None:
            return problem.register
        raise


def _judge(readings: Sequence[Reading], is_live: bool) -> None:
    """Great Expectations judges the people of all extracts of the batch in one run."""
    people = [(person, reading.extract_on) for reading in readings for person in reading.extract.people]
    judgement = validation.judge("register_extract", facts(people, is_live))
    for position, reasons in judgement.reasons.items():
        people[position][0].reasons = reasons
    for position, kinds in judgement.warnings.items():
        people[position][0].warn(kinds)


def _batches(incoming: Sequence[Incoming]) -> list[list[Incoming]]:
    batches: list[list[Incoming]] = []
    size = 0
    for each in incoming:
        bytes_of_it = sum(each.byte_counts)
        if not batches or size + bytes_of_it > _BYTES_A_BATCH or len(batches[-1]) == _EXTRACTS_A_BATCH:
            batches.append([])
            size = 0
        batches[-1].append(each)
        size += bytes_of_it
    return batches


def _ended(incoming: Incoming) -> Batch:
    detail = "The system ended the process that read it, most likely for want of memory."
    return Batch([KeptBack(incoming, FileReason.FILE_UNREADABLE, detail)])


def _pool(processes: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("forkserver")
    # Imported once, in the server that every process is forked from: it takes seconds.
    context.set_forkserver_preload([__name__, "great_expectations"])
    return ProcessPoolExecutor(processes, mp_context=context)
