"""Outcomes: what outreach workers found, taken from the lists they send back."""

import csv
import io
import os
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row

from pipeline.core.identity import opaque_id
from pipeline.core.raw_register import NotUnderstood
from pipeline.core.returned_outcomes import STOPS, OutcomeReason, ReturnedRow, read_returned
from pipeline.core.worklist import Outcome
from pipeline.doors import db, extracts, outbox

OUTCOMES_FOLDER = "outcomes"


class _Answer(NamedTuple):
    """What became of one row, or of a whole file; the item id only where it is one of ours."""

    item_id: str
    line_no: int | None
    fate: str
    problem: OutcomeReason | None


def take_outcomes(connection: Connection, inbox: Path, folder: Path, as_of: date) -> dict[str, int]:
    """Takes the filled-in rows of every list below the inbox's outcomes folder; returns rows per fate.

    A row is matched by its item id. The same list again changes nothing. What could not be taken goes
    back in an answer file with a sentence for each row; a death or a refusal stops contact at once.
    """
    fates: Counter[str] = Counter()
    for path in sorted((inbox / OUTCOMES_FOLDER).rglob("*")):
        if path.is_symlink() or not path.is_file() or path.name.startswith((".", "~$")):
            continue
        can_be_read = extracts.is_readable(path)
        # One that may not be read is answered too, once, and read when it may be.
        sha256 = extracts.content_hash(path) if can_be_read else opaque_id("unreadable-", os.fsencode(path.name))
        if db.value(connection, "outcomes/rows_of_file", file_sha256=sha256):
            continue
        try:
            returned = read_returned(extracts.read_tables(0, path), as_of) if can_be_read else None
        except NotUnderstood:
            returned = None
        answers = [
            _take(connection, sha256, number, matched, as_of)
            for number, matched in enumerate(_matched(connection, returned or []), start=1)
        ]
        if not answers:
            answers = [_take_nothing(connection, sha256, is_list=returned is not None)]
        fates.update(answer.fate for answer in answers)
        _answer(connection, folder, as_of, sha256, answers)
    return dict(fates)


def _take_nothing(connection: Connection, sha256: str, is_list: bool) -> _Answer:
    fate, reason = ("empty", OutcomeReason.LIST_BLANK) if is_list else ("quarantined", OutcomeReason.LIST_UNREADABLE)
    db.execute(
        connection,
        "outcomes/record_row",
        file_sha256=sha256,
        line_no=0,
        worklist_item_id=None,
        fate=fate,
        reason=reason,
    )
    return _Answer("", None, fate, reason)


def _matched(connection: Connection, returned: list[ReturnedRow]) -> list[tuple[ReturnedRow, Row[Any] | None]]:
    ids = [row.item_id for row in returned]
    items = {item.worklist_item_id: item for item in db.rows(connection, "outcomes/known_items", item_ids=ids)}
    return [(row, items.get(row.item_id)) for row in returned]


def _take(
    connection: Connection, sha256: str, number: int, matched: tuple[ReturnedRow, Row[Any] | None], as_of: date
) -> _Answer:
    row, item = matched
    problem = row.problem if item is not None else OutcomeReason.ITEM_UNKNOWN
    fate = "quarantined"
    if item is not None:
        if problem is None:
            fate = _apply(connection, row, item, as_of)
        # A stop counts in a row that is otherwise set aside: a date that cannot be read is no reason to ring again.
        if fate != "repeated" and row.outcome in STOPS:
            _stop(connection, sha256, row, item, as_of)
    db.execute(
        connection,
        "outcomes/record_row",
        file_sha256=sha256,
        line_no=number,
        worklist_item_id=item.worklist_item_id if item is not None else None,
        fate=fate,
        reason=problem,
    )
    return _Answer(row.item_id if problem is None else "", row.line_no, fate, problem)


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
    return "taken" if added else "repeated"


def _stop(connection: Connection, sha256: str, row: ReturnedRow, item: Row[Any], as_of: date) -> None:
    if row.outcome is None:
        return
    db.execute(
        connection,
        "stops/add_stop",
        # Of the file too: a refusal given again after it was taken back is a new stop.
        stop_id=opaque_id("s", item.worklist_item_id, row.outcome, sha256),
        person_id=item.person_id,
        reason=STOPS[row.outcome],
        source=item.worklist_item_id,
        said_by=item.provider_code,
        from_on=min(row.contacted_on or as_of, as_of),
    )


def _answer(connection: Connection, folder: Path, as_of: date, sha256: str, answers: Sequence[_Answer]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("item id", "line", "what became of it", "why"))
    for answer in answers:
        why = answer.problem.sentence if answer.problem else ""
        writer.writerow((answer.item_id, answer.line_no or "", answer.fate, why))
    path = f"{as_of.isoformat()}/outcomes/answer-{sha256[:12]}.csv"
    outbox.put(connection, folder, path, text.getvalue().encode(), as_of, "outcomes answer", "provider", len(answers))
