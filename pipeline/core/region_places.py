"""places.csv and pcns.csv: which PCN lies in which place."""

from collections.abc import Iterator

from pipeline.core.fault import Fault
from pipeline.core.region_tables import (
    PCNS,
    PLACES,
    Line,
    check_filled,
    check_organisation,
    check_repeated,
    check_status,
    unknown,
)


def check_places(places: list[Line]) -> Iterator[Fault]:
    """Faults of places.csv: no code, no name, the same code twice."""
    yield from check_filled(PLACES, places, ("place_code", "name"))
    yield from check_repeated(PLACES, places, "place_code")


def check_pcns(pcns: list[Line], places: list[Line]) -> Iterator[Fault]:
    """Faults of pcns.csv. A PCN without a place says why in its note; only its practices can be covered."""
    known = {place.cells["place_code"] for place in places}
    yield from check_filled(PCNS, pcns, ("name", "sub_icb_code"))
    yield from check_repeated(PCNS, pcns, "pcn_code")
    for line in pcns:
        yield from check_status(PCNS, line)
        yield from check_organisation(PCNS, line, "pcn_code")
        place = line.cells["place_code"]
        if place and place not in known:
            yield unknown(PCNS, line, "place_code", PLACES)
        if not place and not line.cells["note"]:
            problem = "a PCN without a place and without a reason"
            yield Fault(PCNS, line.number, problem, "Give its place, or say in note why it has none", "place_code")
