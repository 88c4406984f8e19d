"""Our own intake, from files to landed and reconciled: the steps collect, ingest and reconcile as the day calls them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

from pipeline.config import Settings
from pipeline.day import batches
from pipeline.doors import shipped
from pipeline.doors.db import Database
from pipeline.steps import collect, ingest, reconcile, runs
from pipeline.steps.reference import load_reference
from pipeline.steps.regions import load_region


@dataclass(frozen=True)
class TakenIn:
    """Seconds by step and the extracts that were applied."""

    ingest: float
    reconcile: float
    extracts: int
    applied: int

    @property
    def seconds(self) -> float:
        return self.ingest + self.reconcile


def prepare(database: Database, reference: Sequence[Path]) -> None:
    """The region and the practices, which a service has long loaded when a register arrives."""
    with database.transaction() as connection:
        load_region(connection, shipped.REGIONS / "lancashire-and-south-cumbria", False)
        load_reference(connection, list(reference))


def take_in(database: Database, settings: Settings, inbox: Path, as_of: date) -> TakenIn:
    """Takes the inbox in; raises where a file was not accepted, for then something else was measured."""
    with database.only_run():
        started = perf_counter()
        arrivals = collect.collect(inbox)
        with database.transaction() as connection:
            intake = runs.region_in_force(connection).intake
        landed = []
        for batch in batches(arrivals):
            with database.transaction() as connection:
                landed += ingest.ingest(connection, settings, inbox, batch, as_of)
        between = perf_counter()
        with database.transaction() as connection:
            applied = reconcile.reconcile(connection, intake)
        ended = perf_counter()
    assert all(each.fate == "landed" and not each.rows_quarantined for each in landed), "a file was kept back"
    assert applied == len(arrivals), f"{len(arrivals) - applied} extracts were held"
    return TakenIn(between - started, ended - between, len(arrivals), applied)
