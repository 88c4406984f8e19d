"""The rule as the tests say it a second time, person by person, on some of the people in the tables."""

from collections import defaultdict
from datetime import date
from time import perf_counter

from sqlalchemy import text

from pipeline.doors.db import Database
from tests.oracle import OnRegister, Person, Recorded, judge

_PEOPLE = """
select registration.*, extract.extract_on from registration inner join extract using (extract_id)
where person_id in (select person_id from bench_person where at < :sample)
"""
_RECORDED = """
select person_id, element, observed_on, is_declined, is_precise, retracted_by_extract_id is not null as is_retracted
from observation
where person_id in (select person_id from bench_person where at < :sample)
"""
_FOUND = "select person_id, status, last_complete_on from recall_status where to_run_id is null"


def judge_sample(database: Database, sample: int, as_of: date) -> tuple[float, int]:
    """Seconds for judging that many people, and how many were; raises where the database had found something else."""
    recorded = defaultdict(list)
    with database.transaction() as connection:
        for row in connection.execute(text(_RECORDED), {"sample": sample}):
            who, element, on, is_declined, is_precise, is_retracted = row
            recorded[who].append(Recorded(element, on, is_declined, is_precise, is_retracted))
        people = {
            row.person_id: Person(
                (
                    OnRegister(
                        row.practice_code,
                        row.extract_on,
                        row.born_on,
                        is_left=row.state == "left",
                        is_dead=row.is_dead,
                        diagnosis_on=row.diagnosis_on,
                        remission_on=row.remission_on,
                    ),
                ),
                tuple(recorded[row.person_id]),
            )
            for row in connection.execute(text(_PEOPLE), {"sample": sample})
        }
        found = {row.person_id: (row.status, row.last_complete_on) for row in connection.execute(text(_FOUND))}
    started = perf_counter()
    judged = {who: judge(person, as_of) for who, person in people.items()}
    seconds = perf_counter() - started
    differing = sum(found[who] != (said.status, said.last_complete_on) for who, said in judged.items())
    if differing:
        raise ValueError(f"The naive rule says something else of {differing} of {len(judged)} people.")
    return seconds, len(judged)
