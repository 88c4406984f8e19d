"""The whole run at county size, step by step: 20,000 people in 200 practices by default.

Makes the county, runs the day from an empty database, then runs it again, and prints seconds by
step. `python benchmarks/day.py [people] [practices]`.
"""

import resource
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

from pipeline.commands.accounting_view import show_accounting
from pipeline.commands.shell import console
from pipeline.config import settings_from
from pipeline.day import run_day
from pipeline.doors import shipped
from pipeline.doors.db import open_database
from pipeline.doors.embedded_postgres import remove_cluster
from pipeline.steps.reference import load_reference
from pipeline.steps.regions import load_region
from pipeline.synthetic import synthesise

AS_OF = date(2026, 11, 20)


def main(people: int, practices: int) -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = perf_counter()
        synthesise(folder / "county", seed=1, people=people, practices=practices, as_of=AS_OF)
        files = [path for path in (folder / "county" / "inbox").rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files) / 1e6
        print(f"{people:,} people, {practices} practices, {len(files)} files, {size:.1f} MB")
        print(f"  synthesise {perf_counter() - started:6.1f} s")
        settings = settings_from({"SMI_LIVE": "false", "SMI_DATA_DIR": str(folder / "data")})
        try:
            with open_database(settings) as database:
                with database.transaction() as connection:
                    load_region(connection, shipped.REGIONS / "lancashire-and-south-cumbria", False)
                    reference = folder / "county" / "reference"
                    load_reference(connection, [reference / "practices.csv", reference / "profiles.csv"])
                for title in ("first run", "second run"):
                    started = perf_counter()
                    report = run_day(database, settings, folder / "county" / "inbox", folder / "outbox", AS_OF)
                    print(f"{title}: {perf_counter() - started:.1f} s")
                    for step, seconds in report.seconds.items():
                        print(f"  {step:<18}{seconds:6.1f} s")
                assert report.accounting is not None
                show_accounting(console(), report.accounting)
        finally:
            remove_cluster(settings.data_dir)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the Python process: {peak:.0f} MB")


if __name__ == "__main__":
    main(*(int(text) for text in sys.argv[1:])) if sys.argv[1:] else main(20_000, 200)
