"""A service at work, for the tests of its steps."""

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
