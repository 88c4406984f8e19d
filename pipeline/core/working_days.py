"""Working days in England: outreach does nothing on a weekend or a bank holiday."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether it is Monday to Friday and no bank holiday in England."""
    return day.weekday() < _SATURDAY and day not in _bank_holidays(day.year)


def working_day_from(day: date) -> date:
    """The day itself if people work on it, else the next on which they do."""
    while not is_working_day(day):
        day += _DAY
    return day


def working_days_before(day: date, count: int) -> date:
    """The day that lies so many working days before."""
    while count:
        day -= _DAY
        count -= is_working_day(day)
    return day


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
