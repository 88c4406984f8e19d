"""A day's lists at county size, and a large workbook opened by LibreOffice beside an empty one.

`python -m benchmarks.worklists [people] [practices]`. The day is run up to the lists; then the lists are decided and
written, again and again, and the files' sizes are printed by kind. The workbook of 43 networks holds everybody whom the
day listed; LibreOffice opens it in turn with one that holds nobody, and the difference is what the list itself costs.
"""

import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import text

from pipeline.config import settings_from
from pipeline.core.worklist import WorklistRow
from pipeline.day import run_day
from pipeline.doors import shipped
from pipeline.doors.db import Database, open_database
from pipeline.doors.embedded_postgres import remove_cluster
from pipeline.doors.worklist_workbook import worklist_workbook
from pipeline.steps import runs
from pipeline.steps.reference import load_reference
from pipeline.steps.regions import load_region
from pipeline.steps.worklists import issue_worklists, write_worklists
from pipeline.synthetic import synthesise

AS_OF = date(2026, 11, 20)
NETWORKS = 43
TIMES = 5
AIM = 2.0


def main(people: int, practices: int) -> None:
    """Prints seconds and sizes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        synthesise(folder / "county", seed=1, people=people, practices=practices, as_of=AS_OF)
        settings = settings_from({"SMI_LIVE": "false", "SMI_DATA_DIR": str(folder / "data")})
        try:
            with open_database(settings) as database:
                with database.transaction() as connection:
                    load_region(connection, shipped.REGIONS / "lancashire-and-south-cumbria", False)
                    reference = folder / "county" / "reference"
                    load_reference(connection, [reference / "practices.csv", reference / "profiles.csv"])
                run_day(database, settings, folder / "county" / "inbox", folder / "outbox", AS_OF)
                rows = _listed(database)
                print(f"{people:,} people in {practices} practices, {len(rows):,} of them on the day's lists")
                _measure_lists(database, folder / "again")
        finally:
            remove_cluster(settings.data_dir)
        _measure_opening(folder, rows)


def _listed(database: Database) -> list[WorklistRow]:
    with database.transaction() as connection:
        stored = connection.execute(
            text("select content from worklist_item where not is_withdrawn order by worklist_item_id")
        ).scalars()
        return [WorklistRow(**content) for content in stored]


def _measure_lists(database: Database, outbox: Path) -> None:
    with database.transaction() as connection:
        region = runs.region_in_force(connection)
        decided = _seconds(lambda: issue_worklists(connection, AS_OF))
        written = _seconds(lambda: write_worklists(connection, outbox, AS_OF, region))
    print(f"  decide {decided:5.1f} s")
    print(f"  write  {written:5.1f} s")
    files: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for path in (each for each in outbox.rglob("*") if each.is_file()):
        files[path.suffix] += 1
        sizes[path.suffix] += path.stat().st_size
    for suffix, size in sorted(sizes.items()):
        print(f"  {suffix:<6}{files[suffix]:>3} files {size / 1e6:6.2f} MB")


def _measure_opening(folder: Path, rows: list[WorklistRow]) -> None:
    """Both workbooks in turn, so that whatever else the machine does befalls both alike."""
    program = shutil.which("soffice")
    if program is None:
        print("LibreOffice is not installed (`soffice`): nothing was opened")
        return
    spread = [
        replace(row, rank=at, pcn_code=f"U{at % NETWORKS:05}", pcn_name=f"Network {at % NETWORKS + 1}")
        for at, row in enumerate(rows)
    ]
    books = {"empty": folder / "empty.xlsx", "43 networks": folder / "networks.xlsx"}
    books["empty"].write_bytes(worklist_workbook("Alder", AS_OF, []))
    books["43 networks"].write_bytes(worklist_workbook("Alder", AS_OF, spread))
    taken: dict[str, list[float]] = {name: [] for name in books}
    # The first time LibreOffice makes its profile.
    for turn in range(TIMES + 1):
        for name, book in books.items():
            seconds = _seconds(lambda book=book: _open(program, book, folder))  # type: ignore[misc]
            if turn:
                taken[name].append(seconds)
    for name, seconds in taken.items():
        print(
            f"  opened by LibreOffice, {name:<12}{median(seconds):6.2f} s ({books[name].stat().st_size / 1e6:.2f} MB)"
        )
    more = median(taken["43 networks"]) - median(taken["empty"])
    print(f"  {more:.2f} s slower than the empty one; aim at most {AIM:.0f} s: {'met' if more <= AIM else 'missed'}")


def _open(program: str, book: Path, folder: Path) -> None:
    """Read as a whole; what is written after it is one small sheet."""
    subprocess.run(
        [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "csv",
         "--outdir", str(folder / "csv"), str(book)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip


def _seconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


if __name__ == "__main__":
    main(*(int(text) for text in sys.argv[1:])) if sys.argv[1:] else main(20_000, 200)
