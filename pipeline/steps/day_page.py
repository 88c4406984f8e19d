"""The day page: what came in and what became of it, for the data engineer, without a patient's value."""

from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pipeline.core import day_page
from pipeline.doors import db, outbox
from pipeline.doors.pages import page
from pipeline.doors.suites import read_suite


def write_day_page(connection: Connection, folder: Path, as_of: date) -> str:
    """Writes the day's page into the outbox, the same bytes again for the same day; returns its path inside."""
    content = _content(connection, as_of)
    path = f"{as_of.isoformat()}/day-{as_of.isoformat()}.html"
    rows = len(content["extracts"])
    outbox.put(connection, folder, path, page("day/page.html", content), as_of, "day page", "service", rows)
    return path


def _content(connection: Connection, as_of: date) -> dict[str, Any]:
    suite = read_suite()
    extracts = db.rows(connection, "day_page/extracts", as_of=as_of)
    failed = db.rows(connection, "day_page/row_reasons", as_of=as_of)
    warned = db.rows(connection, "day_page/row_warnings", as_of=as_of)
    filled = db.records(connection, "day_page/columns_filled", as_of=as_of)
    reasons_met, practices_failed = day_page.failed_by_practice(failed)
    return {
        "as_of": as_of,
        "extracts": extracts,
        "file_sentence": day_page.file_sentence,
        "held": db.rows(connection, "held/held_extracts"),
        "rules": [*day_page.rules(suite, failed), *day_page.warning_rules(suite, warned)],
        "reasons_met": reasons_met,
        "practices_failed": practices_failed,
        "warnings": day_page.warnings_by_column(suite, warned),
        "values": db.rows(connection, "day_page/value_reasons", as_of=as_of),
        "value_sentence": day_page.value_sentence,
        "unknown": [
            (extract.practice_code, day_page.headings_shown(extract.columns_unknown))
            for extract in extracts
            if extract.columns_unknown
        ],
        "people_landed": sum(extract["people"] for extract in filled),
        "extracts_landed": len(filled),
        "filled": day_page.columns_filled(filled),
        "late": [each for each in db.rows(connection, "accounting/newest_extracts", as_of=as_of) if each.is_late],
    }
