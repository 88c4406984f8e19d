"""A service at work, for the tests of its steps."""

import shutil
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from pipeline.config import Settings, settings_from
from pipeline.doors.db import Database, open_database
from tests.factories import Service, a_service
from tests.steps.outcome_desk import Desk, issued_desk


@pytest.fixture(scope="session")
def validation() -> None:
    """Great Expectations imported once; a library below it warns of its own old imports, which is not our doing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import great_expectations  # noqa: F401


@pytest.fixture(scope="session")
def standing_service(
    cluster_url: str, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Database, Settings, Service]]:
    """A database with region and practices, made once: no step commits, so each test's day is rolled back."""
    folder = tmp_path_factory.mktemp("service")
    engine = create_engine(cluster_url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"create database service template {template_database}"))
    url = cluster_url.rsplit("/", 1)[0] + "/service"
    settings = settings_from({"SMI_LIVE": "false", "SMI_DATA_DIR": str(folder), "SMI_DATABASE_URL": url})
    with open_database(settings) as database:
        with database.transaction() as connection:
            made = a_service(connection, settings, folder)
        yield database, settings, made
    with engine.connect() as connection:
        connection.execute(text("drop database service with (force)"))
    engine.dispose()


@pytest.fixture
def service(
    standing_service: tuple[Database, Settings, Service], tmp_path: Path, validation: None
) -> Iterator[Service]:
    """The service with an empty inbox and nobody on its registers, inside one transaction."""
    database, settings, made = standing_service
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with database.engine.connect() as connection:
        connection.execute(text("set local time zone 'UTC'"))
        yield replace(made, connection=connection, settings=replace(settings, data_dir=tmp_path), inbox=inbox)
        connection.rollback()


@pytest.fixture(scope="module")
def standing_desk(
    standing_service: tuple[Database, Settings, Service], tmp_path_factory: pytest.TempPathFactory, validation: None
) -> Iterator[Desk]:
    """A day's list on a worker's desk, issued once a file: each test's own day is rolled back to it.

    A file whose tests use it uses no `service` beside it: two transactions would wait for each other.
    """
    database, settings, made = standing_service
    folder = tmp_path_factory.mktemp("desk")
    with database.engine.connect() as connection:
        connection.execute(text("set local time zone 'UTC'"))
        (folder / "inbox").mkdir()
        yield issued_desk(replace(made, connection=connection, settings=settings, inbox=folder / "inbox"), folder)
        connection.rollback()


@pytest.fixture
def desk(standing_desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """An outreach worker's desk with the day's list, an inbox and an outbox of its own."""
    outbox = Path(shutil.copytree(standing_desk.outbox, tmp_path / "outbox"))
    inbox = Path(shutil.copytree(standing_desk.service.inbox, tmp_path / "inbox"))
    with standing_desk.service.connection.begin_nested() as attempt:
        yield Desk(replace(standing_desk.service, inbox=inbox), outbox)
        attempt.rollback()
