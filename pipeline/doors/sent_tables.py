"""The rows a practice sent that were set aside, in its own words, kept in the database for its answer."""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from pipeline.core.sent_rows import SentRow, SentTable
from pipeline.doors import db

_TABLE = (
    "extract_id", "part", "name", "ending", "is_sheet", "labels", "group_titles", "heading", "hidden_positions",
)  # fmt: skip
_ROW = ("extract_id", "part", "line_no", "of_line_no", "cells")
_CORRECTED = ("extract_id", "corrects_extract_id", "part", "line_no")


def keep(
    connection: Connection,
    extract_id: str,
    tables: Sequence[SentTable],
    rows: Sequence[SentRow],
    corrected: Iterable[tuple[str, int, int]],
) -> None:
    """Stores the rows under their headings; tables are kept only where a row of the extract was set aside."""
    db.copy_rows(connection, "corrected_row", _CORRECTED, ((extract_id, *reference) for reference in corrected))
    if not rows:
        return
    db.copy_rows(connection, "extract_table", _TABLE, (_table(extract_id, table) for table in tables))
    db.copy_rows(
        connection,
        "quarantine_row",
        _ROW,
        ((extract_id, row.part, row.line_no, row.of_line_no, json.dumps(row.cells)) for row in rows),
    )


def _table(extract_id: str, table: SentTable) -> tuple[object, ...]:
    titles = table.group_titles
    return (
        extract_id,
        table.sent.part,
        table.sent.name,
        table.ending,
        table.is_sheet,
        json.dumps(table.labels),
        None if titles is None else json.dumps(titles),
        json.dumps(table.heading),
        table.hidden_positions,
    )
