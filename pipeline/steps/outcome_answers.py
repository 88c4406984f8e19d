"""Answers to returned lists: what was taken of each file, what was not, and what was decided since."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pipeline.core.outcome_answer import AnswerRow, answer_csv
from pipeline.doors import db, outbox
from pipeline.doors.workbooks import csv_cell


def answer_outcomes(connection: Connection, folder: Path, as_of: date) -> list[str]:
    """Writes an answer to each file that was read on the day, and to each sender what was decided since; the paths.

    Again: the same bytes. A file lies beside its provider's others; one whose sender its folder did
    not name lies in the day's own folder.
    """
    written = []
    rows = db.records(connection, "outcomes/rows_to_answer", as_of=as_of)
    for sha256, group in groupby(rows, key=lambda row: str(row["file_sha256"])):
        members = list(group)
        # Of a sheet that nobody filled in nothing is told beside others, or where it has no sentence.
        told = [row for row in members if row["fate"] != "empty" or row["reason"]] or members
        filled_in = [row for row in told if row["fate"] != "empty"] or told
        name = f"answer-{sha256[:12]}.csv"
        written.append(_put(connection, folder, as_of, members[0]["sender_code"], name, filled_in))
    decided = db.records(connection, "outcomes/decisions_to_tell", as_of=as_of)
    for sender, group in groupby(decided, key=lambda row: row["sender_code"]):
        written.append(_put(connection, folder, as_of, sender, "answer-decided.csv", list(group)))
    db.execute(connection, "outcomes/mark_told", as_of=as_of)
    return written


def _put(
    connection: Connection, folder: Path, as_of: date, sender: str | None, name: str, rows: list[dict[str, Any]]
) -> str:
    path = "/".join(filter(None, (as_of.isoformat(), "outcomes", sender, name)))
    content = answer_csv([_row(row) for row in rows])
    outbox.put(connection, folder, path, content, as_of, "outcomes answer", sender or "provider", len(rows))
    return path


def _row(row: Mapping[str, Any]) -> AnswerRow:
    return AnswerRow(
        csv_cell(row["sheet"]),
        row["line_no"],
        row["rank"],
        row["worklist_item_id"] or "",
        row["fate"],
        row["reason"],
        row["detail"],
        tuple(row["remarks"]),
    )
