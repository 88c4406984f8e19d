"""Of BMI and smoking the newest day with a result speaks, and of two results of that day the one that asks for more."""

from datetime import date

from tests.oracle import Person, Recorded, judge
from tests.rule.conftest import Judge
from tests.rule.test_rule_spot_checks import DAY, EIGHTEEN_MONTHS_AGO, LAST_JUNE, with_lipids


def _beside(*other: Recorded) -> Person:
    """Somebody thin who stopped smoking, with lipids of eighteen months ago, and what else is recorded."""
    person = with_lipids(EIGHTEEN_MONTHS_AGO)
    return Person(person.registers, (*person.record, *other))


# Whether they are counted nationally and by QOF.
NEWEST = {
    "two BMIs of one day": (_beside(Recorded("bmi", LAST_JUNE, value="27")), (False, False)),
    "a higher BMI of another year": (_beside(Recorded("bmi", date(2020, 1, 1), value="40")), (False, True)),
    "a higher BMI of a vague date": (_beside(Recorded("bmi", LAST_JUNE, is_precise=False, value="40")), (False, True)),
    "a higher BMI taken back": (_beside(Recorded("bmi", LAST_JUNE, is_retracted=True, value="40")), (False, True)),
    "a higher BMI to come": (_beside(Recorded("bmi", date(2027, 1, 1), value="40")), (False, True)),
    "a BMI somebody declined to have taken": (
        _beside(Recorded("bmi", LAST_JUNE, is_declined=True, value="40")),
        (False, True),
    ),
    "smoker and not, on one day": (_beside(Recorded("smoking", LAST_JUNE, term="Current smoker")), (False, False)),
    "a smoker once": (_beside(Recorded("smoking", date(2020, 1, 1), term="Current smoker")), (False, True)),
}


def test_the_newest_result_says_whose_lipids_may_be_older(judged_by_database: Judge) -> None:
    people = [person for person, _ in NEWEST.values()]
    found = judged_by_database(people, DAY)
    said = {
        name: (each.is_counted_nationally, each.is_counted_by_qof) for name, each in zip(NEWEST, found, strict=True)
    }
    assert said == {name: counts for name, (_, counts) in NEWEST.items()}
    assert found == [judge(person, DAY) for person in people]
