"""The demographic trace: whom we ask the national records about, and what their answer stops."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from pipeline.core.identity import opaque_id
from pipeline.core.raw_register import NotUnderstood
from pipeline.core.region import Trace
from pipeline.core.trace_answer import ANSWERED, ASKED, TraceProblem, TraceRow, read_answer
from pipeline.doors import db, extracts, outbox
from pipeline.doors.workbooks import csv_cell
from pipeline.errors import DecideDifferently

_REFUSED = (TraceProblem.NEVER_ASKED, TraceProblem.NUMBER_DIFFERS)


@dataclass(frozen=True)
class Taken:
    """What became of an answer: rows, people traced, stops by reason, problems by line, whom it is about."""

    rows: int
    traced: int
    stops: dict[str, int]
    problems: tuple[tuple[int, TraceProblem], ...]
    people: tuple[str, ...]
    is_repeated: bool = False


def require_trace(trace: Trace) -> None:
    """Raises DecideDifferently where the region does not trace people: nothing is asked of anybody."""
    if not trace.is_configured:
        raise DecideDifferently(
            "This region does not trace people. To begin: is_configured = true in [trace] of the region pack, then "
            "`smi-outreach region load PACK`. From that day on nobody is contacted without a fresh trace."
        )


def export_trace(connection: Connection, folder: Path, as_of: date) -> tuple[str, int]:
    """Asks about everybody the service is for; returns the file's path in the outbox and how many people.

    The same day again: the same ids and bytes. A protected person's postcode is never among it.
    """
    people = db.rows(connection, "trace/people_to_trace")
    asked = [(opaque_id("q", as_of, person.person_id), person) for person in people]
    db.execute_many(
        connection,
        "trace/add_request",
        [
            {"trace_id": trace_id, "person_id": who.person_id, "nhs_number": who.nhs_number, "asked_on": as_of}
            for trace_id, who in asked
        ],
    )
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(ASKED)
    for trace_id, who in sorted(asked):
        surname, postcode = csv_cell(who.family_name or ""), csv_cell(who.postcode or "")
        writer.writerow((trace_id, who.nhs_number, who.born_on.isoformat(), surname, postcode))
    path = f"{as_of.isoformat()}/trace/trace-{as_of.isoformat()}.csv"
    outbox.put(connection, folder, path, text.getvalue().encode(), as_of, "trace", "trace", len(asked))
    return path, len(asked)


def take_trace(connection: Connection, path: Path, as_of: date) -> Taken:
    """Takes an answer: what it says of deaths, restrictions, numbers and practices are stops; raises DecideDifferently.

    A bad row stops no other and is told by its line. The same file again changes nothing. What a newer
    answer no longer says is lifted by a person, never by the answer.
    """
    if not extracts.is_readable(path):
        raise DecideDifferently(f"{path} is no file that can be read.")
    sha256 = extracts.content_hash(path)
    if db.value(connection, "trace/rows_of_file", file_sha256=sha256):
        return Taken(0, 0, {}, (), (), is_repeated=True)
    rows = _read(path, as_of)
    asked = {
        row.trace_id: row
        for row in db.rows(connection, "trace/requests", trace_ids=sorted({row.trace_id for row in rows}))
    }
    problems: list[tuple[int, TraceProblem]] = []
    stops: dict[str, int] = {}
    people: list[str] = []
    traced = 0
    for row in rows:
        request = asked.get(row.trace_id)
        problem = row.problem(request.nhs_number if request else None)
        if problem is not None:
            problems.append((row.line_no, problem))
        known = request if problem not in _REFUSED else None
        if known is not None:
            people.append(known.person_id)
            for reason in row.stops(known.practices):
                stops[reason] = (
                    stops.get(reason, 0)
                    + db.execute(
                        connection,
                        "trace/add_stop",
                        stop_id=opaque_id("s", row.trace_id, reason, sha256),
                        person_id=known.person_id,
                        reason=str(reason),
                        from_on=as_of,
                    ).rowcount
                )
        is_found = problem is None
        traced += is_found
        _record(connection, sha256, row, known.person_id if known else None, problem, is_found, as_of)
    if not rows:
        raise DecideDifferently(f"{path} has the headings of an answer and no row.")
    return Taken(len(rows), traced, dict(sorted(stops.items())), tuple(problems), tuple(sorted(set(people))))


def _read(path: Path, as_of: date) -> Sequence[TraceRow]:
    try:
        rows = read_answer(extracts.read_tables(0, path), as_of)
    except NotUnderstood:
        rows = None
    if rows is None:
        raise DecideDifferently(
            f"{path} cannot be read as an answer and nothing was taken. Expected a table headed {', '.join(ANSWERED)}."
        )
    return rows


def _record(
    connection: Connection,
    sha256: str,
    row: TraceRow,
    person: str | None,
    problem: TraceProblem | None,
    is_found: bool,
    as_of: date,
) -> None:
    db.execute(
        connection,
        "trace/record_row",
        file_sha256=sha256,
        line_no=row.line_no,
        trace_id=row.trace_id if person else None,
        person_id=person,
        traced_on=row.traced_on,
        is_found=is_found,
        practice_code=row.practice_code if person else None,
        found_nhs_number=row.found_number if person else None,
        fate="taken" if person else "refused",
        reason=problem,
        taken_on=as_of,
    )
