"""workers.csv: who works for a provider or a partner, in which PCN, and from when until when."""

from collections.abc import Collection, Iterator
from itertools import combinations

from pipeline.core.fault import Fault
from pipeline.core.region_setting import CODE
from pipeline.core.region_tables import (
    PCNS,
    WORKERS,
    Line,
    Span,
    check_dates,
    check_filled,
    check_status,
    span_of,
    unknown,
)

_OF_THE_WORKER = ("name", "partner_code", "provider_code")


def check_workers(
    workers: list[Line], pcns: list[Line], partners: Collection[str] | None, providers: Collection[str] | None
) -> Iterator[Fault]:
    """Faults of workers.csv: a row for each PCN of a worker, or one with a blank PCN for any.

    `partners` and `providers` are None if region.toml is unreadable.
    """
    known = {pcn.cells["pcn_code"] for pcn in pcns}
    yield from check_filled(WORKERS, workers, ("worker_code", "name"))
    first: dict[str, Line] = {}
    for line in workers:
        yield from check_status(WORKERS, line)
        yield from check_dates(WORKERS, line)
        code = line.cells["worker_code"]
        if code and not CODE.fullmatch(code):
            remedy = "Use lower-case letters, digits and hyphens"
            yield Fault(WORKERS, line.number, f"{code!r} is not a code", remedy, "worker_code")
        if line.cells["pcn_code"] and line.cells["pcn_code"] not in known:
            yield unknown(WORKERS, line, "pcn_code", PCNS)
        if bool(line.cells["partner_code"]) == bool(line.cells["provider_code"]):
            problem = "a worker works for one partner or for one provider"
            remedy = "Fill partner_code or provider_code, and not both"
            yield Fault(WORKERS, line.number, problem, remedy, "partner_code")
        for column, codes in (("partner_code", partners), ("provider_code", providers)):
            if line.cells[column] and codes is not None and line.cells[column] not in codes:
                yield unknown(WORKERS, line, column, "region.toml")
        if partners is not None and code in partners:
            problem = f"{code} is a partner's code, and a list is named after both"
            yield Fault(WORKERS, line.number, problem, "Give the worker another", "worker_code")
        before = first.setdefault(code, line)
        for column in _OF_THE_WORKER:
            if line.cells[column] != before.cells[column]:
                problem = f"{code} has another {column} on line {before.number}"
                yield Fault(WORKERS, line.number, problem, "Give both alike, or the workers two codes", column)
    yield from _check_overlaps(workers)


def _check_overlaps(workers: list[Line]) -> Iterator[Fault]:
    by: dict[tuple[str, str], list[Span]] = {}
    for line in workers:
        if span := span_of(line):
            by.setdefault((line.cells["worker_code"], line.cells["pcn_code"]), []).append(span)
    for (code, pcn), spans in by.items():
        for earlier, later in combinations(spans, 2):
            if max(earlier.from_on, later.from_on) <= min(earlier.to_on, later.to_on):
                who = f"{code} has two rows for {pcn}" if pcn else f"{code} has two rows"
                problem = f"{who} on one day (see line {earlier.line.number})"
                yield Fault(WORKERS, later.line.number, problem, "End one before the other begins", "from_on")
