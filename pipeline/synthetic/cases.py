"""Borders and oddities that a county must have even when it is small, each given to one person."""

from calendar import isleap
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pipeline.synthetic.history import Shape, Tier, tier_of
from pipeline.synthetic.homes import NO_FIXED_ABODE, Home
from pipeline.synthetic.people import Identity, Needs
from pipeline.synthetic.plans import Damage, Diagnosis, Plan, Standing, Stop
from pipeline.synthetic.spans import DAY, is_adult, months_before, years_before

Plans = Callable[[date, date], Plan]
Changes = Callable[[Identity, date], Identity]


@dataclass(frozen=True, slots=True)
class Case:
    """A person told what to be: `plan` gets as_of and the extract's date, `change` the person and as_of."""

    name: str
    plan: Plans
    change: Changes = lambda identity, _as_of: identity


def _checked_on(day: Callable[[date], date], shape: Shape = Shape.ORDINARY) -> Plans:
    """A plan whose last complete check is on the day that follows from the extract's date."""

    def plan(_as_of: date, extract_on: date) -> Plan:
        on = day(extract_on)
        return Plan(tier=tier_of(on, extract_on), shape=shape, last_complete_on=on)

    return plan


def _always(plan: Plan) -> Plans:
    return lambda _as_of, _extract_on: plan


def _last_leap_day(day: date) -> date:
    year = day.year if isleap(day.year) and day >= date(day.year, 2, 29) else day.year - 1
    while not isleap(year):
        year -= 1
    return date(year, 2, 29)


def _28_february_after_leap_day(extract_on: date) -> date:
    """The day whose twelve months just reach back to a 29 February."""
    leap_day = _last_leap_day(extract_on)
    if date(leap_day.year + 1, 2, 28) > extract_on:
        leap_day = _last_leap_day(leap_day - DAY)
    return date(leap_day.year + 1, 2, 28)


def _named(**words: str) -> Changes:
    return lambda identity, _as_of: replace(identity, name=replace(identity.name, **words))


def _born(day: Callable[[date], date]) -> Changes:
    return lambda identity, as_of: replace(identity, born_on=day(as_of))


def _coming_of_age(days: int) -> Plans:
    def plan(as_of: date, _extract_on: date) -> Plan:
        born_on = years_before(as_of, 18) + days * DAY
        standing = Standing.ORDINARY if is_adult(born_on, as_of) else Standing.UNDER_18
        return Plan(standing=standing, tier=Tier.NEVER_CHECKED, shape=Shape.NO_ELEMENT)

    return plan


def _formula(identity: Identity, _as_of: date) -> Identity:
    """A name that a spreadsheet would run; the person is to be telephoned, as no letter can carry it."""
    formula = '=HYPERLINK("http://example.invalid","name")'
    needs = replace(identity.needs, contact_method="Requires contact by telephone")
    return replace(identity, name=replace(identity.name, family_name=formula), needs=needs)


def _needs(**words: Any) -> Changes:
    return lambda identity, _as_of: replace(identity, needs=replace(identity.needs, **words))


def _lives(home: Home) -> Changes:
    return lambda identity, _as_of: replace(identity, home=home, needs=Needs())


def _never(shape: Shape) -> Plans:
    return _always(Plan(tier=Tier.NEVER_CHECKED, shape=shape))


_LARGE_PRINT = "Requires written information in at least 24 point sans serif"
_BRAILLE = "Requires information in contracted (Grade 2) Braille"
_OVERDUE = _always(Plan(tier=Tier.OVERDUE))
_NEVER = _never(Shape.NO_ELEMENT)


def _as_standing(standings: Iterable[Standing]) -> list[Case]:
    diagnosis = {Standing.IN_REMISSION: Diagnosis.REMISSION_SAME_DAY, Standing.LITHIUM_ONLY: Diagnosis.NONE}
    return [
        Case(
            str(standing),
            _always(Plan(standing=standing, diagnosis=diagnosis.get(standing, Diagnosis.CURRENT))),
        )
        for standing in standings
    ]


