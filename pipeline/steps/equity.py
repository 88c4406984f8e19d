"""Equity: whether deprivation, ethnicity, sex, age or place decide who is overdue, listed and reached."""

import csv
import io
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from pipeline.core import equity
from pipeline.core.equity import Equity
from pipeline.core.worklist import REACHED
from pipeline.doors import db, outbox
from pipeline.doors.pages import page


def read_equity(connection: Connection, as_of: date) -> Equity:
    """The day's shares by group, small counts hidden so that nobody can work them out."""
    reached = [str(outcome) for outcome in REACHED]
    return equity.equity(db.records(connection, "equity/counts", as_of=as_of, reached=reached))


def write_equity(connection: Connection, folder: Path, as_of: date) -> list[str]:
    """Writes the day's page and CSV into the outbox, the same bytes again for the same day; returns their paths."""
    found = read_equity(connection, as_of)
    lines = equity.lines(found)
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    contents = {
        "html": page("equity/page.html", {"as_of": as_of, "found": found, "reached": REACHED}),
        "csv": text.getvalue().encode(),
    }
    paths = [f"{as_of.isoformat()}/equity-{as_of.isoformat()}.{kind}" for kind in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        outbox.put(connection, folder, path, content, as_of, "equity", "service", len(lines) - 1)
    return paths
