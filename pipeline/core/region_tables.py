"""The tables of a region pack: their columns, their rows with the line each stands on, what every table is asked."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.core.fault import Fault
from pipeline.core.region_setting import STATUSES

PLACES, PCNS, COVERAGE = "places.csv", "pcns.csv", "coverage.csv"
LOCAL_PLANS, PARTNER_SHARES = "local_plans.csv", "partner_shares.csv"
VENUES, SERVICES, WORKERS = "venues.csv", "services.csv", "workers.csv"
COLUMNS = {
    PLACES: ("place_code", "name"),
    PCNS: ("pcn_code", "name", "sub_icb_code", "place_code", "status", "note"),
    COVERAGE: ("provider_code", "place_code", "pcn_code", "practice_code", "from_on", "to_on", "status", "note"),
    LOCAL_PLANS: (
        *("pcn_code", "from_on", "to_on", "weeks_after_invitation", "capacity_a_day", "floor_a_day"),
        *("status", "note", "check_provider_code"),
    ),
    PARTNER_SHARES: ("pcn_code", "partner_code", "share_percent", "from_on", "to_on", "status", "note"),
    VENUES: (
        *("venue_code", "name", "pcn_code", "address", "postcode", "weekday", "held_on", "opens_at", "closes_at"),
        *("status", "note"),
    ),
    SERVICES: ("service_code", "place_code", "name", "what", "how_to_reach", "only_through", "status", "note"),
    WORKERS: (
        *("worker_code", "name", "partner_code", "provider_code", "pcn_code", "from_on", "to_on"),
        *("status", "note"),
    ),
}
# A pack without one of these says nothing of the kind.
OPTIONAL = (LOCAL_PLANS, PARTNER_SHARES, VENUES, SERVICES, WORKERS)
# Columns a table may go without: nothing is said of the kind.
OPTIONAL_COLUMNS = {LOCAL_PLANS: ("check_provider_code",)}
_ORGANISATION = re.compile(r"[A-Z][0-9]{5}")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Line:
    """One row of a table: its line in the file and its cells by column, stripped."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Span:
    """A row with the days it speaks of, both included; a blank end is the last day there is."""

    from_on: date
    to_on: date
    line: Line

    def has(self, day: date) -> bool:
        return self.from_on <= day <= self.to_on


def read_table(file: str, text: str) -> tuple[list[Line], list[Fault]]:
    """The rows of one file; faults where its columns are not the ones it must have."""
    expected = COLUMNS[file]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[Line] = []
    faults: list[Fault] = []
    header: list[str] | None = None
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if header is None:
                header = cells
                faults += _check_header(file, header, expected)
            elif any(cells):
                if len(cells) != len(header):
                    problem = f"{len(cells)} cells where the heading has {len(header)}"
                    remedy = "Quote a cell that holds a comma"
                    faults.append(Fault(file, reader.line_num, problem, remedy))
                else:
                    said = dict(zip(header, cells, strict=True))
                    lines.append(Line(reader.line_num, {column: said.get(column, "") for column in expected}))
    except csv.Error as error:
        faults.append(Fault(file, reader.line_num, f"this is not CSV ({error})", "Correct the line"))
    if header is None:
        faults.append(Fault(file, 0, "the file is empty", f"Give the heading {','.join(expected)} and its rows"))
    return lines, faults


def _check_header(file: str, header: list[str], expected: tuple[str, ...]) -> Iterator[Fault]:
    for column in header:
        if column not in expected:
            problem = f"{column!r} is not a column of this file"
            yield Fault(file, 1, problem, f"Use only {', '.join(expected)}")
    for column in expected:
        is_optional = column in OPTIONAL_COLUMNS.get(file, ())
        if header.count(column) > 1 or (column not in header and not is_optional):
            problem = f"column {column} is {'given twice' if column in header else 'missing'}"
            yield Fault(file, 1, problem, f"Give each of {', '.join(expected)} once")


def check_dates(file: str, line: Line) -> Iterator[Fault]:
    """Faults of from_on and to_on: no dates, or an end before its start."""
    from_on, to_on = (as_date(line.cells[column]) for column in ("from_on", "to_on"))
    if from_on is None:
        yield Fault(file, line.number, "not a date", "Give the first day as 2024-12-01", "from_on")
    if to_on is None and line.cells["to_on"]:
        yield Fault(file, line.number, "not a date", "Give the last day as 2026-03-31, or leave it blank", "to_on")
    if from_on and to_on and to_on < from_on:
        yield Fault(file, line.number, "the end is before the start", "Correct one of the two dates", "to_on")


def span_of(line: Line) -> Span | None:
    """The days a row speaks of; None where its dates are faults."""
    from_on = as_date(line.cells["from_on"])
    to_on = as_date(line.cells["to_on"]) if line.cells["to_on"] else date.max
    return Span(from_on, to_on, line) if from_on and to_on and from_on <= to_on else None


def as_date(text: str) -> date | None:
    """The date of an ISO text; None for any other."""
    if not _ISO.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def check_filled(file: str, lines: list[Line], columns: tuple[str, ...]) -> Iterator[Fault]:
    """A fault for each blank cell of these columns."""
    for line in lines:
        for column in columns:
            if not line.cells[column]:
                yield Fault(file, line.number, "nothing is given", f"Give the {column}", column)


def check_repeated(file: str, lines: list[Line], *columns: str) -> Iterator[Fault]:
    """A fault for each row whose cells of these columns, together, an earlier row has."""
    seen: dict[tuple[str, ...], int] = {}
    for line in lines:
        key = tuple(line.cells[column] for column in columns)
        if key in seen:
            problem = f"{' '.join(filter(None, key))} is already on line {seen[key]}"
            yield Fault(file, line.number, problem, "Keep one of the two", columns[0])
        seen.setdefault(key, line.number)


def check_status(file: str, line: Line) -> Iterator[Fault]:
    """A fault where the row says neither that it is confirmed nor that it is proposed."""
    if line.cells["status"] not in STATUSES:
        yield Fault(file, line.number, "not a status", f"Give {' or '.join(STATUSES)}", "status")


def check_organisation(file: str, line: Line, column: str) -> Iterator[Fault]:
    """A fault where the cell is no code of a practice or PCN."""
    if not _ORGANISATION.fullmatch(line.cells[column]):
        problem = f"{line.cells[column]!r} is not a code"
        yield Fault(file, line.number, problem, "Give a capital letter and five digits", column)


def check_count(file: str, line: Line, column: str, least: int = 0, most: int | None = None) -> Iterator[Fault]:
    """A fault where the cell, if anything is in it, is no whole number of that size."""
    if line.cells[column] and count_of(line, column, least, most) is None:
        until = "" if most is None else f" to {most}"
        remedy = f"Give a whole number from {least}{until}, or leave it blank"
        yield Fault(file, line.number, f"{line.cells[column]!r} is not as expected", remedy, column)


def count_of(line: Line, column: str, least: int = 0, most: int | None = None) -> int | None:
    """The whole number of a cell; None where there is none of that size."""
    text = line.cells[column]
    # isdigit would take digits of other scripts and superscripts.
    number = int(text) if re.fullmatch(r"[0-9]{1,6}", text) else -1
    return number if number >= least and (most is None or number <= most) else None


def unknown(file: str, line: Line, column: str, where: str) -> Fault:
    """The fault of a code that the file it belongs to does not have."""
    problem = f"{line.cells[column]!r} is not in {where}"
    return Fault(file, line.number, problem, "Add it there or correct it here", column)
