"""What mutants of the rule must pass unnoticed: stories, made-up people, days on which little changes, ranks."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cmp_to_key
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from pipeline.core.region import Priority
from pipeline.steps import runs
from pipeline.steps.flag import flag
from pipeline.steps.prioritise import prioritise
from tests import oracle
from tests.factories import AS_OF, PRACTICE, Service, a_run, enter
from tests.oracle import SIX, OnRegister, Person, Recorded, TheRule, judge
from tests.rule.conftest import known_statuses, rule_of
from tests.rule.histories import DAYS, RULES, a_person
from tests.rule.mutating import Scene
from tests.rule.test_newest_says import NEWEST
from tests.rule.test_rule_spot_checks import COUNTS, DAY, STORIES
from tests.steps import test_rank

T = TypeVar("T")


def stories() -> Iterator[Scene]:
    """The hand-made stories, those of one day together: each has practices of its own."""
    by_day: dict[date, list[Person]] = defaultdict(list)
    told = [(person, as_of) for (person, as_of), *_ in STORIES.values()]
    told += [(person, DAY) for person, *_ in (*COUNTS.values(), *NEWEST.values())]
    for person, as_of in told:
        at = len(by_day[as_of])
        registers = tuple(replace(each, practice=f"{each.practice}-{at}") for each in person.registers)
        by_day[as_of].append(replace(person, registers=registers))
    for as_of, people in sorted(by_day.items(), key=lambda each: -len(each[1])):
        yield _judged(f"{len(people)} stories of {as_of}", people, as_of, TheRule())


def made_up(people: int, seed: int = 1) -> Iterator[Scene]:
    """People round the borders of the rule, as many for each day and rule."""
    for as_of in DAYS:
        for rule in dict.fromkeys(RULES):
            numbers = random.Random(f"{seed}/{as_of}/{rule}").randrange
            everybody = [a_person(numbers, as_of) for _ in range(people)]
            yield _judged(f"{people} made up for {as_of}", everybody, as_of, rule)


def other_files(people: int, seed: int = 1) -> Iterator[Scene]:
    """Beside the files in force a newer one that is held and one of a day to come: neither says anything yet."""
    for as_of in DAYS[:2]:
        numbers = random.Random(f"{seed}/files/{as_of}").randrange
        scene = _judged(f"other files on {as_of}", [a_person(numbers, as_of) for _ in range(people)], as_of, TheRule())
        yield replace(scene, enter=_with_other_files(scene.enter, as_of))


def _with_other_files(enter_people: Callable[[Connection], None], as_of: date) -> Callable[[Connection], None]:
    def enter_all(connection: Connection) -> None:
        enter_people(connection)
        for practice, fate, reason, days in (("Z2", "held", "repeated", 0), ("Z1", "accepted", None, 5)):
            connection.execute(
                text(
                    "insert into extract (extract_id, practice_code, extract_on, is_full, is_full_history, fate, "
                    "fate_reason, first_as_of) values (:id, :practice, :day, true, true, :fate, :reason, :day)"
                ),
                {"id": f"other{practice}", "practice": practice, "fate": fate, "reason": reason,
                 "day": as_of + timedelta(days=days)},
            )  # fmt: skip

    return enter_all


def days_after(people: int, seed: int = 1) -> Iterator[Scene]:
    """A second day on which a few records changed: what is remembered must not outlive them."""
    for as_of in DAYS[:3]:
        numbers = random.Random(f"{seed}/days/{as_of}").randrange
        everybody = [a_person(numbers, as_of) for _ in range(people)]
        yield _second_day(everybody, as_of)


def ranks(most: int) -> Iterator[Scene]:
    """People on the plan of one day, by the shipped order and by others."""
    drawn = _drawn(st.tuples(test_rank._everybody(), test_rank._PACKS), 4 * most)
    largest = sorted(drawn, key=lambda each: -len(each[0]))[:most]
    for entered, priority in largest:
        yield _ranked(entered, priority)


def silent_values() -> Iterator[Scene]:
    """A decline, a value taken back, one of a vague date and one to come: none of them says anything of a risk."""
    person = test_rank.Entered(oracle.Overdue("silent", PRACTICE, "never_checked"), ())
    entries = (
        "('bmi', date '2026-01-01', true, true, '35', 'Body mass index', null)",
        "('smoking', date '2026-01-01', false, true, '', 'Current smoker', 'x')",
        "('blood_pressure', date '2026-01-01', false, false, '180/110', 'BP', null)",
        "('glucose', date '2027-01-01', false, true, '90', 'HbA1c level - IFCC standardised', null)",
    )
    not_known = {"bmi_not_known", "smoking_not_known", "blood_pressure_not_known", "hba1c_not_known"}

    def enter_values(connection: Connection) -> None:
        test_rank._enter(_service(connection), [person])
        connection.execute(
            text(
                "insert into observation (practice_code, person_id, unit, first_extract_id, element, observed_on, "
                "is_declined, is_precise, value, term, retracted_by_extract_id) "
                f"select '{PRACTICE}', 'silent', '', 'x', entry.* from (values {', '.join(entries)}) as entry"
            )
        )

    def wrong(connection: Connection) -> str:
        service = _service(connection)
        prioritise(connection, AS_OF, service.region)
        reasons = set(service.value("select reasons from plan_item where person_id = 'silent'"))
        told = {code for code in reasons if code.startswith("risk_")} | (not_known - reasons)
        return f"told: {sorted(told)}" if told else ""

    yield Scene("values that say nothing", enter_values, wrong)


def _service(connection: Connection) -> Service:
    """A service of which only the database is used."""
    return Service(connection, None, None, runs.region_in_force(connection))  # type: ignore[arg-type]


def _judged(name: str, people: Sequence[Person], as_of: date, rule: TheRule) -> Scene:
    expected = {f"p{at}": judge(person, as_of, rule) for at, person in enumerate(people)}

    def wrong(connection: Connection) -> str:
        _flag(connection, as_of, rule)
        found = known_statuses(connection)
        return _differing(expected, found)

    return Scene(name, lambda connection: enter(connection, people), wrong)


def _second_day(people: Sequence[Person], as_of: date) -> Scene:
    later = as_of + timedelta(days=40)
    people = [*people, *changing_by_time_alone(as_of, later)]

    def wrong(connection: Connection) -> str:
        _flag(connection, as_of, TheRule())
        for statement in (
            "update extract set extract_on = extract_on + 40 where extract_id = 'xZ1'",
            "insert into observation (practice_code, person_id, element, observed_on, is_declined, is_precise, value, "
            "unit, term, first_extract_id) "
            "select 'Z1', person_id, element, :later, false, true, '26', '', 'Ex-smoker', 'xZ1' "
            f"from person cross join unnest(array{list(SIX)}) as element where person_id ~ '^p[0-5]?[13]$'",
            "update observation set retracted_by_extract_id = 'xZ1' "
            "where person_id ~ '^p[0-5]?[24]$' and element = 'bmi'",
            "delete from observation where person_id ~ '^p[0-5]?5$' and element = 'lipids'",
        ):
            binds = {"later": later} if ":later" in statement else {}
            connection.execute(text(statement), binds)
        _flag(connection, later, TheRule())
        remembered = known_statuses(connection)
        connection.execute(text("delete from check_record"))
        _flag(connection, later, TheRule())
        afresh = known_statuses(connection, "select * from status_now")
        return _differing(afresh, remembered)

    return Scene(f"a second day after {as_of}", lambda connection: enter(connection, people), wrong)


def changing_by_time_alone(as_of: date, later: date) -> list[Person]:
    """One thing differs on the later day: an entry come due, a decline come to light, lipids too old for QOF."""
    register = OnRegister("Z1", as_of, date(1980, 5, 4))
    year_ago = oracle.years_before(later, 1) - timedelta(days=5)
    two_years_ago = oracle.years_before(later, 2) - timedelta(days=5)
    recent = as_of - timedelta(days=10)
    weight = {"bmi": {"value": "22"}, "smoking": {"term": "Ex-smoker"}}
    checked = [Recorded(e, recent, **weight.get(e, {})) for e in SIX if e != "lipids"]
    return [
        Person((register,), tuple(Recorded(element, later) for element in SIX)),
        Person((register,), (Recorded("bmi", year_ago), Recorded("bmi", recent, is_declined=True))),
        Person((register,), (*checked, Recorded("lipids", two_years_ago))),
    ]


def _ranked(entered: list[Any], priority: Priority) -> Scene:
    everybody = [each.person for each in entered]
    bands, order = [list(band) for band in priority.bands], list(priority.order)
    reasons_of = {person.who: oracle.reasons_to_be_first(person, everybody) for person in everybody}

    def earlier(one: oracle.Overdue, other: oracle.Overdue) -> int:
        return -1 if oracle.comes_before(one, other, reasons_of, bands, order) else 1

    ordered = [person.who for person in sorted(everybody, key=cmp_to_key(earlier))]
    expected = {
        who: (place, sorted(reasons_of[who]), oracle.band_of(reasons_of[who], bands))
        for place, who in enumerate(ordered, start=1)
    }

    def wrong(connection: Connection) -> str:
        found = test_rank.planned(_service(connection), entered, priority)
        return _differing(expected, {who: (rank, sorted(why), band) for who, (rank, why, band) in found.items()})

    return Scene(f"{len(everybody)} people ranked", lambda _: None, wrong)


def _flag(connection: Connection, as_of: date, rule: TheRule) -> None:
    run_id = a_run(connection, as_of, runs.region_in_force(connection))
    flag(connection, run_id, as_of, rule_of(rule))


def _differing(expected: dict[str, Any], found: dict[str, Any]) -> str:
    if expected.keys() != found.keys():
        return f"{len(expected.keys() ^ found.keys())} people lost or doubled"
    differing = sum(expected[who] != found[who] for who in expected)
    return f"{differing} of {len(expected)} wrong" if differing else ""


def _drawn(strategy: st.SearchStrategy[T], examples: int) -> list[T]:
    drawn: list[T] = []

    @settings(
        max_examples=examples, derandomize=True, database=None, deadline=None, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(strategy)
    def draw(each: T) -> None:
        drawn.append(each)

    draw()
    return drawn
