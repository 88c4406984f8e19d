"""What the tests of the rule share: a judgement of many people by the database, in one call."""

import warnings
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import Connection, text

from pipeline.core.region import Rule
from pipeline.doors.db import Database
from pipeline.steps import runs
from pipeline.steps.flag import flag
from pipeline.steps.regions import load_region
from tests.factories import a_run, enter
from tests.oracle import Judgement, Person, TheRule
from tests.steps.region_packs import write_pack


class Judge(Protocol):
    """Judges people as of a day, by the rule as it ships or another."""

    def __call__(self, people: Sequence[Person], as_of: date, rule: TheRule = ...) -> list[Judgement]: ...


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

    def judge(people: Sequence[Person], as_of: date, rule: TheRule = TheRule()) -> list[Judgement]:  # noqa: B008
        with database.engine.connect() as connection:
            enter(connection, people)
            run_id = a_run(connection, as_of, runs.region_in_force(connection))
            flag(connection, run_id, as_of, rule_of(rule))
            found = known_statuses(connection)
            connection.rollback()
        assert len(found) == len(people), "everybody has one status"
        return [found[f"p{at}"] for at in range(len(people))]

    return judge


def rule_of(rule: TheRule) -> Rule:
    """The naive rule's words for the pipeline."""
    return Rule(
        years_without_check=rule.years,
        minimum_age=rule.minimum_age,
        deducted_within_days=rule.to_deduct,
        includes_hard_to_reach=rule.includes_hard_to_reach,
    )


def known_statuses(
    connection: Connection, statement: str = "select * from recall_status where to_run_id is null"
) -> dict[str, Judgement]:
    """Everybody's open status, by person; or what another statement with the same columns says."""
    return {
        row.person_id: Judgement(
            row.practice_code,
            row.status,
            row.reason,
            row.outreach_route,
            row.last_complete_on,
            row.last_check_done_on,
            row.last_element_on,
            row.last_blood_pressure_on,
            tuple(row.missing_elements),
            tuple(row.out_of_date_elements),
            tuple(row.declined_elements),
            row.is_counted_nationally,
            row.is_counted_by_qof,
        )
        for row in connection.execute(text(statement))
    }
