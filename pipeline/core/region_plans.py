"""local_plans.csv and partner_shares.csv: what is agreed with a PCN, and which partner takes which share there."""

from collections.abc import Iterator
from itertools import combinations

from pipeline.core.fault import Fault
from pipeline.core.region_tables import (
    LOCAL_PLANS,
    PARTNER_SHARES,
    PCNS,
    Line,
    Span,
    check_count,
    check_dates,
    check_status,
    count_of,
    span_of,
    unknown,
)

_WHOLE = 100


def check_local_plans(plans: list[Line], pcns: list[Line], check_providers: set[str] | None) -> Iterator[Fault]:
    """Faults of local_plans.csv; `check_providers` is None if region.toml is unreadable.

    A blank number means that nobody has said: there is no limit, and no wait. Where nobody is said to
    deliver checks, each practice delivers its own.
    """
    known = {pcn.cells["pcn_code"] for pcn in pcns}
    for line in plans:
        yield from check_status(LOCAL_PLANS, line)
        yield from check_dates(LOCAL_PLANS, line)
        if line.cells["pcn_code"] not in known:
            yield unknown(LOCAL_PLANS, line, "pcn_code", PCNS)
        delivering = line.cells["check_provider_code"]
        if delivering and check_providers is not None and delivering not in check_providers:
            yield unknown(LOCAL_PLANS, line, "check_provider_code", "region.toml")
        yield from check_count(LOCAL_PLANS, line, "weeks_after_invitation")
        yield from check_count(LOCAL_PLANS, line, "capacity_a_day")
        yield from check_count(LOCAL_PLANS, line, "floor_a_day")
        floor, capacity = (count_of(line, column) for column in ("floor_a_day", "capacity_a_day"))
        if floor is not None and capacity is not None and floor > capacity:
            problem = f"a floor of {floor} a day above a capacity of {capacity}"
            yield Fault(LOCAL_PLANS, line.number, problem, "Correct one of the two", "floor_a_day")
    for (code, *_), spans in _by(plans, "pcn_code").items():
        yield from _check_overlaps(LOCAL_PLANS, code, spans, "has two plans")


def check_partner_shares(shares: list[Line], pcns: list[Line], partners: set[str] | None) -> Iterator[Fault]:
    """Faults of partner_shares.csv; `partners` is None if region.toml is unreadable.

    Shares of a PCN may add up to less than 100: the rest are the provider's own people.
    """
    known = {pcn.cells["pcn_code"] for pcn in pcns}
    for line in shares:
        yield from check_status(PARTNER_SHARES, line)
        yield from check_dates(PARTNER_SHARES, line)
        if line.cells["pcn_code"] not in known:
            yield unknown(PARTNER_SHARES, line, "pcn_code", PCNS)
        if partners is not None and line.cells["partner_code"] not in partners:
            yield unknown(PARTNER_SHARES, line, "partner_code", "region.toml")
        if count_of(line, "share_percent", 1, _WHOLE) is None:
            problem = f"{line.cells['share_percent']!r} is not a share"
            yield Fault(PARTNER_SHARES, line.number, problem, "Give a whole number from 1 to 100", "share_percent")
    for (pcn, partner), spans in _by(shares, "pcn_code", "partner_code").items():
        yield from _check_overlaps(PARTNER_SHARES, f"{partner} in {pcn}", spans, "has two shares")
    for (pcn, *_), spans in _by(shares, "pcn_code").items():
        yield from _check_sums(pcn, spans)


def _check_sums(pcn: str, spans: list[Span]) -> Iterator[Fault]:
    # A sum can only grow on a day on which a row begins.
    for begun in spans:
        others = [span for span in spans if span.has(begun.from_on)]
        total = sum(count_of(span.line, "share_percent", 1, _WHOLE) or 0 for span in others)
        if total > _WHOLE and begun.line.number == max(
            span.line.number for span in others if span.from_on == begun.from_on
        ):
            problem = f"the shares of {pcn} on {begun.from_on} add up to {total}"
            remedy = "Let them add up to 100 at most; what is left is the provider's own"
            yield Fault(PARTNER_SHARES, begun.line.number, problem, remedy, "share_percent")


def _by(lines: list[Line], *columns: str) -> dict[tuple[str, ...], list[Span]]:
    found: dict[tuple[str, ...], list[Span]] = {}
    for line in lines:
        if span := span_of(line):
            found.setdefault(tuple(line.cells[column] for column in columns), []).append(span)
    return found


def _check_overlaps(file: str, who: str, spans: list[Span], what: str) -> Iterator[Fault]:
    for earlier, later in combinations(spans, 2):
        if max(earlier.from_on, later.from_on) <= min(earlier.to_on, later.to_on):
            day = max(earlier.from_on, later.from_on).isoformat()
            problem = f"{who} {what} on {day} (see line {earlier.line.number})"
            yield Fault(file, later.line.number, problem, "End one before the other begins", "from_on")
