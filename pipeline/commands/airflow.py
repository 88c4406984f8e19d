"""`smi-outreach airflow`: Airflow on this machine, with its database beside ours, gone when stopped."""

import importlib.util
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.shell import Inbox, Outbox, shell
from pipeline.doors import shipped
from pipeline.doors.airflow_processes import Site, make_metadata_database, running, settings_of
from pipeline.errors import CorrectConfiguration, FreePort

_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_Port = Annotated[int, typer.Option(min=1, max=65535, help="Port of Airflow's pages, on 127.0.0.1 only.")]


def add_to(app: typer.Typer) -> None:
    """Adds the command to the command line."""

    @app.command()
    def airflow(inbox: Inbox, outbox: Outbox, port: _Port = 8080) -> None:
        """Runs Airflow with the DAGs of the day on this machine until it is stopped (Ctrl-C).

        Everything it starts listens on 127.0.0.1 only. For several machines see docker-compose.yml.
        """
        dags = find_dags()
        _refuse_taken(port)
        with _told_to_stop() as stop, shell() as opened:
            site = Site(opened.settings.data_dir / "airflow", port)
            environ = {
                **os.environ,
                **settings_of(site, dags, make_metadata_database(opened.database)),
                "SMI_LIVE": str(opened.settings.is_live).lower(),
                "SMI_DATABASE_URL": opened.database.url,
                "SMI_DATA_DIR": str(opened.settings.data_dir),
                "SMI_INBOX": str(inbox.absolute()),
                "SMI_OUTBOX": str(outbox.absolute()),
            }
            opened.console.print(f"Starting Airflow; its logs are in {site.home}.", soft_wrap=True)
            with running(site, environ) as processes:
                if processes.wait_until_ready(stop):
                    opened.console.print(
                        f"Airflow is ready: {site.url}\nUser admin; the password is in {site.password_file}\n"
                        "Trigger ingest_registers: the whole day follows. Stop with Ctrl-C.",
                        soft_wrap=True,
                    )
                processes.wait_until_told(stop)
                opened.console.print("Stopping Airflow.")


def find_dags() -> Path:
    """The folder of DAGs; raises CorrectConfiguration where it or Airflow is not installed."""
    if importlib.util.find_spec("airflow") is None:
        raise CorrectConfiguration(
            "Airflow is not installed. Install smi-outreach with its orchestration extra, or go without: "
            "`smi-outreach run` does the same day."
        )
    folder = shipped.SQL.parent / "dags"
    if not folder.is_dir():
        raise CorrectConfiguration(f"There is no folder of DAGs at {folder}. Run from a checkout of smi-outreach.")
    return folder


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        # As the server will: a port whose last connections are still fading is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise FreePort(
                f"Port {port} cannot be used ({error.strerror}). Free it, or choose another with --port."
            ) from error


@contextmanager
def _told_to_stop() -> Iterator[threading.Event]:
    stop = threading.Event()
    before = {each: signal.signal(each, lambda *_: stop.set()) for each in _STOP_SIGNALS}
    try:
        yield stop
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
