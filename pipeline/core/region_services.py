"""venues.csv and services.csv: where somebody can be seen, and what they can be pointed to."""

import re
from collections.abc import Iterator

from ukpostcodeutils.validation import is_valid_postcode

from pipeline.core.fault import Fault
from pipeline.core.placeholder import is_pseudo_postcode
from pipeline.core.region_setting import CODE
from pipeline.core.region_tables import (
    PCNS,
    PLACES,
    SERVICES,
    VENUES,
    Line,
    as_date,
    check_filled,
    check_repeated,
    check_status,
    unknown,
)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_OF_THE_VENUE = ("name", "pcn_code", "address", "postcode")


def check_venues(venues: list[Line], pcns: list[Line]) -> Iterator[Fault]:
    """Faults of venues.csv: one row for each clinic day, which is a weekday or a date."""
    known = {pcn.cells["pcn_code"] for pcn in pcns}
    yield from check_filled(VENUES, venues, ("venue_code", "name", "address", "opens_at", "closes_at"))
    yield from check_repeated(VENUES, venues, "venue_code", "weekday", "held_on", "opens_at")
    first: dict[str, Line] = {}
    for line in venues:
        yield from check_status(VENUES, line)
        yield from _check_code(VENUES, line, "venue_code")
        yield from _check_day(line)
        if line.cells["pcn_code"] not in known:
            yield unknown(VENUES, line, "pcn_code", PCNS)
        postcode = line.cells["postcode"]
        if not is_pseudo_postcode(postcode) and not is_valid_postcode(postcode.replace(" ", "").upper()):
            yield Fault(VENUES, line.number, f"{postcode!r} is not a postcode", "Give the venue's", "postcode")
        before = first.setdefault(line.cells["venue_code"], line)
        for column in _OF_THE_VENUE:
            if line.cells[column] != before.cells[column]:
                problem = f"{line.cells['venue_code']} has another {column} on line {before.number}"
                yield Fault(VENUES, line.number, problem, "Give both alike, or the venues two codes", column)


def _check_day(line: Line) -> Iterator[Fault]:
    weekday, held_on = line.cells["weekday"], line.cells["held_on"]
    if bool(weekday) == bool(held_on):
        problem = "a clinic day is one weekday or one date"
        yield Fault(VENUES, line.number, problem, "Fill weekday or held_on, and not both", "weekday")
    if weekday and weekday not in WEEKDAYS:
        yield Fault(
            VENUES, line.number, f"{weekday!r} is not a weekday", f"Give one of {', '.join(WEEKDAYS)}", "weekday"
        )
    if held_on and as_date(held_on) is None:
        yield Fault(VENUES, line.number, "not a date", "Give the day as 2026-03-31", "held_on")
    opens, closes = line.cells["opens_at"], line.cells["closes_at"]
    for column in ("opens_at", "closes_at"):
        if line.cells[column] and not _TIME.fullmatch(line.cells[column]):
            yield Fault(VENUES, line.number, "not a time of day", "Give it as 09:30", column)
    if _TIME.fullmatch(opens) and _TIME.fullmatch(closes) and closes <= opens:
        yield Fault(VENUES, line.number, "it closes before it opens", "Correct one of the two times", "closes_at")


def check_services(services: list[Line], places: list[Line]) -> Iterator[Fault]:
    """Faults of services.csv. A blank place means the whole region; who does not know how to reach it says so."""
    known = {place.cells["place_code"] for place in places}
    yield from check_filled(SERVICES, services, ("service_code", "name", "what"))
    yield from check_repeated(SERVICES, services, "service_code", "place_code")
    for line in services:
        yield from check_status(SERVICES, line)
        yield from _check_code(SERVICES, line, "service_code")
        if line.cells["place_code"] and line.cells["place_code"] not in known:
            yield unknown(SERVICES, line, "place_code", PLACES)
        if not any(line.cells[column] for column in ("how_to_reach", "only_through", "note")):
            problem = "nobody can be pointed to a service nobody knows how to reach"
            remedy = "Fill how_to_reach or only_through, or say in note who will find out"
            yield Fault(SERVICES, line.number, problem, remedy, "how_to_reach")


def _check_code(file: str, line: Line, column: str) -> Iterator[Fault]:
    if line.cells[column] and not CODE.fullmatch(line.cells[column]):
        remedy = "Use lower-case letters, digits and hyphens"
        yield Fault(file, line.number, f"{line.cells[column]!r} is not a code", remedy, column)
