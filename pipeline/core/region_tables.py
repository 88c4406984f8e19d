"""places.csv, pcns.csv and coverage.csv of a region pack: rows with the line each stands on."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from pipeline.core.fault import Fault

PLACES, PCNS, COVERAGE = "places.csv", "pcns.csv", "coverage.csv"
COLUMNS = {
    PLACES: ("place_code", "name"),
    PCNS: ("pcn_code", "name", "sub_icb_code", "place_code", "status", "note"),
    COVERAGE: (
        "provider_code",
        "place_code",
        "pcn_code",
        "practice_code",
        "from_on",
        "to_on",
        "status",
        "note",
    ),
}
_STATUSES = ("confirmed", "proposed")
_ORGANISATION = re.compile(r"[A-Z][0-9]{5}")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Line:
    """One row of a table: its line in the file and its cells by column, stripped."""

    number: int
    cells: dict[str, str]


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
                    lines.append(Line(reader.line_num, dict(zip(header, cells, strict=True))))
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
        if header.count(column) != 1:
            problem = f"column {column} is {'given twice' if column in header else 'missing'}"
            yield Fault(file, 1, problem, f"Give each of {', '.join(expected)} once")


def check_places(places: list[Line]) -> Iterator[Fault]:
    """Faults of places.csv: no code, no name, the same code twice."""
    yield from _check_filled(PLACES, places, ("place_code", "name"))
    yield from _check_repeated(PLACES, places, "place_code")


def check_pcns(pcns: list[Line], places: list[Line]) -> Iterator[Fault]:
    """Faults of pcns.csv. A PCN without a place says why in its note; only its practices can be covered."""
    known = {place.cells["place_code"] for place in places}
    yield from _check_filled(PCNS, pcns, ("name", "sub_icb_code"))
    yield from _check_repeated(PCNS, pcns, "pcn_code")
    for line in pcns:
        yield from _check_status(PCNS, line)
        yield from _check_organisation(PCNS, line, "pcn_code")
        place = line.cells["place_code"]
        if place and place not in known:
            yield _unknown(PCNS, line, "place_code", PLACES)
        if not place and not line.cells["note"]:
            problem = "a PCN without a place and without a reason"
            yield Fault(PCNS, line.number, problem, "Give its place, or say in note why it has none", "place_code")


def check_coverage(
    coverage: list[Line], places: list[Line], pcns: list[Line], providers: set[str] | None
) -> Iterator[Fault]:
    """Faults of coverage.csv, by row, then between rows; `providers` is None if region.toml is unreadable."""
    known_places = {place.cells["place_code"] for place in places}
    known_pcns = {pcn.cells["pcn_code"] for pcn in pcns}
    for line in coverage:
        cells = line.cells
        yield from _check_status(COVERAGE, line)
        yield from _check_dates(line)
        if providers is not None and cells["provider_code"] not in providers:
            yield _unknown(COVERAGE, line, "provider_code", "region.toml")
        if cells["place_code"] and cells["place_code"] not in known_places:
            yield _unknown(COVERAGE, line, "place_code", PLACES)
        if cells["pcn_code"] and cells["pcn_code"] not in known_pcns:
            yield _unknown(COVERAGE, line, "pcn_code", PCNS)
        if cells["practice_code"]:
            yield from _check_organisation(COVERAGE, line, "practice_code")
        if bool(cells["pcn_code"]) + bool(cells["practice_code"] or cells["place_code"]) != 1:
            problem = "the row does not say one thing that is covered"
            remedy = "Fill place_code, or pcn_code, or practice_code (with the place it lies in, if you like)"
            yield Fault(COVERAGE, line.number, problem, remedy)
    yield from _check_overlaps(coverage)


def _check_overlaps(coverage: list[Line]) -> Iterator[Fault]:
    covered: dict[tuple[str, str], list[tuple[date, date, Line]]] = {}
    for line in coverage:
        from_on = as_date(line.cells["from_on"])
        to_on = as_date(line.cells["to_on"]) if line.cells["to_on"] else date.max
        level = next((c for c in ("practice_code", "pcn_code", "place_code") if line.cells[c]), None)
        if level and from_on and to_on:
            covered.setdefault((level, line.cells[level]), []).append((from_on, to_on, line))
    for (level, code), rows in covered.items():
        for earlier, later in combinations(rows, 2):
            if max(earlier[0], later[0]) <= min(earlier[1], later[1]):
                first, second = earlier[2], later[2]
                same = first.cells["provider_code"] == second.cells["provider_code"]
                what = "twice by the same provider" if same else "by two providers"
                day = max(earlier[0], later[0]).isoformat()
                problem = f"{code} is covered {what} on {day} (see line {first.number})"
                yield Fault(COVERAGE, second.number, problem, "End one before the other begins", level)


def _check_dates(line: Line) -> Iterator[Fault]:
    from_on, to_on = (as_date(line.cells[column]) for column in ("from_on", "to_on"))
    if from_on is None:
        yield Fault(COVERAGE, line.number, "not a date", "Give the first day as 2024-12-01", "from_on")
    if to_on is None and line.cells["to_on"]:
        yield Fault(COVERAGE, line.number, "not a date", "Give the last day as 2026-03-31, or leave it blank", "to_on")
    if from_on and to_on and to_on < from_on:
        yield Fault(COVERAGE, line.number, "the end is before the start", "Correct one of the two dates", "to_on")


def as_date(text: str) -> date | None:
    """The date of an ISO text; None for any other."""
    if not _ISO.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _check_filled(file: str, lines: list[Line], columns: tuple[str, ...]) -> Iterator[Fault]:
    for line in lines:
        for column in columns:
            if not line.cells[column]:
                yield Fault(file, line.number, "nothing is given", f"Give the {column}", column)


def _check_repeated(file: str, lines: list[Line], column: str) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for line in lines:
        code = line.cells[column]
        if code in seen:
            problem = f"{code} is already on line {seen[code]}"
            yield Fault(file, line.number, problem, "Keep one of the two", column)
        seen.setdefault(code, line.number)


def _check_status(file: str, line: Line) -> Iterator[Fault]:
    if line.cells["status"] not in _STATUSES:
        yield Fault(file, line.number, "not a status", f"Give {' or '.join(_STATUSES)}", "status")


def _check_organisation(file: str, line: Line, column: str) -> Iterator[Fault]:
    if not _ORGANISATION.fullmatch(line.cells[column]):
        problem = f"{line.cells[column]!r} is not a code"
        yield Fault(file, line.number, problem, "Give a capital letter and five digits", column)


def _unknown(file: str, line: Line, column: str, where: str) -> Fault:
    problem = f"{line.cells[column]!r} is not in {where}"
    return Fault(file, line.number, problem, "Add it there or correct it here", column)