CASES: tuple[Case, ...] = (
    Case("exactly_three_years", _checked_on(lambda on: years_before(on, 3))),
    Case("three_years_and_a_day", _checked_on(lambda on: years_before(on, 3) - DAY)),
    Case("exactly_twelve_months", _checked_on(lambda on: months_before(on, 12))),
    Case("a_day_less_than_twelve_months", _checked_on(lambda on: months_before(on, 12) + DAY)),
    Case("checked_on_the_extract_day", _checked_on(lambda on: on)),
    Case("checked_on_29_february", _checked_on(_last_leap_day)),
    Case("window_reaches_29_february", _checked_on(_28_february_after_leap_day, Shape.LEAP_WINDOW)),
    Case("window_edge", _always(Plan(shape=Shape.WINDOW_EDGE))),
    Case("decline_and_result_on_one_day", _always(Plan(shape=Shape.DECLINE_AND_RESULT_ON_ONE_DAY))),
    Case("six_elements_over_13_months", _never(Shape.SPREAD_OVER_13_MONTHS)),
    Case("overdue_then_six_over_13_months", _always(Plan(tier=Tier.OVERDUE, shape=Shape.SPREAD_OVER_13_MONTHS))),
    Case("decline_for_one_element", _never(Shape.DECLINE_FOR_ONE)),
    Case("bad_reading_for_one_element", _always(Plan(tier=Tier.OVERDUE, shape=Shape.BAD_READING_FOR_ONE))),
    Case("no_element_at_all", _NEVER),
    Case("eighteenth_birthday_today", _coming_of_age(0), _born(lambda on: years_before(on, 18))),
    Case("eighteenth_birthday_tomorrow", _coming_of_age(1), _born(lambda on: years_before(on, 18) + DAY)),
    Case("eighteenth_birthday_yesterday", _coming_of_age(-1), _born(lambda on: years_before(on, 18) - DAY)),
    Case("born_on_29_february", _OVERDUE, _born(lambda _: date(1988, 2, 29))),
    *_as_standing((Standing.UNDER_18, Standing.IN_REMISSION, Standing.LITHIUM_ONLY, Standing.LEFT, Standing.DIED)),
    Case(
        "returned_after_remission",
        _always(Plan(tier=Tier.OVERDUE, diagnosis=Diagnosis.RETURNED_AFTER_REMISSION)),
    ),
    *(Case(str(stop), _always(Plan(tier=Tier.OVERDUE, stop=stop))) for stop in Stop if stop),
    *(Case(str(damage), _always(Plan(tier=Tier.OVERDUE, damage=damage))) for damage in Damage if damage),
    Case("formula_for_a_name", _OVERDUE, _formula),
    Case("apostrophe", _OVERDUE, _named(family_name="O'Brackan-Łęcki", given_name="D'Arcy")),
    Case("diacritics", _OVERDUE, _named(family_name="Brânzariu", given_name="Zoë")),
    Case("single_name", _OVERDUE, _named(family_name="Suharnoto", given_name="", preferred_name="", title="")),
    Case("no_fixed_abode", _NEVER, _lives(Home((NO_FIXED_ABODE, "", "", "", ""), "ZZ99 3VZ"))),
    Case("large_print", _OVERDUE, _needs(information_format=_LARGE_PRINT)),
    Case("easy_read", _OVERDUE, _needs(information_format="Requires information in Easy read")),
    Case("braille", _OVERDUE, _needs(information_format=_BRAILLE)),
    Case(
        "sign_language",
        _OVERDUE,
        _needs(
            communication_professional="Needs a British Sign Language interpreter",
            contact_method="Requires contact by SMS text message",
        ),
    ),
)


def case_at(practice_index: int, position: int, practices: int) -> Case | None:
    """The case this place of the county has to be, if any; they go round the first practices."""
    round_length = min(practices, 12)
    if practice_index >= round_length or position < 2:
        return None
    number = (position - 2) * round_length + practice_index
    return CASES[number] if number < len(CASES) else None
