"""A site as an operator has it: an inbox, an outbox, a database and `smi-outreach`, in process or as a process."""

import csv
import io
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from pipeline.__main__ import main
from pipeline.config import Settings, settings_from
from pipeline.doors import shipped
from pipeline.doors.db import open_database
from pipeline.steps.reference import load_reference
from pipeline.steps.regions import load_region
from pipeline.synthetic import synthesise

ROOT = Path(__file__).resolve().parents[1]
AS_OF = date(2026, 11, 20)
PLANTED = "Qzplanted"
AFTER_A_RUN = "after_a_run"


class Said(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Site:
    """Folders, settings and a database; commands are run as of one day unless they name another."""

    home: Path
    inbox: Path
    environ: Mapping[str, str]
    as_of: date = AS_OF
    extra: Sequence[str] = field(default=())

    @property
    def outbox(self) -> Path:
        return self.home / "outbox"

    @property
    def settings(self) -> Settings:
        return settings_from(self.environ)

    @property
    def day_s_run(self) -> list[str]:
        return ["run", *self.folders, "--as-of", self.as_of.isoformat()]

    @property
    def folders(self) -> list[str]:
        return ["--inbox", str(self.inbox), "--outbox", str(self.outbox)]

    def run(self, **environ: str) -> Said:
        return smi(*self.day_s_run, environ={**self.environ, **environ})

    def does(self, *arguments: str, **environ: str) -> Said:
        return smi(*arguments, environ={**self.environ, **environ})

    def spawn(self, *arguments: str, before: Sequence[str] = (), after: Sequence[str] = (), **environ: str) -> Said:
        """The command as a process of its own, behind another program where `before` names one."""
        command = [*before, sys.executable, "-m", "pipeline", *arguments, *after]
        # Files, not pipes: a database server that the command starts would keep a pipe open.
        out, err = self.home / "out.txt", self.home / "err.txt"
        with out.open("wb") as said, err.open("wb") as complained:
            done = subprocess.run(
                command, env={**self.environ, **environ}, cwd=ROOT, stdin=subprocess.DEVNULL,
                stdout=said, stderr=complained, check=False, timeout=240,
            )  # fmt: skip
        return Said(done.returncode, out.read_text(errors="replace"), err.read_text(errors="replace"))

    def files(self, below: str = "") -> dict[str, bytes]:
        """Everything in the outbox, hidden files too, by path."""
        return files_in(self.outbox / below)

    def tables(self) -> dict[str, list[str]]:
        """Every row of every table, as text, sorted."""
        engine = create_engine(self.environ["SMI_DATABASE_URL"], poolclass=NullPool)
        with engine.connect() as connection:
            names = connection.execute(
                text("select table_name from information_schema.tables where table_schema = 'public'")
            ).scalars()
            found = {
                name: sorted(connection.execute(text(f'select cast(t as text) from "{name}" as t')).scalars())
                for name in names.all()
            }
        engine.dispose()
        return found

    def rows(self, statement: str, **binds: object) -> Sequence[object]:
        with open_database(self.settings) as database, database.transaction() as connection:
            return connection.execute(text(statement), binds).all()


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def smi(*arguments: str, environ: Mapping[str, str]) -> Said:
    """`smi-outreach` in this process: its exit code, and all that it printed."""
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    with (
        patch.object(sys, "argv", ["smi-outreach", *arguments]),
        patch.dict(os.environ, dict(environ), clear=True),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code
    return Said(int(code or 0) if isinstance(code, int | None) else 1, out.getvalue(), err.getvalue())


def import_validation() -> None:
    """Great Expectations imported once; a library below it warns of its own old imports, which is not our doing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import great_expectations  # noqa: F401


@contextmanager
def database_of(cluster_url: str, template: str, name: str) -> Iterator[str]:
    """The URL of a copy of a database, dropped afterwards."""
    administer(cluster_url, f'create database "{name}" template "{template}"')
    try:
        yield cluster_url.rsplit("/", 1)[0] + "/" + name
    finally:
        administer(cluster_url, f'drop database "{name}" with (force)')


def administer(url: str, statement: str) -> None:
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def environ_of(home: Path, url: str | None = None) -> dict[str, str]:
    """Settings of a site of synthetic data; without a URL with a database in its own folder."""
    environ = {"PATH": os.environ["PATH"], "HOME": str(home), "SMI_LIVE": "false", "SMI_DATA_DIR": str(home / "data")}
    return environ | ({"SMI_DATABASE_URL": url} if url else {})


def make_county(folder: Path, *, people: int = 300, practices: int = 12) -> Path:
    """A small county in whose plain files everybody carries a word nobody else uses."""
    synthesise(folder, seed=1, people=people, practices=practices, as_of=AS_OF)
    planted = 0
    for path in sorted((folder / "inbox").rglob("*.csv")):
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig", errors="replace"))))
        if not rows or "family_name" not in rows[0]:
            continue
        for row in rows:
            row["family_name"] = PLANTED
        # A row that ends in quarantine.
        rows[0]["nhs_number"] = PLANTED
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        planted += len(rows)
    assert planted > 20, "the county is large enough to prove something"
    return folder


def prepare(environ: Mapping[str, str], county: Path) -> None:
    """Region and reference data into the site's database."""
    with open_database(settings_from(environ)) as database, database.transaction() as connection:
        load_region(connection, shipped.REGIONS / "lancashire-and-south-cumbria", is_live=False)
        load_reference(connection, sorted((county / "reference").iterdir()))


def _folder(base: Path, name: str) -> Path:
    folder = base / f"sites-{name}"
    folder.mkdir()
    return folder


@cache
def county_of(base: Path) -> Path:
    """The county all these tests share; nobody changes it."""
    return make_county(_folder(base, "county"))


@cache
def prepared(cluster_url: str, template: str, base: Path) -> str:
    """The name of a database with region and reference data and nobody in it; it goes with the cluster."""
    administer(cluster_url, f'create database prepared template "{template}"')
    url = cluster_url.rsplit("/", 1)[0] + "/prepared"
    prepare(environ_of(_folder(base, "prepared"), url), county_of(base))
    return "prepared"


@cache
def after_a_run(cluster_url: str, template: str, base: Path) -> Site:
    """A site on which the day was run once; tests may run it again. Its database can be copied: AFTER_A_RUN."""
    import_validation()
    home = _folder(base, "site")
    name = prepared(cluster_url, template, base)
    administer(cluster_url, f'create database "{AFTER_A_RUN}" template "{name}"')
    url = cluster_url.rsplit("/", 1)[0] + "/" + AFTER_A_RUN
    site = Site(home, county_of(base) / "inbox", environ_of(home, url))
    done = site.run()
    assert done.code == 0, done.err
    return site


def copy_inbox(county: Path, target: Path) -> Path:
    return Path(shutil.copytree(county / "inbox", target))
