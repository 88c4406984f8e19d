"""Register updates: what practices are asked to record, answer or correct, one file a practice and day."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pipeline.core.reasons import RowReason
from pipeline.core.register_update import SECTION_BY_CODE, Section, UpdateRow, update_row
from pipeline.core.update_evidence import evidence
from pipeline.core.update_wording import wording
from pipeline.doors import db, outbox
from pipeline.doors.practice_workbook import practice_csv, practice_workbook
from pipeline.doors.suites import read_suite

_PROPOSALS = (
    "updates/propose_contacts",
    "updates/propose_practice_only",
    "updates/propose_queries",
    "updates/propose_stop_queries",
    "updates/propose_revisits",
    "updates/propose_corrections",
)


def propose_updates(connection: Connection, as_of: date) -> int:
    """Adds what practices are to be told since last time; returns how many rows are new. Never a draft.

    What was not sent on an earlier day and does not hold any more is taken back.
    """
    db.execute(connection, "updates/drop_proposed")
    db.execute(connection, "updates/create_proposed")
    for proposal in _PROPOSALS:
        db.execute(connection, proposal, as_of=as_of)
    db.execute(connection, "updates/withdraw_unfounded", as_of=as_of)
    return db.execute(connection, "updates/add_proposed").rowcount


def write_practice_files(connection: Connection, folder: Path, as_of: date) -> list[str]:
    """Writes one file a practice that has something to be told, as XLSX and CSV; returns their paths."""
    written = []
    pending = db.records(connection, "updates/to_send", as_of=as_of)
    for practice_code, group in groupby(pending, key=lambda update: str(update["practice_code"])):
        members = list(group)
        about = (practice_code, members[0]["practice_name"], as_of, [_row(update) for update in members])
        extract_on = members[0]["extract_on"] or as_of
        for ending, content in (
            ("xlsx", practice_workbook(*about, extract_on)),
            ("csv", practice_csv(*about, extract_on)),
        ):
            path = f"{as_of.isoformat()}/practices/{practice_code}-{as_of.isoformat()}.{ending}"
            outbox.put(connection, folder, path, content, as_of, f"practice {ending}", practice_code, len(members))
            written.append(path)
        db.execute(connection, "updates/mark_sent", as_of=as_of, practice_code=practice_code)
    return written


def _row(update: Mapping[str, Any]) -> UpdateRow:
    if update["kind"] == "row_set_aside":
        return _set_aside_row(update)
    said = wording(update["kind"])
    return update_row(
        row_id=update["register_update_id"],
        section=SECTION_BY_CODE[update["section"]],
        nhs_number=update["nhs_number"],
        born_on=update["born_on"],
        surname=update["family_name"] or "",
        given_name=update["given_name"] or "",
        effective_on=update["effective_on"],
        what_we_ask=said.ask,
        evidence=evidence(update["content"]),
        code=said.code,
        code_term=said.term,
        is_restricted=update["is_restricted"],
    )


def _set_aside_row(update: Mapping[str, Any]) -> UpdateRow:
    content = update["content"]
    asked = " ".join(read_suite().row_sentences[RowReason(reason)] for reason in content["reasons"])
    return update_row(
        row_id=update["register_update_id"],
        section=Section.PLEASE_CORRECT,
        nhs_number=content["nhs_number"],
        born_on=None,
        surname=content["surname"],
        given_name=content["given_name"],
        effective_on=update["effective_on"],
        what_we_ask=asked,
        evidence=f"Line {content['line_no']} of {content['place']}",
        code="",
        code_term="",
        is_restricted=content["is_restricted"],
    )
