"""A service at work, for the tests of its steps."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.config import Settings
from pipeline.doors.db import Database
from tests.factories import Service, a_service


@pytest.fixture(scope="session")
def validation() -> None:
    """Great Expectations imported once; a library below it warns of its own old imports, which is not our doing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import great_expectations  # noqa: F401


@pytest.fixture
def service(database: Database, settings: Settings, tmp_path: Path, validation: None) -> Iterator[Service]:
    """One connection for the whole test; its transaction is kept open, as a step's is."""
    with database.transaction() as connection:
        yield a_service(connection, settings, tmp_path)
