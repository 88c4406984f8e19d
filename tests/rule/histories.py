"""People made up round the borders of the rule, from whatever gives numbers: Hypothesis, or a seeded generator."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import MISSING, fields, replace
from datetime import date, timedelta
from math import prod
from typing import Any

from tests.oracle import SIX, SMOKING_TERMS, OnRegister, Person, Recorded, TheRule, years_before

# Gives a number from nought to below its bound; nought leads to the plainest choice.
Numbers = Callable[[int], int]

DAYS = (
    date(2026, 11, 20),
    date(2027, 2, 28),
    date(2027, 3, 1),
    date(2028, 2, 29),
    date(2029, 2, 28),
    date(2029, 3, 1),
)
RULES = (TheRule(), TheRule(), TheRule(years=1, includes_hard_to_reach=False), TheRule(years=2, minimum_age=14))
_DAY = timedelta(days=1)
_NEAR = (0, 0, 0, 1, -1)
# Of a check's six entries: on its day, on the last and first day inside or outside its window, or worth nothing.
_ENTRY = ("on_day",) * 6 + (
    "year_before", "day_inside", "two_years_before", "two_years_inside", "day_after", "declined",
    "imprecise", "retracted", "absent",
)  # fmt: skip
_LOOSE = ("plain", "plain", "declined", "declined", "imprecise", "retracted")
_PRACTICES = (("Z1",), ("Z1",), ("Z2",), ("Z3",), ("Z1", "Z2"), ("Z2", "Z3"), ("Z1", "Z2", "Z3"))
_ILLNESS = (
    *((date(2015, 6, 1), None, None),) * 8,
    (date(2015, 6, 1), date(2015, 6, 1), None),
    (date(2015, 6, 1), date(2015, 5, 31), None),
    (date(2015, 6, 1), date(2015, 6, 2), date(2026, 1, 1)),
    (None, date(2015, 6, 1), date(2026, 1, 1)),
    (None, None, date(2026, 1, 1)),
    (None, None, None),
)
_FEW, _RARE = (False,) * 7 + (True,), (False,) * 15 + (True,)
_BMI = ("22.9", "22.9", "22.9", "23", "24.99", "25", "31", "")
_SMOKING = ("Ex-smoker", "Never smoked tobacco", "Ex-smoker", "Ex-smoker", *SMOKING_TERMS)
# Drug, diabetes, cardiovascular disease and ethnic group: for half of them nothing that asks for yearly lipids.
_RISKS = (
    *((None, False, False, "White British"),) * 6,
    (None, False, False, "Other White background"),
    (None, False, False, "Pakistani"),
    (None, False, False, "Mixed White and Asian"),
    (None, False, False, None),
    ("Clozapine", False, False, "White British"),
    (None, True, False, "White British"),
    (None, None, False, "White British"),
    (None, False, True, "White British"),
)


def pick(numbers: Numbers, *options: Sequence[Any]) -> tuple[Any, ...]:
    """One of each, all from one number: what generates people pays by the number."""
    number = numbers(prod(map(len, options)))
    picked = []
    for each in options:
        number, at = divmod(number, len(each))
        picked.append(each[at])
    return tuple(picked)


def a_person(numbers: Numbers, as_of: date) -> Person:
    """Somebody with one to three registers and up to two checks, each day of it near a border."""
    registers, is_superseded, is_contradicted, kept_by, not_by = _registers(numbers, as_of)
    newest = registers[0].newest_extract_on
    borders = (
        newest,
        years_before(newest, 1),
        years_before(newest, 2),
        years_before(newest, 3),
        years_before(newest, 4),
        years_before(newest, 1) - 31 * _DAY,
        date(2024, 2, 29),
    )
    checks, loose, bmi, smoking = pick(numbers, (1, 0, 1, 1, 2, 2), (0, 0, 1, 2, 3), _BMI, _SMOKING)
    said = {"bmi": {"value": bmi}, "smoking": {"term": smoking}}
    record: list[Recorded] = []
    for _ in range(checks):
        record += _check(numbers, borders, said)
    for _ in range(loose):
        element, border, near, how, words, weight = pick(numbers, SIX, borders, _NEAR, _LOOSE, _SMOKING, _BMI)
        other = {"bmi": {"value": weight}, "smoking": {"term": words}}.get(element, {})
        record.append(_entry(element, border + near * _DAY, how, other))
    return Person(registers, tuple(record), is_contradicted, is_superseded, kept_by, not_by)


def _check(numbers: Numbers, borders: Sequence[date], said: dict[str, dict[str, str]]) -> list[Recorded]:
    # Whole, one element gone wrong, lipids that QOF may still count, or anything.
    border, near, wrong = pick(numbers, (borders[0], *borders), _NEAR, (0, 0, 2, 2, 1, 1, 6))
    day = border + near * _DAY
    how = dict.fromkeys(SIX, "on_day")
    if wrong == 1:
        element, fault = pick(numbers, SIX, _ENTRY[6:])
        how[element] = fault
    elif wrong == 2:
        how["lipids"] = pick(numbers, ("two_years_inside", "year_before", "two_years_before"))[0]
    elif wrong:
        how = dict(zip(SIX, pick(numbers, *((_ENTRY,) * 6)), strict=True))
    return [_entry(element, day, how[element], said.get(element, {})) for element in SIX if how[element] != "absent"]


def _entry(element: str, day: date, how: str, said: dict[str, str]) -> Recorded:
    on = {
        "year_before": years_before(day, 1),
        "day_inside": years_before(day, 1) + _DAY,
        "two_years_before": years_before(day, 2),
        "two_years_inside": years_before(day, 2) + _DAY,
        "day_after": day + _DAY,
    }.get(how, day)
    return Recorded(element, on, how == "declined", how != "imprecise", how == "retracted", **said)


def _registers(numbers: Numbers, as_of: date) -> tuple[tuple[OnRegister, ...], bool, bool, str, tuple[str, ...]]:
    extract_on = {"Z1": as_of, "Z2": as_of - 20 * _DAY, "Z3": years_before(as_of, 1)}
    # Round the borders of a move: the day of a newest extract, and as many days before one as there are to deduct.
    moved_on = (as_of, extract_on["Z2"], as_of - 30 * _DAY, extract_on["Z2"] - 30 * _DAY)
    joined = (None, date(2019, 1, 1), date(2020, 1, 1), *(day + by * _DAY for day in moved_on for by in (-1, 0, 1)))
    birthdays = (date(1980, 2, 29), date(1960, 5, 4), date(2008, 2, 29), years_before(as_of, 18))
    practices, born_on, near, illness, is_superseded, is_contradicted = pick(
        numbers, _PRACTICES, birthdays, _NEAR, _ILLNESS, _RARE, _RARE
    )
    registers = []
    for practice in practices:
        newest = extract_on[practice]
        said_on = (None, None, newest, years_before(newest, 1), years_before(newest, 1) + _DAY, newest + _DAY)
        is_left, registered_on, is_deducted, is_dead = pick(numbers, _FEW, joined, _FEW, _RARE)
        check_done_on, no_response_on, is_hard_to_reach, risks = pick(numbers, said_on, said_on, _FEW, _RISKS)
        registers.append(
            OnRegister(
                practice,
                newest,
                born_on + near * _DAY,
                is_left,
                registered_on,
                date(2024, 1, 1) if is_deducted else None,
                is_dead,
                *illness,
                check_done_on,
                no_response_on,
                is_hard_to_reach,
                *risks,
            )
        )
    kept_by, not_by = "", ()
    if len(practices) > 1:
        is_decided, kept_by, *others = pick(numbers, (False, False, True), practices, *((_FEW[6:],) * len(practices)))
        if is_decided:
            not_by = tuple(code for code, is_not in zip(practices, others, strict=True) if is_not and code != kept_by)
        else:
            kept_by = ""
    return tuple(registers), is_superseded, is_contradicted, kept_by, not_by


def smallest(person: Person, is_still_wrong: Callable[[Person], bool]) -> Person:
    """The plainest person of whom the same goes: every entry, register and fact is gone that does not matter."""
    while plainer := next(filter(is_still_wrong, _plainer(person)), None):
        person = plainer
    return person


def _plainer(person: Person) -> Iterator[Person]:
    for at in range(len(person.record)):
        yield replace(person, record=person.record[:at] + person.record[at + 1 :])
    registers = person.registers
    for at in range(len(registers) if len(registers) > 1 else 0):
        yield replace(person, registers=registers[:at] + registers[at + 1 :], kept_by="", not_by=())
    for fact in fields(person):
        if fact.default is not MISSING and fact.name != "record" and getattr(person, fact.name) != fact.default:
            yield replace(person, **{fact.name: fact.default})
    for at, register in enumerate(registers):
        for fact in fields(register):
            if fact.default is not MISSING and getattr(register, fact.name) != fact.default:
                plain = replace(register, **{fact.name: fact.default})
                yield replace(person, registers=(*registers[:at], plain, *registers[at + 1 :]))
