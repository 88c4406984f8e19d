"""Notices: what is outside about somebody who was stopped, or must be minded, is taken back or told at once."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row

from pipeline.config import Settings
from pipeline.core.minding_notice import told
from pipeline.core.stop_reasons import told_to_workers
from pipeline.doors import db, outbox
from pipeline.doors.provider_roles import reading_as, require_all_seen
from pipeline.doors.seals import SealBook, seals_in_force
from pipeline.doors.workbooks import csv_cell

# Every working day brings a new list; somebody back from leave may still open one so many days old.
OPEN_LIST_DAYS = 28
# After so many days a letter has been posted.
PRINTER_DAYS = 7
PRINTER = "printer"
_HEADING = ("worklist_item_id", "list of", "rank", "name", "what to do", "why")


@dataclass(frozen=True)
class TakenBack:
    """What was done for the stopped and the minded: letters cancelled, and notices decided by organisation."""

    letters: tuple[str, ...]
    notices: dict[str, int]


def withdraw_stopped(connection: Connection, as_of: date, people: Sequence[str] | None = None) -> TakenBack:
    """Takes back what is planned, drafted or listed for everybody stopped (or of `people` alone), and decides notices.

    Of whoever closed a channel, or must be minded otherwise, only what goes that way; providers with a list are told.
    Letters that nobody can have posted are cancelled, released ones too. What must be told to providers
    and the printer is decided here and written by `notify_withdrawals`. Again: nothing new.
    """
    whom = {"person_ids": None if people is None else list(people)}
    db.rows(connection, "notices/lock_unwritten", **whom)
    # In the order in which a run takes them: letters, plan, lists.
    cancelled = db.rows(connection, "notices/cancel_letters", as_of=as_of, **whom)
    db.execute(connection, "notices/stop_plan", as_of=as_of, **whom)
    db.execute(connection, "notices/close_plan", as_of=as_of, **whom)
    db.execute(connection, "notices/withdraw_items", as_of=as_of, open_list_days=OPEN_LIST_DAYS, **whom)
    db.execute(connection, "notices/lock")
    db.execute(connection, "notices/end_lifted", as_of=as_of, **whom)
    db.execute(connection, "notices/end_minded", as_of=as_of, **whom)
    reach = {"open_list_days": OPEN_LIST_DAYS, "printer_days": PRINTER_DAYS}
    decided = [
        row
        # Stops first: of whoever is stopped nothing else is told.
        for query in ("notices/decide", "notices/decide_minded")
        for row in db.rows(connection, query, as_of=as_of, **reach, **whom)
    ]
    db.execute(connection, "notices/mark_minded", as_of=as_of, **whom)
    notices: dict[str, int] = {}
    for row in decided:
        notices[row.organisation_code] = notices.get(row.organisation_code, 0) + 1
    return TakenBack(tuple(row.letter_id for row in cancelled), dict(sorted(notices.items())))


def notify_withdrawals(connection: Connection, folder: Path, settings: Settings | None = None) -> list[str]:
    """Writes every notice not yet written into the outbox; returns the paths. A file is written once.

    A provider reads which item of which list, the name on it and why in a worker's words, in a file that is read as
    the provider and sealed for it; the printer reads letter ids alone. Raises CorrectConfiguration where one must be
    sealed and cannot be, after the others lie in the outbox.
    """
    seals = seals_in_force(connection, settings)
    files = db.rows(connection, "notices/unwritten_files")
    lacking = seals.lacking({file.organisation_code for file in files} - {PRINTER})
    written = [_notify(connection, folder, file, seals) for file in files if file.organisation_code not in lacking]
    seals.require(lacking)
    return written


def _notify(connection: Connection, folder: Path, file: Row[Any], seals: SealBook) -> str:
    as_of, code, number, notices = file.as_of, file.organisation_code, file.file_number, file.notices
    named = {"as_of": as_of, "organisation_code": code, "file_number": number}
    seal = None
    if code == PRINTER:
        members = db.rows(connection, "notices/of_file", **named)
        content = _letters(members)
    else:
        with reading_as(connection, code):
            members = db.rows(connection, "notices/of_file", **named)
        require_all_seen(code, notices, len(members))
        content, seal = _items(members), seals.of(code)
    path = path_of(as_of, code, number)
    written = outbox.put(connection, folder, path, content, as_of, "withdrawal", code, len(members), seal)
    db.execute(connection, "notices/mark_written", **named)
    return written


def path_of(as_of: date, organisation_code: str, number: int) -> str:
    """Where a notice lies inside the outbox."""
    return f"{as_of.isoformat()}/withdrawals/{organisation_code}-{as_of.isoformat()}-{number}.csv"


def _items(notices: Sequence[Row[Any]]) -> bytes:
    rows = [
        (
            notice.worklist_item_id,
            f"{notice.listed_on:%d/%m/%Y}",
            notice.rank,
            csv_cell(notice.name or ""),
            *_what_and_why(notice),
        )
        for notice in notices
    ]
    return _csv([_HEADING, *rows])


def _what_and_why(notice: Row[Any]) -> tuple[str, str]:
    if notice.about is None:
        return "Do not contact", told_to_workers(notice.reason, notice.until_on)
    what, why = told(notice.reason, notice.words)
    return what, csv_cell(why)


def _letters(notices: Sequence[Row[Any]]) -> bytes:
    return _csv([("letter_id",), *((notice.letter_id,) for notice in notices)])


def _csv(rows: Sequence[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")
