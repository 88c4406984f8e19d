"""Ingest: land the extracts of an inbox, each row with its fate and each file with its own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row

from pipeline.config import Settings
from pipeline.core.arrivals import Arrival, date_text_in_name, shown_path
from pipeline.core.extract_origin import Settled
from pipeline.core.identity import opaque_id
from pipeline.core.incoming import Incoming, KeptBack
from pipeline.core.landing import Landing, Reading, land
from pipeline.core.reasons import FileReason
from pipeline.doors import db, extracts, landed_rows
from pipeline.doors.extract_reading import Batch, Setup, processes_worth, read_batches

_NOTHING_READ: dict[str, Any] = {
    "form": None, "extract_on": None, "is_full": True, "is_full_history": True, "is_correction": False,
    "rows_read": 0, "rows_landed": 0, "rows_folded": 0, "rows_collapsed": 0, "rows_quarantined": 0,
    "values_set_aside": 0, "columns_unknown": [],
}  # fmt: skip


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


@dataclass(frozen=True)
class Chosen:
    """What of an inbox is still to be read, and what became of the rest."""

    wanted: list[Incoming]
    refused: list[KeptBack]
    known: list[Landed]


def ingest(
    connection: Connection,
    settings: Settings,
    inbox: Path,
    arrivals: Sequence[Arrival],
    as_of: date,
    on_progress: Callable[[int], None] = lambda _: None,
) -> list[Landed]:
    """Lands extracts in one transaction and one process; the same files again change nothing.

    Every row of every file ends as landed, folded, collapsed or quarantined with its reasons; a file
    that cannot be used is rejected or held with its reason and never stops the others.
    """
    chosen = choose(connection, settings, inbox, arrivals)
    landed = [*chosen.known]
    for batch in read(settings, inbox, chosen, as_of, processes=1):
        landed += take_in(connection, settings, batch, as_of)
    on_progress(len(arrivals))
    return sorted(landed, key=lambda outcome: (outcome.practice_code, outcome.extract_id))


def choose(connection: Connection, settings: Settings, inbox: Path, arrivals: Sequence[Arrival]) -> Chosen:
    """Which extracts are to be read: not what landed before, nor what a person refused or withdrew."""
    profiles = {row.practice_code: row for row in db.rows(connection, "ingest/practice_profiles")}
    incoming: dict[str, Incoming] = {}
    refused: dict[str, KeptBack] = {}
    for arrival in arrivals:
        found = _look_at(settings, inbox, arrival)
        if isinstance(found, KeptBack):
            refused[found.incoming.extract_id] = found
        elif same := incoming.get(found.extract_id):
            incoming[found.extract_id] = replace(same, copies=same.copies + 1)
        else:
            incoming[found.extract_id] = found
    before = {row.extract_id: row for row in db.rows(connection, "ingest/extract_fates", extract_ids=list(incoming))}
    wanted, known = [], []
    for each in incoming.values():
        seen = before[each.extract_id]
        is_out = (seen.fate, seen.decision) in (("rejected", "refuse"), ("withdrawn", "withdraw"))
        if seen.fate in ("landed", "accepted") or is_out:
            code = each.arrival.practice_code
            known += each.copies * [Landed(each.extract_id, code, seen.fate, seen.fate_reason, is_new=False)]
        else:
            wanted.append(_with_what_is_known(each, profiles.get(each.arrival.practice_code), seen))
    return Chosen(wanted, list(refused.values()), known)


def read(settings: Settings, inbox: Path, chosen: Chosen, as_of: date, processes: int = 0) -> Iterator[Batch]:
    """What was chosen, read in batches (0: in as many processes as it is worth); asks no database."""
    if chosen.refused:
        yield Batch([*chosen.refused])
    setup = Setup(settings, inbox, as_of)
    yield from read_batches(setup, chosen.wanted, processes or processes_worth(chosen.wanted))


def take_in(connection: Connection, settings: Settings, batch: Batch, as_of: date) -> list[Landed]:
    """Lands what was read of a batch; deltas last, because they speak of people of the extracts before them."""
    db.execute(
        connection, "ingest/forget_extracts", extract_ids=[_incoming(outcome).extract_id for outcome in batch.outcomes]
    )
    whole = [outcome for outcome in batch.outcomes if not isinstance(outcome, Reading)]
    _store(connection, whole, batch, batch.rows, as_of)
    landed = [*whole]
    for delta in batch.outcomes:
        if isinstance(delta, Reading):
            landing = land(delta, _known_people(connection, delta.incoming), settings.key)
            _store(connection, [landing], batch, landed_rows.packed([landing]), as_of)
            landed.append(landing)
    return [told for outcome in landed for told in _told(outcome)]


def _look_at(settings: Settings, inbox: Path, arrival: Arrival) -> Incoming | KeptBack:
    """The extract by the content and day of its files, or why they cannot even be opened."""
    paths = [inbox / path for path in arrival.paths]
    names = [shown_path(path) for path in arrival.paths]
    if not all(extracts.is_readable(path) for path in paths):
        extract_id = opaque_id("x", *("not a file: " + name for name in names))
        return KeptBack(Incoming(extract_id, arrival), FileReason.FILE_UNREADABLE, f"It lies at {', '.join(names)}.")
    sizes = [path.stat().st_size for path in paths]
    if any(size > settings.max_file_bytes for size in sizes):
        said = [f"{size} bytes" for size in sizes]
        extract_id = opaque_id("x", *("too big: " + name for name in names), *said)
        detail = f"It lies at {', '.join(names)} and has {', '.join(said)}."
        return KeptBack(Incoming(extract_id, arrival), FileReason.FILE_TOO_BIG, detail)
    hashes = [extracts.content_hash(path) for path in paths]
    # A register in which nothing changed since last month has the same bytes, and another day in its name.
    days = {text for path in arrival.paths if (text := date_text_in_name(path))}
    extract_id = opaque_id("x", arrival.practice_code, *sorted(days), *sorted(hashes))
    return Incoming(extract_id, arrival, tuple(hashes), tuple(sizes))


def _with_what_is_known(incoming: Incoming, profile: Row[Any] | None, before: Row[Any]) -> Incoming:
    released_from = before.held_for if before.decision == "release" else None
    return replace(
        incoming,
        is_practice_known=profile is not None,
        is_full=profile is None or profile.is_full_extract,
        is_full_history=profile is None or profile.is_full_history,
        settled=Settled(released_from == FileReason.PRACTICES_DISAGREE, before.decided_extract_on),
        released_from=FileReason(released_from) if released_from else None,
    )


def _known_people(connection: Connection, incoming: Incoming) -> dict[str, date]:
    known = db.rows(connection, "ingest/known_people", practice_code=incoming.arrival.practice_code)
    return {person.nhs_number: person.born_on for person in known}


def _store(
    connection: Connection, outcomes: Sequence[KeptBack | Landing], batch: Batch, rows: Mapping[str, str], as_of: date
) -> None:
    db.execute_many(connection, "ingest/add_extract", [_ledger(outcome, as_of) for outcome in outcomes])
    files = [
        {"extract_id": incoming.extract_id, "file_sha256": sha256, "part": part, "byte_count": size,
         "archived_as": batch.archived[sha256], "inbox_path": shown_path(path)}
        for incoming in map(_incoming, outcomes)
        for part, (path, sha256, size) in enumerate(
            zip(incoming.arrival.paths, incoming.sha256, incoming.byte_counts, strict=bool(incoming.sha256))
        )
        if sha256 in batch.archived
    ]  # fmt: skip
    db.execute_many(connection, "ingest/add_source_file", files)
    db.execute_many(connection, "ingest/add_extract_file", files)
    landed_rows.store(connection, rows)
    db.execute_many(connection, "stops/add_stop", [stop for outcome in outcomes for stop in _stops(outcome, as_of)])


def _ledger(outcome: KeptBack | Landing, as_of: date) -> dict[str, Any]:
    incoming = outcome.incoming
    who = {"extract_id": incoming.extract_id, "practice_code": incoming.arrival.practice_code, "first_as_of": as_of}
    if isinstance(outcome, Landing):
        return {**who, **outcome.ledger, "is_releasable": True}
    return {
        **who, **_NOTHING_READ, "fate": outcome.fate, "fate_reason": outcome.reason,
        "fate_detail": outcome.detail or None, "is_releasable": outcome.is_releasable,
    }  # fmt: skip


def _stops(outcome: KeptBack | Landing, as_of: date) -> Iterator[dict[str, Any]]:
    """A stop mark counts even in a row or file that was kept back."""
    extract_id = outcome.incoming.extract_id
    for someone, mark in outcome.marks:
        yield {
            "stop_id": opaque_id("s", extract_id, someone, mark),
            "person_id": someone,
            "reason": mark,
            "source": f"row kept back, extract {extract_id}",
            "said_by": "practice",
            "from_on": outcome.ledger["extract_on"] if isinstance(outcome, Landing) else as_of,
        }


def _told(outcome: KeptBack | Landing) -> list[Landed]:
    incoming = outcome.incoming
    extract_id, code = incoming.extract_id, incoming.arrival.practice_code
    if isinstance(outcome, KeptBack):
        return incoming.copies * [Landed(extract_id, code, outcome.fate, outcome.reason, is_new=True)]
    ledger = outcome.ledger
    landed = Landed(
        extract_id, code, ledger["fate"], ledger["fate_reason"], True, ledger["rows_read"], ledger["rows_quarantined"]
    )
    return [landed] + (incoming.copies - 1) * [replace(landed, is_new=False, rows_read=0, rows_quarantined=0)]


def _incoming(outcome: KeptBack | Landing | Reading) -> Incoming:
    return outcome.incoming
