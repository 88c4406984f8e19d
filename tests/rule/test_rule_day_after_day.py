"""Days on which little changes: what is gathered anew of a few people equals what is gathered of everybody."""

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from pipeline.core.region import Rule
from pipeline.doors.db import Database
from pipeline.steps import runs
from pipeline.steps.flag import flag
from pipeline.steps.regions import load_region
from tests.factories import a_run, enter
from tests.oracle import SIX
from tests.rule.conftest import known_statuses
from tests.rule.histories import DAYS, a_person, pick
from tests.steps.region_packs import write_pack

PEOPLE, CALLS = 8, 30
RULE = Rule(years_without_check=3, minimum_age=18)
_CHANGES = {
    "a result is recorded": (
        "insert into observation (practice_code, person_id, element, observed_on, is_declined, is_precise, value, unit,"
        " term, first_extract_id) values ('Z1', :person, :element, :on, :mark, true, '26', :note, 'Ex-smoker', 'x')"
    ),
    "results are retracted": (
        "update observation set retracted_by_extract_id = 'x' where person_id = :person and element = :element"
    ),
    "results count again": "update observation set retracted_by_extract_id = null where person_id = :person",
    "results are gone": "delete from observation where person_id = :person and element = :element",
    "the practice sends a newer register": (
        "update extract set extract_on = greatest(extract_on, :on) where extract_id = 'xZ2'"
    ),
    "its newest register is withdrawn": "update extract set extract_on = extract_on - 40 where extract_id = 'xZ2'",
    "the practice has deducted them": (
        "update registration set deregistered_on = :on where person_id = :person and practice_code = 'Z1'"
    ),
    "nothing": "select 1",
}
# Whoever no register speaks of just now keeps a record that is not asked for.
_CHECK_RECORDS = (
    "select to_jsonb(check_record) from check_record inner join home_now using (person_id) order by person_id"
)


@st.composite
def _story(draw: st.DrawFn) -> tuple[date, list[Any], list[list[tuple[str, dict[str, Any]]]]]:
    def numbers(bound: int) -> int:
        return draw(st.integers(0, bound - 1))

    as_of = pick(numbers, DAYS)[0]
    days = []
    for later in range(1, 4):
        changes = []
        for at in range(pick(numbers, (1, 2, 3))[0]):
            what, who, element, mark, back = pick(
                numbers, (*_CHANGES,), range(PEOPLE), SIX, (False, False, True), (0, 1, 30, 366, 1100, -2)
            )
            on = as_of + timedelta(days=later - back)
            changes.append(
                (what, {"person": f"p{who}", "element": element, "mark": mark, "on": on, "note": f"{later}{at}"})
            )
        days.append(changes)
    return as_of, [a_person(numbers, as_of) for _ in range(PEOPLE)], days


def test_what_is_gathered_of_a_few_equals_what_is_gathered_of_everybody(database: Database, tmp_path: Any) -> None:
    with database.transaction() as connection:
        load_region(connection, write_pack(tmp_path / "pack"), is_live=False)

    @settings(
        max_examples=CALLS,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(_story())
    def tell(story: tuple[date, list[Any], list[list[tuple[str, dict[str, Any]]]]]) -> None:
        as_of, people, days = story
        with database.engine.connect() as connection:
            enter(connection, people)
            flag_on(connection, as_of)
            for later, changes in enumerate(days, start=1):
                today = as_of + timedelta(days=later)
                for what, binds in changes:
                    statement = text(_CHANGES[what])
                    connection.execute(statement, {name: binds[name] for name in statement.compile().params})
                flag_on(connection, today)
                records, statuses = everything(connection)
                connection.execute(text("delete from check_record"))
                flag_on(connection, today)
                assert (records, statuses) == everything(connection), f"on {today}"
            connection.rollback()

    def flag_on(connection: Connection, day: date) -> None:
        flag(connection, a_run(connection, day, runs.region_in_force(connection)), day, RULE)

    def everything(connection: Connection) -> tuple[list[Any], Any]:
        return list(connection.execute(text(_CHECK_RECORDS)).scalars()), known_statuses(connection)

    tell()
