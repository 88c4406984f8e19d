"""Calendar arithmetic as PostgreSQL does it, stated anew so that the rule is not its own witness."""

from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The same day of the month that many months later, or the last day of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def months_before(day: date, months: int) -> date:
    return months_after(day, -months)


def years_before(day: date, years: int) -> date:
    return months_after(day, -12 * years)


def is_adult(born_on: date, as_of: date) -> bool:
    """Whether the eighteenth birthday is over or today; someone born on 29 February waits for 1 March."""
    if (born_on.month, born_on.day) == (2, 29) and monthrange(born_on.year + 18, 2)[1] == 28:
        return as_of >= date(born_on.year + 18, 3, 1)
    return as_of >= date(born_on.year + 18, born_on.month, born_on.day)
