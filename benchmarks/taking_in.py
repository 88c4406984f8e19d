"""Our own intake, from files to landed and reconciled, as the day calls its steps; and our row checks alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

from benchmarks.measuring import Shares
from pipeline import day
from pipeline.config import Settings
from pipeline.core.canonical_rows import CanonicalPerson, read_people
from pipeline.core.extract_shapes import understand
from pipeline.core.row_facts import facts
from pipeline.doors import extracts, shipped, validation
from pipeline.doors.db import Database, open_database
from pipeline.steps import collect, reconcile, runs
from pipeline.steps.reference import load_reference
from pipeline.steps.regions import load_region

_FILES_A_BATCH = 100


@dataclass(frozen=True)
class TakenIn:
    """Seconds by step, shares of them in percent, and how many rows and extracts there were."""

    ingest: float
    reconcile: float
    shares: dict[str, float]
    rows: int
    extracts: int

    @property
    def seconds(self) -> float:
        return self.ingest + self.reconcile


def prepare(database: Database, reference: Sequence[Path]) -> None:
    """The region and the practices, which a service has long loaded when a register arrives."""
    with database.transaction() as connection:
        load_region(connection, shipped.REGIONS / "lancashire-and-south-cumbria", False)
        load_reference(connection, list(reference))


def take_in(settings: Settings, inbox: Path, as_of: date) -> TakenIn:
    """Takes the inbox in; raises where a file was not accepted whole, for then something else was measured."""
    shares = Shares()
    with open_database(settings) as database, database.only_run(), shares.watching():
        started = perf_counter()
        arrivals = collect.collect(inbox)
        with database.transaction() as connection:
            intake = runs.region_in_force(connection).intake
        landed = day.take_in(database, settings, inbox, arrivals, as_of, lambda _: None)
        between = perf_counter()
        with database.transaction() as connection:
            applied = reconcile.reconcile(connection, intake)
        ended = perf_counter()
    kept_back = sum(each.fate != "landed" for each in landed)
    set_aside = sum(each.rows_quarantined for each in landed)
    if kept_back or set_aside or applied != len(arrivals):
        raise NotAllAccepted(
            f"{kept_back} files were kept back, {set_aside} rows set aside, {len(arrivals) - applied} extracts not "
            "applied: this is not the intake that was to be measured."
        )
    rows = sum(each.rows_read for each in landed)
    return TakenIn(between - started, ended - between, shares.percent(), rows, len(arrivals))


def check_rows(files: Sequence[Path], extract_on: date) -> tuple[float, int]:
    """Seconds for reading plain files of people and judging each row, in batches as ingest does; and people judged.

    The import of Great Expectations is not counted.
    """
    validation.judge("register_extract", facts(_people_of(files[0], extract_on), is_live=False))
    started = perf_counter()
    judged = 0
    for start in range(0, len(files), _FILES_A_BATCH):
        people = [person for path in files[start : start + _FILES_A_BATCH] for person in _people_of(path, extract_on)]
        if validation.judge("register_extract", facts(people, is_live=False)).reasons:
            raise NotAllAccepted("The row checks found a fault where there is none.")
        judged += len(people)
    return perf_counter() - started, judged


def _people_of(path: Path, extract_on: date) -> list[tuple[CanonicalPerson, date]]:
    # Every row says what changed: of such a file it is no fault that it holds no entries.
    register = understand(extracts.read_tables(0, path))
    return [(person, extract_on) for person in read_people(register, extract_on, is_live=False).people]


class NotAllAccepted(Exception):
    """Something was kept back, so the figure would be of another intake."""
