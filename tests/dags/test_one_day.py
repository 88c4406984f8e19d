"""One day by Airflow: the same as by hand, and nobody's details left in what Airflow keeps."""

import re

import pytest

from pipeline.config import settings_from
from pipeline.doors import db
from pipeline.doors.db import open_database
from tests.dags.conftest import AS_OF, PLANTED, Day


def test_every_task_of_the_day_succeeds(day: Day) -> None:
    assert [dag["state"] for dag in day.dags.values()] == ["success"] * 3
    assert {state for dag in day.dags.values() for state in dag["tasks"].values()} == {"success"}


def test_the_outbox_is_byte_for_byte_what_a_run_by_hand_writes(day: Day) -> None:
    by_airflow, by_hand = (
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (day.site.outbox, day.by_hand)
    )
    assert sorted(by_airflow) == sorted(by_hand)
    assert [path for path in by_hand if by_airflow[path] != by_hand[path]] == []
    assert {path.rsplit(".", 1)[-1] for path in by_hand} == {"csv", "pdf", "xlsx"}


def test_each_mapped_batch_is_named_by_its_practices(day: Day) -> None:
    assert day.dags["ingest_registers"]["labels"] == ["Z00001 Z00002", "Z00003 Z00004", "Z00005"]


def test_the_run_is_one_run_and_complete(day: Day) -> None:
    with open_database(settings_from(day.site.environ)) as database, database.transaction() as connection:
        region = db.one(connection, "run/region_in_force")
        begun = db.value(connection, "run/begin", as_of=AS_OF, region_version_id=region.region_version_id)
        # The first run of this database was the day's; it is finished, so that this one is the second.
        assert begun == 2
        connection.rollback()


def test_airflow_keeps_no_patient_data(day: Day) -> None:
    kept = day.site.all_that_airflow_kept()
    assert "Z00003 Z00004" in kept, "the label of a batch is kept, so the search looks in the right place"
    assert PLANTED.lower() not in kept.lower()
    numbers = set(re.findall(r"(?<!\d)999 ?\d{3} ?\d{4}(?!\d)", kept))
    assert {number.replace(" ", "") for number in numbers} & day.nhs_numbers == set()


@pytest.mark.parametrize("outbox_file", ["*/worklists/*.xlsx", "*/practices/*.csv", "*/letters/*/draft/*.pdf"])
def test_the_county_is_large_enough_to_prove_something(day: Day, outbox_file: str) -> None:
    assert list(day.site.outbox.glob(outbox_file))


def test_a_fault_that_quotes_a_person_leaves_none_of_it_in_airflow(day: Day) -> None:
    broken = day.site.airflow("break", AS_OF.isoformat(), f"{PLANTED} Unforeseen")
    assert broken["tasks"]["flag -1"] == "failed"
    kept = day.site.all_that_airflow_kept()
    assert "StepBroke" in kept
    assert "builtins.ValueError at" in kept
    assert PLANTED.lower() not in kept.lower()
