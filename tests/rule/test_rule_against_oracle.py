"""The recall rule in SQL against its naive restatement, on histories clustered round the borders of the rule."""

from collections import Counter
from datetime import date

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.oracle import Person, TheRule, judge
from tests.rule.conftest import Judge
from tests.rule.histories import DAYS, RULES, a_person, pick, smallest

PEOPLE_A_CALL, CALLS = 100, 101
EVERY_STATUS = {
    "died", "superseded_number", "left", "contradiction", "on_two_registers", "under_18", "lithium_only",
    "in_remission", "no_diagnosis", "never_checked", "overdue", "due", "up_to_date",
}  # fmt: skip


class County:
    """People of one day and rule; what is printed where they are judged wrongly says no more than the day."""

    def __init__(self, as_of: date, rule: TheRule, people: list[Person]) -> None:
        self.as_of, self.rule, self.people = as_of, rule, people

    def __repr__(self) -> str:
        return f"{len(self.people)} people as of {self.as_of}"


@st.composite
def _county(draw: st.DrawFn) -> County:
    def numbers(bound: int) -> int:
        return draw(st.integers(0, bound - 1))

    as_of, rule = pick(numbers, DAYS, RULES)
    return County(as_of, rule, [a_person(numbers, as_of) for _ in range(PEOPLE_A_CALL)])


def test_the_database_judges_everybody_as_the_naive_rule_does(judged_by_database: Judge) -> None:
    seen: Counter[object] = Counter()

    @settings(
        max_examples=CALLS,
        database=None,
        # Whoever is judged wrongly is made plainer below, by themselves and not with a hundred others.
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(_county())
    def agree(county: County) -> None:
        as_of, rule = county.as_of, county.rule
        expected = [judge(person, as_of, rule) for person in county.people]
        found = judged_by_database(county.people, as_of, rule)
        wrong = [person for person, want, got in zip(county.people, expected, found, strict=True) if want != got]
        if wrong:
            plain = smallest(
                wrong[0], lambda each: judged_by_database([each], as_of, rule)[0] != judge(each, as_of, rule)
            )
            want, got = judge(plain, as_of, rule), judged_by_database([plain], as_of, rule)[0]
            raise AssertionError(f"as of {as_of} by {rule},\n{plain}\nshould be\n{want}\nand is\n{got}")
        seen.update(want.status for want in expected)
        seen.update(("route", want.route) for want in expected)
        seen.update(("counted", want.is_counted_nationally, want.is_counted_by_qof) for want in expected)
        seen.update(("states", *map(bool, (want.missing, want.out_of_date, want.declined))) for want in expected)

    agree()
    statuses = {each: people for each, people in seen.items() if isinstance(each, str)}
    assert sum(statuses.values()) >= 10_000
    assert statuses.keys() == EVERY_STATUS, "every status that can come in without a mistake of ours"
    assert min(seen.values()) >= 20, f"everything is put to the test: {seen}"
    assert len(seen) == len(EVERY_STATUS) + 3 + 3 + 8
