"""Rows on their way into the tables an extract lands in: written as CSV where they were read, loaded by COPY."""

import csv
import io
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from pipeline.core.landing import TABLES, Landing
from pipeline.doors import db

# Columns whose text may be blank: to COPY a blank is otherwise no value at all.
_MAY_BE_BLANK = {
    "landed_observation": ("value", "unit", "term"),
    "quarantine": ("place",),
    "value_set_aside": ("element",),
    "extract_table": ("name", "ending"),
}


def packed(landings: Iterable[Landing]) -> dict[str, str]:
    """The rows of several landings as CSV by table; the landings give them up."""
    files = {table: io.StringIO() for table in TABLES}
    for landing in landings:
        for table, rows in landing.rows.items():
            csv.writer(files[table], lineterminator="\r\n").writerows(rows)
        landing.rows = {}
    return {table: text for table, file in files.items() if (text := file.getvalue())}


def store(connection: Connection, rows: Mapping[str, str]) -> None:
    """Loads packed rows. The tables' order is that of their references."""
    for table, columns in TABLES.items():
        if text := rows.get(table):
            db.copy_csv(connection, table, columns, text, _MAY_BE_BLANK.get(table, ()))
