"""A small county with words planted in it, its days run by Airflow, and the same days run by hand."""

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from pipeline.config import settings_from
from pipeline.core.worklist import CONTACTED_ON, ITEM_ID, NOTE, OUTCOME, Outcome
from pipeline.doors import shipped
from pipeline.doors.db import open_database
from pipeline.steps.reference import load_reference
from pipeline.steps.regions import load_region
from pipeline.synthetic import synthesise

ROOT = Path(__file__).resolve().parents[2]
EARLIER, AS_OF, NEXT_DAY = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21)
PLANTED = "Qzplanted"


class Site(NamedTuple):
    """One installation: an Airflow home, a database, an outbox."""

    home: Path
    inbox: Path
    environ: dict[str, str]

    @property
    def outbox(self) -> Path:
        return self.home / "outbox"

    def airflow(self, *command: str) -> Any:
        """What airflow_process.py answers; all it says goes into a file of the home."""
        answer = self.home / "answer.json"
        with (self.home / "said.txt").open("ab") as said:
            done = subprocess.run(
                [sys.executable, str(Path(__file__).with_name("airflow_process.py")), *command, str(answer)],
                env=self.environ, cwd=ROOT, stdout=said, stderr=said, check=False, timeout=300,
            )  # fmt: skip
        assert done.returncode == 0, (self.home / "said.txt").read_text()[-3000:]
        return json.loads(answer.read_text())

    def all_that_airflow_kept(self) -> str:
        """Its metadata database, every log, everything it printed."""
        with closing(sqlite3.connect(self.home / "airflow.db")) as metadata:
            kept = ["\n".join(metadata.iterdump())]
        kept += [path.read_text(errors="replace") for path in (self.home / "logs").rglob("*") if path.is_file()]
        return "\n".join([*kept, (self.home / "said.txt").read_text(errors="replace")])


class Day(NamedTuple):
    """The same days twice, run by Airflow and by `smi-outreach run`: the second brings no extract but a returned list.

    Airflow was asked for an earlier day after them, too.
    """

    site: Site
    days: dict[str, Any]
    by_hand: Path
    nhs_numbers: set[str]


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    synthesise(folder, seed=1, people=200, practices=5, as_of=AS_OF)
    _plant(folder / "inbox")
    return folder


@pytest.fixture(scope="session")
def day(
    cluster_url: str, template_database: str, county: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Day]:
    with (
        open_site(cluster_url, template_database, county, tmp_path_factory.mktemp("airflow")) as site,
        open_site(cluster_url, template_database, county, tmp_path_factory.mktemp("hand")) as other,
    ):
        returned = other.home / "returned"
        _run_by_hand(other, AS_OF, other.inbox)
        _return_a_list(other.outbox, returned)
        _run_by_hand(other, NEXT_DAY, returned)
        days = ((AS_OF, site.inbox), (NEXT_DAY, returned), (EARLIER, site.inbox))
        done = site.airflow("run", *(f"{as_of}={inbox}" for as_of, inbox in days))
        with (county / "truth" / "people.csv").open(encoding="utf-8", newline="") as file:
            numbers = {row["nhs_number"] for row in csv.DictReader(file) if row["nhs_number"].isdigit()}
        yield Day(site, done, other.outbox, numbers)


@contextmanager
def open_site(cluster_url: str, template: str, county: Path, home: Path) -> Iterator[Site]:
    """An installation with a database of its own, its reference data and region loaded."""
    name = f"site_{home.name}"
    url = cluster_url.rsplit("/", 1)[0] + "/" + name
    administer(cluster_url, f'create database "{name}" template {template}')
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "SMI_LIVE": "false",
        "SMI_DATABASE_URL": url,
        "SMI_DATA_DIR": str(home / "data"),
        "SMI_INBOX": str(county / "inbox"),
        "SMI_OUTBOX": str(home / "outbox"),
    }
    with open_database(settings_from(environ)) as database, database.transaction() as connection:
        load_region(connection, shipped.REGIONS / "lancashire-and-south-cumbria", is_live=False)
        load_reference(connection, sorted((county / "reference").iterdir()))
    yield Site(home, county / "inbox", environ)
    administer(cluster_url, f'drop database "{name}" with (force)')


def administer(url: str, statement: str) -> None:
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _run_by_hand(site: Site, as_of: date, inbox: Path) -> None:
    folders = ["--inbox", str(inbox), "--outbox", str(site.outbox)]
    command = [sys.executable, "-m", "pipeline", "run", *folders, "--as-of", as_of.isoformat()]
    subprocess.run(command, env=site.environ, cwd=ROOT, check=True, capture_output=True, timeout=300)


def _return_a_list(outbox: Path, inbox: Path) -> None:
    """An inbox without an extract, but with a list on which the first person refused; more is planted beside it."""
    path = sorted(outbox.glob("*/worklists/*.xlsx"))[0]
    cells = [[str(cell) for cell in row] for sheet in read_workbook(path) for row in sheet]
    heading = next(row for row in cells if ITEM_ID in row)
    item_id = cells[cells.index(heading) + 1][heading.index(ITEM_ID)]
    said = [ITEM_ID, OUTCOME, CONTACTED_ON, NOTE], [item_id, Outcome.DECLINED_SERVICE.label, "20/11/2026", PLANTED]
    target = inbox / "outcomes" / f"{PLANTED}.csv"
    target.parent.mkdir(parents=True)
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(said)


def read_workbook(path: Path) -> list[list[list[Any]]]:
    """Every sheet's rows."""
    with closing(load_workbook(path, read_only=True)) as book:
        return [[["" if cell is None else cell for cell in row] for row in sheet.values] for sheet in book]


def _plant(inbox: Path) -> None:
    """A word nobody else uses, as everybody's name and street in the plain files, and as a file's name."""
    planted = 0
    for path in sorted(inbox.rglob("*.csv")):
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig", errors="replace"))))
        if not rows or "family_name" not in rows[0]:
            continue
        for row in rows:
            row["family_name"] = PLANTED
            row["address_1"] = f"{PLANTED} House" if row["address_1"] else ""
        # A row that ends in quarantine, and a value that is set aside.
        rows[0]["nhs_number"] = PLANTED
        rows[1]["blood_pressure_value_1"] = PLANTED
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        path.rename(path.with_name(f"{path.stem} {PLANTED}.csv"))
        planted += len(rows)
    assert planted > 20
