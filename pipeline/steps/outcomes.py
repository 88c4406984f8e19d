"""Outcomes: what outreach workers found, taken from the lists they send back."""

import csv
import io
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row

from pipeline.core.extract_shapes import NotUnderstood
from pipeline.core.identity import opaque_id
from pipeline.core.returned_outcomes import STOPS, OutcomeReason, ReturnedRow, read_returned
from pipeline.core.worklist import Outcome
from pipeline.doors import db, extracts, outbox

OUTCOMES_FOLDER = "outcomes"


def take_outcomes(connection: Connection, inbox: Path, folder: Path, as_of: date) -> dict[str, int]:
    """Takes the filled-in rows of every list in the inbox's outcomes folder; returns rows per fate.

    A row is matched by its item id. The same list again changes nothing. What could not be taken goes
    back in an answer file with a sentence for each row; a death or a refusal stops contact at once.
    """
    fates: Counter[str] = Counter()
    for path in sorted((inbox / OUTCOMES_FOLDER).glob("*")):
        if path.is_symlink() or not path.is_file() or path.name.startswith("."):
            continue
        sha256 = extracts.content_hash(path)
        if db.value(connection, "outcomes/rows_of_file", file_sha256=sha256):
            continue
        try:
            returned = read_returned(extracts.read_tables(0, path), as_of)
        except NotUnderstood:
            returned = []
        answers = [
            _take(connection, sha256, number, matched, as_of)
            for number, matched in enumerate(_matched(connection, returned), start=1)
        ]
        fates.update(fate for _, fate, _ in answers)
        _answer(connection, folder, as_of, sha256, answers)
    return dict(fates)


def _matched(connection: Connection, returned: list[ReturnedRow]) -> list[tuple[ReturnedRow, Row[Any] | None]]:
    ids = [row.item_id for row in returned]
    items = {item.worklist_item_id: item for item in db.rows(connection, "outcomes/known_items", item_ids=ids)}
    return [(row, items.get(row.item_id)) for row in returned]


def _take(
    connection: Connection, sha256: str, number: int, matched: tuple[ReturnedRow, Row[Any] | None], as_of: date
) -> tuple[ReturnedRow, str, OutcomeReason | None]:
    row, item = matched
    problem = row.problem if item is not None else OutcomeReason.ITEM_UNKNOWN
    fate = "quarantined"
    if problem is None and item is not None:
        fate = _apply(connection, row, item, as_of)
    db.execute(
        connection,
        "outcomes/record_row",
        file_sha256=sha256,
        line_no=number,
        worklist_item_id=item.worklist_item_id if item is not None else None,
        fate=fate,
        reason=problem,
    )
    return row, fate, problem


def _apply(connection: Connection, row: ReturnedRow, item: Row[Any], as_of: date) -> str:
    if row.outcome is Outcome.ENTERED_IN_ERROR:
        db.execute(connection, "outcomes/take_back", source=item.worklist_item_id)
        db.execute(
            connection, "outcomes/lift_stops", source=item.worklist_item_id, as_of=as_of, lifted_by=item.provider_code
        )
        return "taken"
    added = db.execute(
        connection,
        "outcomes/add_attempt",
        contact_attempt_id=opaque_id("c", item.worklist_item_id, row.outcome, row.contacted_on),
        person_id=item.person_id,
        practice_code=item.practice_code,
        provider_code=item.provider_code,
        episode_id=item.episode_id,
        contacted_on=row.contacted_on,
        outcome=row.outcome,
        source=item.worklist_item_id,
        call_back_on=row.call_back_on,
        note=row.note,
    ).rowcount
    if row.outcome in STOPS:
        db.execute(
            connection,
            "stops/add_stop",
            stop_id=opaque_id("s", item.worklist_item_id, row.outcome),
            person_id=item.person_id,
            reason=STOPS[row.outcome],
            source=item.worklist_item_id,
            said_by=item.provider_code,
            from_on=row.contacted_on,
        )
    return "taken" if added else "repeated"


def _answer(
    connection: Connection,
    folder: Path,
    as_of: date,
    sha256: str,
    answers: list[tuple[ReturnedRow, str, OutcomeReason | None]],
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("item id", "line", "what became of it", "why"))
    for row, fate, problem in answers:
        writer.writerow(
            (row.item_id if problem is None else "", row.line_no, fate, problem.sentence if problem else "")
        )
    path = f"{as_of.isoformat()}/outcomes/answer-{sha256[:12]}.csv"
    outbox.put(connection, folder, path, text.getvalue().encode(), as_of, "outcomes answer", "provider", len(answers))
