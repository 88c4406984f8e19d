"""What the tests of the rule share: a judgement of many people by the database, in one call."""

import warnings
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline.core.region import Rule
from pipeline.doors.db import Database
from pipeline.steps import runs
from pipeline.steps.flag import flag
from pipeline.steps.regions import load_region
from tests.factories import a_run, enter
from tests.oracle import Judgement, Person
from tests.steps.region_packs import write_pack

Judge = Callable[[Sequence[Person], date], list[Judgement]]


@pytest.fixture(scope="session")
def validation() -> None:
    """Great Expectations imported once; a library below it warns of its own old imports, which is not our doing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import great_expectations  # noqa: F401


@pytest.fixture
def judged_by_database(database: Database, tmp_path: Path) -> Judge:
    """Enters people, flags them as of a day, tells what was found in the order of the people, and forgets them."""
    with database.transaction() as connection:
        load_region(connection, write_pack(tmp_path / "pack"), is_live=False)

    def judge(people: Sequence[Person], as_of: date) -> list[Judgement]:
        with database.engine.connect() as connection:
            enter(connection, people)
            run_id = a_run(connection, as_of, runs.region_in_force(connection))
            flag(connection, run_id, as_of, Rule(years_without_check=3, minimum_age=18))
            found = {
                row.person_id: Judgement(
                    row.practice_code,
                    row.status,
                    row.last_complete_on,
                    row.last_element_on,
                    tuple(row.missing_elements),
                )
                for row in connection.execute(text("select * from recall_status where to_run_id is null"))
            }
            connection.rollback()
        assert len(found) == len(people), "everybody has one status"
        return [found[f"p{at}"] for at in range(len(people))]

    return judge
