"""Answers: each practice hears what became of its file, and gets the rows back that it can correct."""

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row

from pipeline.core.column_names import usual_heading
from pipeline.core.practice_answer import AnswerTable, Leaver, Summary, answer_table, sent_row, without
from pipeline.core.reasons import RowReason, ValueReason, read_warning
from pipeline.doors import db, outbox
from pipeline.doors.answer_files import summary_workbook, to_correct
from pipeline.doors.suites import read_suite


def write_answers(connection: Connection, folder: Path, as_of: date) -> list[str]:
    """Writes the answer to every extract taken in and not answered before; returns paths inside the outbox.

    The same day again writes the same bytes. A held extract is answered on the day it is taken in.
    """
    written = []
    for extract in db.rows(connection, "answers/unanswered", as_of=as_of, extract_id=None):
        written += _answer(connection, folder, as_of, extract)
    return written


def write_trial_answer(connection: Connection, folder: Path, as_of: date, extract_id: str) -> list[str]:
    """Writes what one extract would be answered, if it can be taken in; the caller rolls everything back."""
    found = db.rows(connection, "answers/unanswered", as_of=as_of, extract_id=extract_id)
    return [path for extract in found for path in _answer(connection, folder, as_of, extract, is_trial=True)]


def _answer(connection: Connection, folder: Path, as_of: date, extract: Row[Any], is_trial: bool = False) -> list[str]:
    # The id's first letters tell two extracts of one day apart.
    stem = f"{extract.practice_code}-{extract.extract_on.isoformat()}-{extract.extract_id[:7]}"
    summary = _summary(connection, extract, as_of, is_trial)
    corrections = to_correct(f"{stem}-corrections", _tables(connection, extract.extract_id), summary)
    summarised = summary_workbook(summary, [name for name, _ in corrections])
    written = []
    for name, content in [*corrections, (f"{stem}-summary.xlsx", summarised)]:
        path = f"{as_of.isoformat()}/practices/{name}"
        kind, rows = "practice answer", extract.rows_quarantined
        outbox.put(connection, folder, path, content, as_of, kind, extract.practice_code, rows)
        written.append(path)
    db.execute(connection, "answers/remember", extract_id=extract.extract_id, as_of=as_of)
    return written


def _tables(connection: Connection, extract_id: str) -> list[AnswerTable]:
    tables = db.records(connection, "answers/tables", extract_id=extract_id)
    by_part = {table["part"]: table for table in tables}
    rows: dict[int, list[list[str]]] = defaultdict(list)
    sentences = read_suite().row_sentences
    for row in db.rows(connection, "answers/rows", extract_id=extract_id):
        table = by_part[row.part]
        cells = without(row.cells, table["hidden_positions"], len(table["heading"])) if row.is_protected else row.cells
        sent = sent_row(extract_id, row.part, row.line_no, row.of_line_no, cells, row.reasons, sentences)
        rows[row.part].append(sent)
    return [answer_table(table, rows[table["part"]]) for table in tables]


def _summary(connection: Connection, extract: Row[Any], as_of: date, is_trial: bool) -> Summary:
    extract_id = extract.extract_id
    suite = read_suite()
    warned = [
        (read_warning(row.warning), row.row_count)
        for row in db.rows(connection, "answers/row_warnings", extract_id=extract_id)
    ]
    row_reasons = db.rows(connection, "answers/row_reasons", extract_id=extract_id)
    value_reasons = db.rows(connection, "answers/value_reasons", extract_id=extract_id)
    leavers = db.rows(connection, "answers/leavers", extract_id=extract_id)
    return Summary(
        practice_code=extract.practice_code,
        practice_name=extract.practice_name,
        extract_on=extract.extract_on,
        as_of=as_of,
        is_full=extract.is_full,
        is_correction=extract.is_correction,
        read=extract.rows_read,
        landed=extract.rows_landed,
        folded=extract.rows_folded,
        collapsed=extract.rows_collapsed,
        staged=extract.rows_staged,
        set_aside=extract.rows_quarantined,
        row_reasons=[(suite.row_sentences[RowReason(row.reason)], row.row_count) for row in row_reasons],
        row_warnings=[
            (usual_heading(column), suite.warning_sentences[kind], count) for (column, kind), count in warned
        ],
        value_reasons=[(ValueReason(row.reason), row.value_count) for row in value_reasons],
        leavers=[Leaver(row.nhs_number, row.family_name, row.is_restricted) for row in leavers],
        columns_unknown=extract.columns_unknown,
        is_trial=is_trial,
    )
