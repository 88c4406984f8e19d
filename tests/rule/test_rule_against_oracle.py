"""The recall rule in SQL against its naive restatement, on histories clustered round the borders of the rule."""

from datetime import date, timedelta

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.oracle import SIX, OnRegister, Person, Recorded, judge, years_before
from tests.rule.conftest import Judge

PEOPLE_A_CALL, CALLS = 50, 70
_DAY = timedelta(days=1)
_AS_OF = st.sampled_from(
    (date(2026, 11, 20), date(2027, 2, 28), date(2027, 3, 1), date(2028, 2, 29), date(2029, 2, 28), date(2029, 3, 1))
)
_NEAR = st.sampled_from((0, 0, 0, 1, -1))
# Of a check's six entries: on its day, on the last and first day inside or outside its window, or worth nothing.
_ENTRY = st.sampled_from(
    ("on_day", "on_day", "on_day", "on_day", "on_day", "on_day", "year_before", "day_inside", "month_before",
     "day_after", "declined", "imprecise", "retracted", "absent")
)  # fmt: skip
_LOOSE = st.sampled_from(("plain", "plain", "declined", "imprecise", "retracted"))


@st.composite
def _registers(draw: st.DrawFn, as_of: date) -> tuple[OnRegister, ...]:
    extract_on = {"Z1": as_of, "Z2": as_of - 20 * _DAY, "Z3": years_before(as_of, 1)}
    practices = draw(
        st.sampled_from((("Z1",), ("Z1",), ("Z2",), ("Z3",), ("Z1", "Z2"), ("Z2", "Z3"), ("Z1", "Z2", "Z3")))
    )
    # Round the borders of a move: the day of a newest extract, and as many days before one as there are to deduct.
    moved_on = st.sampled_from((as_of, extract_on["Z2"], as_of - 30 * _DAY, extract_on["Z2"] - 30 * _DAY))
    registered_on = st.one_of(
        st.sampled_from((None, date(2019, 1, 1), date(2020, 1, 1))),
        st.builds(lambda day, by: day + by * _DAY, moved_on, st.sampled_from((-1, 0, 0, 1))),
    )
    born_on = (
        draw(st.sampled_from((date(1980, 2, 29), date(1960, 5, 4), date(2008, 2, 29), years_before(as_of, 18))))
        + draw(_NEAR) * _DAY
    )
    diagnosis_on, remission_on, lithium_on = draw(
        st.sampled_from(
            (
                *((date(2015, 6, 1), None, None),) * 6,
                (date(2015, 6, 1), date(2015, 6, 1), None),
                (date(2015, 6, 1), date(2015, 5, 31), None),
                (date(2015, 6, 1), date(2015, 6, 2), date(2026, 1, 1)),
                (None, date(2015, 6, 1), date(2026, 1, 1)),
                (None, None, date(2026, 1, 1)),
                (None, None, None),
            )
        )
    )  # fmt: skip
    return tuple(
        OnRegister(
            practice,
            extract_on[practice],
            born_on,
            is_left=draw(st.sampled_from((False, False, False, True))),
            registered_on=draw(registered_on),
            deregistered_on=draw(st.sampled_from((None, None, None, date(2024, 1, 1)))),
            is_dead=draw(st.sampled_from((False,) * 11 + (True,))),
            diagnosis_on=diagnosis_on,
            remission_on=remission_on,
            lithium_on=lithium_on,
        )
        for practice in practices
    )


@st.composite
def _check(draw: st.DrawFn, day: date) -> list[Recorded]:
    entries = []
    for element, how in zip(SIX, draw(st.lists(_ENTRY, min_size=6, max_size=6)), strict=True):
        on = {
            "year_before": years_before(day, 1),
            "day_inside": years_before(day, 1) + _DAY,
            "month_before": day - 31 * _DAY,
            "day_after": day + _DAY,
        }.get(how, day)
        if how != "absent":
            entries.append(Recorded(element, on, how == "declined", how != "imprecise", how == "retracted"))
    return entries


@st.composite
def _person(draw: st.DrawFn, as_of: date) -> Person:
    registers = draw(_registers(as_of))
    reference = registers[0].newest_extract_on
    borders = (
        reference,
        years_before(reference, 1),
        years_before(reference, 1) - 31 * _DAY,
        years_before(reference, 3),
        years_before(reference, 4),
        date(2024, 2, 29),
    )
    border = st.sampled_from(borders)
    record: list[Recorded] = []
    for _ in range(draw(st.sampled_from((0, 1, 1, 1, 2, 2)))):
        record += draw(_check(draw(border) + draw(_NEAR) * _DAY))
    for element in draw(st.lists(st.sampled_from(SIX), max_size=3)):
        how = draw(_LOOSE)
        on = draw(border) + draw(_NEAR) * _DAY
        record.append(Recorded(element, on, how == "declined", how != "imprecise", how == "retracted"))
    codes = [register.practice for register in registers]
    is_decided = len(codes) > 1 and draw(st.sampled_from((False, False, True)))
    kept_by = draw(st.sampled_from(codes)) if is_decided else ""
    not_by = tuple(code for code in codes if code != kept_by and draw(st.booleans())) if is_decided else ()
    is_contradicted = draw(st.sampled_from((False,) * 19 + (True,)))
    return Person(registers, tuple(record), is_contradicted, kept_by, not_by)


@st.composite
def _county(draw: st.DrawFn) -> tuple[date, list[Person]]:
    as_of = draw(_AS_OF)
    return as_of, draw(st.lists(_person(as_of), min_size=PEOPLE_A_CALL, max_size=PEOPLE_A_CALL))


def test_the_database_judges_everybody_as_the_naive_rule_does(judged_by_database: Judge) -> None:
    seen: dict[str, int] = {}

    @settings(
        max_examples=CALLS,
        deadline=None,
        database=None,
        derandomize=True,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(_county())
    def agree(county: tuple[date, list[Person]]) -> None:
        as_of, people = county
        expected = [judge(person, as_of) for person in people]
        found = judged_by_database(people, as_of)
        differing = [
            (person, want, got) for person, want, got in zip(people, expected, found, strict=True) if want != got
        ]
        assert not differing, f"as of {as_of}, the first of {len(differing)}: {differing[0]}"
        for want in expected:
            seen[want.status] = seen.get(want.status, 0) + 1

    agree()
    assert sum(seen.values()) >= 3_000
    assert min(seen.values()) >= 20, f"every status is put to the test: {seen}"
    assert len(seen) == 12, f"every status of the closed list occurs: {seen}"
