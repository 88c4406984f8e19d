"""Sites for the command line: one before its first run, one after it, one to read only."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import sites
from tests.sites import AFTER_A_RUN, Site, copy_inbox, database_of, environ_of


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sites.county_of(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def quiet(cluster_url: str, template_database: str, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site on which the day was run once; tests only read it."""
    return sites.after_a_run(cluster_url, template_database, tmp_path_factory.getbasetemp())


@pytest.fixture
def new_site(
    cluster_url: str, template_database: str, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, county: Path
) -> Iterator[Site]:
    """A site before its first run."""
    prepared = sites.prepared(cluster_url, template_database, tmp_path_factory.getbasetemp())
    with database_of(cluster_url, prepared, "new_site") as url:
        yield Site(tmp_path, county / "inbox", environ_of(tmp_path, url))


@pytest.fixture
def site(cluster_url: str, quiet: Site, county: Path, tmp_path: Path) -> Iterator[Site]:
    """A site after its first run, with an inbox of its own and an outbox that somebody emptied."""
    with database_of(cluster_url, AFTER_A_RUN, "site_of_one_test") as url:
        yield Site(tmp_path, copy_inbox(county, tmp_path / "inbox"), environ_of(tmp_path, url))
