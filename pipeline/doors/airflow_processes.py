"""Airflow's processes on this machine: started, watched, and ended with all their children.

Not `airflow standalone`: that one listens on every network interface, serves logs on a further port, and
leaves its children behind when it is told to stop.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from pipeline.doors import db
from pipeline.doors.db import Database
from pipeline.errors import CorrectConfiguration, StartDatabase

_COMPONENTS = {
    "api-server": ("api-server",),
    "scheduler": ("scheduler", "--skip-serve-logs"),
    "dag-processor": ("dag-processor",),
}
_STARTS_WITHIN, _STOPS_WITHIN = 240.0, 30.0


@dataclass(frozen=True)
class Site:
    """One Airflow: its home (keys, logs and the password of its pages), and where its pages are."""

    home: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def password_file(self) -> Path:
        return self.home / "simple_auth_manager_passwords.json.generated"

    def log(self, name: str) -> Path:
        return self.home / f"{name}.log"


def make_metadata_database(database: Database) -> str:
    """The URL of the database `airflow` on our server, made if it is not there; raises CorrectConfiguration."""
    try:
        # A database cannot be created inside a transaction.
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if not db.value(connection, "database/has_airflow"):
                db.execute(connection, "database/create_airflow")
    except DBAPIError as error:
        raise CorrectConfiguration(
            "Airflow needs a database of its own named airflow on the server of SMI_DATABASE_URL, and it could not be "
            "made. Make it as the server's administrator, owned by the same user, then start again."
        ) from error
    return make_url(database.url).set(database="airflow").render_as_string(hide_password=False)


def settings_of(site: Site, dags: Path, metadata_url: str) -> dict[str, str]:
    """Airflow's own settings: everything on loopback, two tasks at a time, nothing sent to anybody."""
    return {
        "AIRFLOW_HOME": str(site.home),
        "AIRFLOW__API__BASE_URL": site.url,
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(site.port),
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__CORE__DAGS_FOLDER": str(dags),
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{site.url}/execution/",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__PARALLELISM": "2",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "False",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": metadata_url,
        # Without this Airflow looks for another driver, which is not installed.
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC": metadata_url,
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
    }


@contextmanager
def running(site: Site, environ: Mapping[str, str]) -> Iterator["Processes"]:
    """Airflow's components, started; every process of theirs is gone when the block ends."""
    site.home.mkdir(parents=True, exist_ok=True)
    site.home.chmod(0o700)
    # Before the components, and alone: the first command writes the keys that all of them must share.
    with _process(site, "migrate", ("db", "migrate"), environ) as migration:
        if migration.wait():
            raise StartDatabase(f"Airflow could not prepare its database: see {site.log('migrate')}.")
    with ExitStack() as stack:
        yield Processes(
            site,
            {name: stack.enter_context(_process(site, name, said, environ)) for name, said in _COMPONENTS.items()},
        )


@dataclass(frozen=True)
class Processes:
    """Airflow at work."""

    site: Site
    by_name: Mapping[str, subprocess.Popen[bytes]]

    def wait_until_ready(self, stop: threading.Event) -> bool:
        """True once the pages answer and the scheduler and DAG processor are alive; False if told to stop."""
        began = monotonic()
        while not stop.wait(1):
            self._raise_if_ended()
            if _is_healthy(self.site):
                return True
            if monotonic() - began > _STARTS_WITHIN:
                raise CorrectConfiguration(
                    f"Airflow was not ready within {_STARTS_WITHIN:.0f} seconds: see the logs in {self.site.home}, "
                    "then start again."
                )
        return False

    def wait_until_told(self, stop: threading.Event) -> None:
        """Returns when told to stop; raises CorrectConfiguration where a component ended by itself."""
        while not stop.wait(1):
            self._raise_if_ended()

    def _raise_if_ended(self) -> None:
        for name, process in self.by_name.items():
            if process.poll() is not None:
                raise CorrectConfiguration(
                    f"Airflow's {name} ended by itself (code {process.returncode}): see {self.site.log(name)}, "
                    "then start again."
                )


@contextmanager
def _process(
    site: Site, name: str, command: tuple[str, ...], environ: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    with site.log(name).open("wb") as log:
        # A group of its own: Ctrl-C reaches us alone, and a signal to the group reaches all it ever forked.
        process = subprocess.Popen(
            [sys.executable, "-m", "airflow", *command],
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    _tell(process, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(_STOPS_WITHIN)
    # What the leader left behind is still of its group.
    _tell(process, signal.SIGKILL)
    process.wait()


def _tell(process: subprocess.Popen[bytes], what: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, what)


def _is_healthy(site: Site) -> bool:
    try:
        with urllib.request.urlopen(f"{site.url}/api/v2/monitor/health", timeout=5) as answer:
            health = json.load(answer)
    except (urllib.error.URLError, OSError, ValueError):
        return False
    return all((health.get(part) or {}).get("status") == "healthy" for part in ("scheduler", "dag_processor"))
