"""Two rules side by side say what flagging with each would say, and leave nothing behind."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.core.comparison import NO_ROUTE, NOBODY, Comparison, Side
from pipeline.core.region import Rule
from pipeline.steps import compare, flag
from tests.factories import AS_OF, OTHER_PRACTICE, Service, checked, row


def compared(service: Service, first: Side, second: Side) -> Comparison:
    """As the command does it."""
    compare.shadow(service.connection)
    flag.gather(service.connection, first.as_of, first.rule)
    flag.judge(service.connection, first.as_of, first.rule)
    compare.keep_first(service.connection)
    if compare.needs_gathering_again(first, second):
        flag.gather(service.connection, second.as_of, second.rule)
    flag.judge(service.connection, second.as_of, second.rule)
    return compare.read_comparison(service.connection)


def people(service: Service) -> None:
    """Checked never, and four, two and a half and half a year ago; one of nineteen; one at another practice."""
    service.take_in(
        [
            row(1),
            row(2, **checked(AS_OF - timedelta(days=4 * 366))),
            row(3, **checked(AS_OF - timedelta(days=900))),
            row(4, **checked(AS_OF - timedelta(days=180))),
            row(5, born_on=f"{AS_OF.day}/{AS_OF.month}/{AS_OF.year - 19}"),
        ]
    )
    service.take_in([row(6, **checked(AS_OF - timedelta(days=900)))], practice=OTHER_PRACTICE)
    service.plan()


@pytest.fixture
def rule(service: Service) -> Rule:
    return service.region.rule_on(AS_OF)


def test_fewer_years_bring_people_in_and_an_older_age_takes_some_out(service: Service, rule: Rule) -> None:
    people(service)
    tables = [tuple(map(tuple, service.rows(f"select * from {name} order by 1, 2"))) for name in
              ("recall_status", "check_record", "run", "plan_item")]  # fmt: skip
    with service.connection.begin_nested() as attempt:
        other = replace(rule, years_without_check=2, minimum_age=20)
        found = compared(service, Side("A", rule, AS_OF), Side("B", other, AS_OF))
        pcns = compare.by_pcn(service.connection, Side("B", other, AS_OF))
        attempt.rollback()
    assert [(move.first[1], move.second[1], move.people) for move in found.entering()] == [("due", "overdue", 2)]
    assert [(move.first[1], move.second[1], move.people) for move in found.leaving()] == [
        ("nothing_recorded", "under_18", 1)
    ]
    assert found.statuses() == [
        ("due", NO_ROUTE, 2, 0), ("never_checked", "no_check_in_years", 2, 1),
        ("overdue", "no_check_in_years", 1, 3), ("under_18", NO_ROUTE, 0, 1), ("up_to_date", NO_ROUTE, 1, 1),
    ]  # fmt: skip
    columns, matrix = found.matrix()
    assert matrix["due"] == {**dict.fromkeys(columns, 0), "overdue": 2}
    assert [tuple(each) for each in pcns] == [("U90001", "Northmoor PCN", 3, 4, 2, 1)]
    assert tables == [tuple(map(tuple, service.rows(f"select * from {name} order by 1, 2"))) for name in
                      ("recall_status", "check_record", "run", "plan_item")]  # fmt: skip


def test_each_side_says_what_flagging_with_its_rule_says(service: Service, rule: Rule) -> None:
    people(service)
    other = replace(rule, years_without_check=1, includes_hard_to_reach=False)
    with service.connection.begin_nested() as attempt:
        found = compared(service, Side("A", rule, AS_OF), Side("B", other, AS_OF))
        attempt.rollback()
    for at, each in enumerate((rule, other)):
        service.region = replace(service.region, rules=(each,))
        flagged = service.flag()
        said: dict[str, int] = {}
        for status, _, *sides in found.statuses():
            said[status] = said.get(status, 0) + sides[at]
        assert {status: count for status, count in said.items() if count} == flagged


def test_two_days_of_one_rule_differ_by_what_was_sent_between(service: Service, rule: Rule) -> None:
    before = AS_OF - timedelta(days=30)
    service.take_in([row(1), row(2, **checked(date(2023, 11, 5)))], before)
    service.take_in([row(1, **checked(before)), row(2, **checked(date(2023, 11, 5))), row(3)])
    service.plan()
    with service.connection.begin_nested() as attempt:
        found = compared(service, Side("A", rule, before), Side("B", rule, AS_OF))
        attempt.rollback()
    moves = {(move.first[0], move.second[0]) for move in found.moves}
    assert ("due", "overdue") in moves
    assert not any(NOBODY in move for move in moves), "registers are as they are now"


def test_people_are_written_by_opaque_id_with_both_statuses(service: Service, rule: Rule, tmp_path: Path) -> None:
    people(service)
    path = tmp_path / "people.csv"
    with service.connection.begin_nested() as attempt:
        compared(service, Side("A", rule, AS_OF), Side("B", replace(rule, years_without_check=2), AS_OF))
        assert compare.write_people(service.connection, path) == 2
        attempt.rollback()
    heading, *lines = path.read_text().splitlines()
    assert heading == "person_id,first_status,first_reason,first_route,second_status,second_reason,second_route"
    assert lines == sorted(f"{service.person(which)},due,due,,overdue,overdue,no_check_in_years" for which in (3, 6))


def test_entries_that_changed_since_the_last_run_count_and_stay_noted(service: Service, rule: Rule) -> None:
    people(service)
    service.as_of = AS_OF + timedelta(days=1)
    service.take_in([row(6, **checked(service.as_of))], service.as_of, OTHER_PRACTICE)
    noted = service.rows("select person_id from observation_touched")
    assert [each.person_id for each in noted] == [service.person(6)]
    with service.connection.begin_nested() as attempt:
        found = compared(service, Side("A", rule, AS_OF), Side("B", rule, service.as_of))
        attempt.rollback()
    assert ("never_checked", "up_to_date") in {(move.first[0], move.second[0]) for move in found.moves}
    assert service.rows("select person_id from observation_touched") == noted
