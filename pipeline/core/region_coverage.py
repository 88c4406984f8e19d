"""coverage.csv: which provider covers a place, PCN or practice between two days, and never two on one day."""

from collections.abc import Iterator
from itertools import combinations

from pipeline.core.fault import Fault
from pipeline.core.region_tables import (
    COVERAGE,
    PCNS,
    PLACES,
    Line,
    Span,
    check_dates,
    check_organisation,
    check_status,
    span_of,
    unknown,
)

# The most specific first: it beats those after it.
LEVELS = ("practice_code", "pcn_code", "place_code")


def check_coverage(
    coverage: list[Line], places: list[Line], pcns: list[Line], providers: set[str] | None
) -> Iterator[Fault]:
    """Faults of coverage.csv, by row, then between rows; `providers` is None if region.toml is unreadable."""
    known_places = {place.cells["place_code"] for place in places}
    known_pcns = {pcn.cells["pcn_code"] for pcn in pcns}
    for line in coverage:
        cells = line.cells
        yield from check_status(COVERAGE, line)
        yield from check_dates(COVERAGE, line)
        if providers is not None and cells["provider_code"] not in providers:
            yield unknown(COVERAGE, line, "provider_code", "region.toml")
        if cells["place_code"] and cells["place_code"] not in known_places:
            yield unknown(COVERAGE, line, "place_code", PLACES)
        if cells["pcn_code"] and cells["pcn_code"] not in known_pcns:
            yield unknown(COVERAGE, line, "pcn_code", PCNS)
        if cells["practice_code"]:
            yield from check_organisation(COVERAGE, line, "practice_code")
        if bool(cells["pcn_code"]) + bool(cells["practice_code"] or cells["place_code"]) != 1:
            problem = "the row does not say one thing that is covered"
            remedy = "Fill place_code, or pcn_code, or practice_code (with the place it lies in, if you like)"
            yield Fault(COVERAGE, line.number, problem, remedy)
    yield from _check_overlaps(coverage)


def spans_by_level(coverage: list[Line]) -> dict[tuple[str, str], list[Span]]:
    """The rows that speak of one practice, PCN or place, by its column and code."""
    covered: dict[tuple[str, str], list[Span]] = {}
    for line in coverage:
        level = next((column for column in LEVELS if line.cells[column]), None)
        span = span_of(line)
        if level and span:
            covered.setdefault((level, line.cells[level]), []).append(span)
    return covered


def _check_overlaps(coverage: list[Line]) -> Iterator[Fault]:
    for (level, code), spans in spans_by_level(coverage).items():
        for earlier, later in combinations(spans, 2):
            if max(earlier.from_on, later.from_on) <= min(earlier.to_on, later.to_on):
                first, second = earlier.line, later.line
                same = first.cells["provider_code"] == second.cells["provider_code"]
                what = "twice by the same provider" if same else "by two providers"
                day = max(earlier.from_on, later.from_on).isoformat()
                problem = f"{code} is covered {what} on {day} (see line {first.number})"
                yield Fault(COVERAGE, second.number, problem, "End one before the other begins", level)
