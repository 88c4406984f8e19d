"""From practices' files to a reconciled register, beside what the same machine does without us.

`python -m benchmarks.intake --help`. Nothing here is asserted but that every file was accepted.
"""

import tempfile
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from benchmarks.county import Country, Written
from benchmarks.taking_in import prepare, take_in
from pipeline.config import settings_from
from pipeline.doors.db import open_database
from pipeline.doors.embedded_postgres import remove_cluster

AS_OF = date(2026, 11, 20)


def main(
    people: Annotated[int, typer.Option(help="People in all.")] = 20_000,
    practices: Annotated[int, typer.Option(help="Practices they are registered with.")] = 200,
    seed: Annotated[int, typer.Option(help="The same seed gives the same files.")] = 1,
) -> None:
    """Prints the seconds of our own intake, first day and next."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = perf_counter()
        country = Country(seed, people, practices, AS_OF)
        reference = country.write_reference(folder / "reference")
        first = country.write_day(folder / "first")
        _state(first, practices, perf_counter() - started)
        settings = settings_from({"SMI_LIVE": "false", "SMI_DATA_DIR": str(folder / "data")})
        try:
            with open_database(settings) as database:
                prepare(database, reference)
                for title, days_later in (("first day", 0), ("next day", 1)):
                    inbox = folder / ("next" if days_later else "first")
                    if days_later:
                        country.write_day(inbox, days_later)
                    taken = take_in(database, settings, inbox, AS_OF + timedelta(days=days_later))
                    print(f"{title}: ingest {taken.ingest:.1f} s, reconcile {taken.reconcile:.1f} s")
        finally:
            remove_cluster(settings.data_dir)


def _state(written: Written, practices: int, seconds: float) -> None:
    print(
        f"{written.people:,} people, {practices:,} practices, {written.files:,} files, {written.bytes / 1e6:.1f} MB, "
        f"{written.observations:,} observations, written in {seconds:.1f} s"
    )


if __name__ == "__main__":
    typer.run(main)
