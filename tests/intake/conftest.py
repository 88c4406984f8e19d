"""Twenty practices and one more, in a database of their own; no test commits."""

from collections.abc import Iterator

import pytest

from pipeline.config import settings_from
from pipeline.doors.db import open_database
from tests.factories import a_service
from tests.intake.batches import NEIGHBOUR, PRACTICES, Intake
from tests.sites import database_of, import_validation


@pytest.fixture(scope="session")
def intake(cluster_url: str, template_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Intake]:
    import_validation()
    folder = tmp_path_factory.mktemp("intake")
    with database_of(cluster_url, template_database, "intake") as url:
        settings = settings_from({"SMI_LIVE": "false", "SMI_DATA_DIR": str(folder), "SMI_DATABASE_URL": url})
        with open_database(settings) as database, database.engine.connect() as connection:
            practices = dict.fromkeys((*PRACTICES, NEIGHBOUR), "U90001")
            yield Intake(a_service(connection, settings, folder, **practices), folder)
            connection.rollback()
