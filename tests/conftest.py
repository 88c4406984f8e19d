"""A real PostgreSQL for the whole test session, and an empty migrated database for each test."""

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from pipeline.config import Settings, settings_from
from pipeline.doors.db import Database, open_database
from pipeline.doors.embedded_postgres import remove_cluster, running_cluster

# The same examples everywhere, and no deadline: a busy machine is no failure.
hypothesis.settings.register_profile("the same", deadline=None, derandomize=True)
hypothesis.settings.load_profile("the same")


# What takes longest begins first, so that no process is left alone with it at the end.
LONGEST = ("tests/steps/test_staged_histories.py", "tests/dags/", "tests/rule/", "tests/steps/test_withdraw.py")
# Airflow's days are run once, for all the files that look at them.
TOGETHER = ("tests/dags/", "tests/synthetic/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Several processes share the tests by file: what a file prepares is prepared once."""
    items.sort(key=_turn)
    for item in items:
        file = item.nodeid.split("::")[0]
        shared = next((folder for folder in TOGETHER if file.startswith(folder)), file)
        item.add_marker(pytest.mark.xdist_group(shared))


def _turn(item: pytest.Item) -> int:
    return next((turn for turn, start in enumerate(LONGEST) if item.nodeid.startswith(start)), len(LONGEST))


@pytest.fixture(scope="session")
def cluster_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("cluster")
    with running_cluster(folder, is_live=False) as url:
        yield url
    remove_cluster(folder)


@pytest.fixture(scope="session")
def template_database(cluster_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a migrated database; copying it is far quicker than migrating each time."""
    _administer(cluster_url, "create database migrated")
    settings = _settings(tmp_path_factory.mktemp("template"), _sibling(cluster_url, "migrated"))
    with open_database(settings):
        pass
    return "migrated"


@pytest.fixture
def settings(cluster_url: str, template_database: str, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a run on synthetic data with a database of its own."""
    _administer(cluster_url, f"create database one_test template {template_database}")
    yield _settings(tmp_path / "data", _sibling(cluster_url, "one_test"))
    _administer(cluster_url, "drop database one_test with (force)")


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    with open_database(settings) as opened:
        yield opened


def _settings(data_dir: Path, url: str) -> Settings:
    return settings_from({"SMI_LIVE": "false", "SMI_DATA_DIR": str(data_dir), "SMI_DATABASE_URL": url})


def _sibling(url: str, name: str) -> str:
    return url.rsplit("/", 1)[0] + "/" + name


def _administer(url: str, statement: str) -> None:
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
