"""The floor: the same bytes and the same typed observations brought into the same PostgreSQL, with no question asked.

The lines of the files go into an ordinary table of one column (members of archives unpacked, workbooks as base64);
the observations go into a table made like `observation`, with its key and checks and without its foreign key.
"""

import base64
import zipfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import text

from pipeline.config import Settings
from pipeline.doors.db import open_database

# Neither byte stands in any file, so each line is one value whatever is in it.
_LINES = "copy floor_line from stdin (format csv, delimiter e'\\x01', quote e'\\x02', encoding 'LATIN1')"
_OBSERVATIONS = "copy floor_observation from stdin"
_BLOCK = 1 << 20


def load_bytes(settings: Settings, inbox: Path, typed_observations: Path) -> tuple[float, float]:
    """Seconds for the lines and for the observations; the tables are gone afterwards."""
    with open_database(settings) as database:
        with database.transaction() as connection:
            connection.execute(text("create table floor_line (line text)"))
            connection.execute(text("create table floor_observation (like observation including all)"))
        try:
            started = perf_counter()
            with database.transaction() as connection:
                _copy_in(connection, _LINES, _lines(inbox))
            between = perf_counter()
            with database.transaction() as connection:
                _copy_in(connection, _OBSERVATIONS, _blocks(typed_observations))
            return between - started, perf_counter() - between
        finally:
            with database.transaction() as connection:
                connection.execute(text("drop table floor_line, floor_observation"))


def _copy_in(connection: Any, statement: str, blocks: Iterator[bytes]) -> None:
    with connection.connection.driver_connection.cursor() as cursor, cursor.copy(statement) as copy:
        for block in blocks:
            copy.write(block)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _lines(inbox: Path) -> Iterator[bytes]:
    for path in sorted(path for path in inbox.rglob("*") if path.is_file()):
        content = path.read_bytes()
        if path.suffix == ".xlsx":
            yield base64.encodebytes(content)
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield archive.read(name)
        else:
            yield content.replace(b"\r\n", b"\n")
