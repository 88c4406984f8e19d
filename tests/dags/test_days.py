"""Days by Airflow: the same as by hand, and nobody's details left in what Airflow keeps."""

import re

import pytest
from sqlalchemy import text

from pipeline.config import settings_from
from pipeline.doors.db import open_database
from tests.dags.conftest import AS_OF, EARLIER, NEXT_DAY, PLANTED, Day

DAGS = ("ingest_registers", "plan_outreach", "issue_outreach")


def test_every_task_of_the_day_succeeds(day: Day) -> None:
    dags = day.days[AS_OF.isoformat()]
    assert {dag_id: dag["state"] for dag_id, dag in dags.items()} == dict.fromkeys(DAGS, "success")
    assert {state for dag in dags.values() for state in dag["tasks"].values()} == {"success"}


def test_an_empty_inbox_is_a_day_like_any_other(day: Day) -> None:
    dags = day.days[NEXT_DAY.isoformat()]
    assert {dag_id: dag["state"] for dag_id, dag in dags.items()} == dict.fromkeys(DAGS, "success")
    assert dags["ingest_registers"]["tasks"]["ingest -1"] == "skipped"
    assert list(day.site.outbox.glob(f"{NEXT_DAY}/accounting-*.csv"))


def test_a_refusal_on_a_returned_list_is_taken_before_the_plan(day: Day) -> None:
    (answer,) = day.site.outbox.glob(f"{NEXT_DAY}/outcomes/answer-*.csv")
    assert ",taken," in answer.read_text(encoding="utf-8")
    with open_database(settings_from(day.site.environ)) as database, database.transaction() as connection:
        listed = "select as_of from stop join plan_item using (person_id) where reason = 'refuses_outreach' and {}"
        days = connection.execute(text(listed.format("source like 'w%' and disposition = 'listed'"))).scalars()
        assert set(days) == {AS_OF}


def test_an_earlier_day_is_refused_at_once_and_nothing_follows(day: Day) -> None:
    dags = day.days[EARLIER.isoformat()]
    assert list(dags) == ["ingest_registers"]
    assert dags["ingest_registers"]["tasks"]["begin_run -1"] == "failed"
    assert not (day.site.outbox / EARLIER.isoformat()).exists()


def test_the_outbox_is_byte_for_byte_what_a_run_by_hand_writes(day: Day) -> None:
    by_airflow, by_hand = (
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (day.site.outbox, day.by_hand)
    )
    assert sorted(by_airflow) == sorted(by_hand)
    assert [path for path in by_hand if by_airflow[path] != by_hand[path]] == []
    assert {path.rsplit(".", 1)[-1] for path in by_hand} == {"csv", "html", "pdf", "xlsx"}


def test_each_mapped_batch_is_named_by_its_practices(day: Day) -> None:
    assert day.days[AS_OF.isoformat()]["ingest_registers"]["labels"] == ["Z00001 Z00002", "Z00003 Z00004", "Z00005"]


def test_a_day_is_one_run_and_complete(day: Day) -> None:
    with open_database(settings_from(day.site.environ)) as database, database.transaction() as connection:
        runs = connection.execute(text("select as_of, finished_at is not null as is_finished from run order by run_id"))
        assert [tuple(run) for run in runs] == [(AS_OF, True), (NEXT_DAY, True)]


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
    broken = day.site.airflow("break", NEXT_DAY.isoformat(), f"{PLANTED} Unforeseen")
    assert broken["tasks"]["flag -1"] == "failed"
    kept = day.site.all_that_airflow_kept()
    assert "StepBroke" in kept
    assert "builtins.ValueError at" in kept
    assert PLANTED.lower() not in kept.lower()
