"""Working days in England."""

from datetime import date, timedelta

import pytest

from pipeline.core.working_days import is_working_day, working_day_from, working_days_before
from tests.oracle_contacts import is_worked_on


def test_every_day_of_two_years_is_as_published() -> None:
    days = [date(2026, 12, 1) + timedelta(days=ahead) for ahead in range(1_000)]
    assert [day for day in days if is_working_day(day) != is_worked_on(day)] == []


@pytest.mark.parametrize(
    ("day", "worked_on"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 11, 21), date(2026, 11, 23)),
        (date(2026, 12, 25), date(2026, 12, 29)),
        (date(2027, 3, 26), date(2027, 3, 30)),
    ],
)
def test_the_next_day_people_work_on(day: date, worked_on: date) -> None:
    assert working_day_from(day) == worked_on


def test_working_days_are_counted_back_over_a_weekend_and_christmas() -> None:
    assert working_days_before(date(2026, 11, 24), 1) == date(2026, 11, 23)
    assert working_days_before(date(2026, 11, 23), 1) == date(2026, 11, 20)
    assert working_days_before(date(2026, 12, 30), 2) == date(2026, 12, 24)
