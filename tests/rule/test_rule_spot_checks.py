"""The recall rule in stories, each worked out by hand, each told to the database and to the naive rule alike."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.oracle import SIX, OnRegister, Person, Recorded, judge
from tests.rule.conftest import Judge

DAY = date(2026, 11, 20)
HOME = OnRegister("Z1", DAY, born_on=date(1980, 5, 4))


def six(on: date, **elsewhere: date | None) -> tuple[Recorded, ...]:
    """All six on one day, bar those said to be on another day or (None) not there."""
    days = {element: elsewhere.get(element, on) for element in SIX}
    return tuple(Recorded(element, day) for element, day in days.items() if day)


def told(*record: Recorded, as_of: date = DAY, **said: object) -> tuple[Person, date]:
    return Person((replace(HOME, **said),), record), as_of


def of_extract(on: date, *record: Recorded) -> tuple[Person, date]:
    return Person((replace(HOME, newest_extract_on=on),), record), on


def but_for(element: str, day: date, **how: bool) -> tuple[Recorded, ...]:
    return (*six(day, **{element: None}), Recorded(element, day, **how))


LAST_JUNE = date(2026, 6, 1)
STORIES = {
    "nothing was ever recorded": (told(), "never_checked"),
    "all six on one day this summer": (told(*six(LAST_JUNE)), "up_to_date"),
    "six elements spread over thirteen months are no complete check": (
        told(*six(LAST_JUNE, smoking=date(2025, 5, 1))),
        "never_checked",
    ),
    "six elements spread over a day less than twelve months are": (
        told(*six(LAST_JUNE, smoking=date(2025, 6, 2))),
        "up_to_date",
    ),
    "and over exactly twelve months are not": (
        told(*six(LAST_JUNE, smoking=LAST_JUNE.replace(year=2025))),
        "never_checked",
    ),
    "lipids eighteen months old: enough for QOF, not for the national count": (
        told(*six(LAST_JUNE, lipids=date(2024, 12, 1))),
        "never_checked",
    ),
    "exactly twelve months ago is due": (told(*six(date(2025, 11, 20))), "due"),
    "a day less is up to date": (told(*six(date(2025, 11, 21))), "up_to_date"),
    "exactly three years ago is due, not overdue": (told(*six(date(2023, 11, 20))), "due"),
    "three years and a day is overdue": (told(*six(date(2023, 11, 19))), "overdue"),
    "three years before 29 February is 28 February: due": (
        of_extract(date(2028, 2, 29), *six(date(2025, 2, 28))),
        "due",
    ),
    "the day before it is overdue": (of_extract(date(2028, 2, 29), *six(date(2025, 2, 27))), "overdue"),
    "checked on 29 February, three years later on 28 February: due": (
        of_extract(date(2027, 2, 28), *six(date(2024, 2, 29))),
        "due",
    ),
    "and on 1 March overdue": (of_extract(date(2027, 3, 1), *six(date(2024, 2, 29))), "overdue"),
    "twelve months before 28 February 2025 is 28 February 2024, so the 29th is inside": (
        of_extract(date(2025, 2, 28), *six(date(2025, 2, 28), bmi=date(2024, 2, 29))),
        "up_to_date",
    ),
    "twelve months before 29 February 2028 is 28 February 2027, so the 28th is outside": (
        of_extract(date(2028, 2, 29), *six(date(2028, 2, 29), bmi=date(2027, 2, 28))),
        "never_checked",
    ),
    "eighteen today": (told(born_on=date(2008, 11, 20)), "never_checked"),
    "eighteen tomorrow": (told(born_on=date(2008, 11, 21)), "under_18"),
    "born on 29 February, eighteen on 1 March": (
        told(born_on=date(2008, 2, 29), as_of=date(2026, 3, 1), newest_extract_on=date(2026, 2, 1)),
        "never_checked",
    ),
    "and not on 28 February": (
        told(born_on=date(2008, 2, 29), as_of=date(2026, 2, 28), newest_extract_on=date(2026, 2, 1)),
        "under_18",
    ),
    "eighteen since the extract: age counts on the day": (
        told(born_on=date(2008, 11, 10), newest_extract_on=date(2026, 11, 1)),
        "never_checked",
    ),
    "remission on the day of the diagnosis": (told(remission_on=date(2015, 6, 1)), "in_remission"),
    "remission with no diagnosis": (told(diagnosis_on=None, remission_on=date(2015, 6, 1)), "in_remission"),
    "a diagnosis after the remission: active again": (told(remission_on=date(2015, 5, 31)), "never_checked"),
    "remission later than the diagnosis": (told(remission_on=date(2015, 6, 2)), "in_remission"),
    "lithium and nothing else": (told(diagnosis_on=None, lithium_on=date(2026, 9, 1)), "lithium_only"),
    "lithium beside a diagnosis": (told(lithium_on=date(2026, 9, 1)), "never_checked"),
    "neither diagnosis, remission nor lithium": (told(diagnosis_on=None), "no_diagnosis"),
    "a decline is no result": (told(*but_for("bmi", LAST_JUNE, is_declined=True)), "never_checked"),
    "a decline and a result on one day: the result wins": (
        told(*six(LAST_JUNE), Recorded("bmi", LAST_JUNE, is_declined=True)),
        "up_to_date",
    ),
    "a decline for everything is no refusal of us": (
        told(*(Recorded(element, LAST_JUNE, is_declined=True) for element in SIX)),
        "never_checked",
    ),
    "an imprecise date shortens no gap": (told(*but_for("glucose", LAST_JUNE, is_precise=False)), "never_checked"),
    "a retracted result is none": (told(*but_for("alcohol", LAST_JUNE, is_retracted=True)), "never_checked"),
    "what is dated after the extract is not counted yet": (
        told(*six(date(2026, 11, 10)), newest_extract_on=date(2026, 11, 9)),
        "never_checked",
    ),
    "an old complete check counts, later scraps do not": (
        told(*six(date(2020, 1, 1)), *six(date(2025, 1, 1), lipids=None)),
        "overdue",
    ),
    "under a superseded number": (
        (Person((HOME,), is_superseded=True), DAY),
        "superseded_number",
    ),
    "deducted": (told(deregistered_on=date(2026, 1, 1)), "left"),
    "no longer in the extract": (told(is_left=True), "left"),
    "died": (told(*six(date(2020, 1, 1)), is_dead=True), "died"),
}


@pytest.mark.parametrize(("story", "status"), STORIES.values(), ids=STORIES.keys())
def test_the_naive_rule_tells_each_story_as_worked_out_by_hand(story: tuple[Person, date], status: str) -> None:
    assert judge(*story).status == status


def test_the_database_tells_each_story_as_worked_out_by_hand(judged_by_database: Judge) -> None:
    found: dict[str, str] = {}
    for name, ((person, as_of), _) in STORIES.items():
        # One call a story: a practice has one newest extract, and each story has a day of its own.
        found[name] = judged_by_database([person], as_of)[0].status
    assert found == {name: status for name, (_, status) in STORIES.items()}


AWAY = OnRegister("Z2", DAY, born_on=date(1980, 5, 4))
JOINED_2019: dict[str, object] = {"registered_on": date(2019, 1, 1)}


def days_ago(days: int) -> date:
    return DAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("here", "there", "status", "practice"),
    [
        ({}, {}, "on_two_registers", "Z1"),
        ({}, {"is_left": True}, "never_checked", "Z1"),
        ({"is_left": True}, {}, "never_checked", "Z2"),
        ({"deregistered_on": date(2026, 1, 1)}, {}, "never_checked", "Z2"),
        ({"is_left": True}, {"is_left": True}, "left", "Z1"),
        ({}, {"is_dead": True}, "died", "Z1"),
        ({}, {"is_dead": True, "is_left": True}, "died", "Z1"),
        ({}, {"registered_on": date(2020, 1, 1)}, "on_two_registers", "Z2"),
        # A move: registered later there, and the old practice had no more than thirty days to deduct.
        (JOINED_2019, {"registered_on": days_ago(30)}, "never_checked", "Z2"),
        (JOINED_2019, {"registered_on": DAY}, "never_checked", "Z2"),
        # Longer: the old practice should have known.
        (JOINED_2019, {"registered_on": days_ago(31)}, "on_two_registers", "Z2"),
        # However long ago that was: it has not spoken since.
        (
            {**JOINED_2019, "newest_extract_on": days_ago(170)},
            {"registered_on": days_ago(200)},
            "never_checked",
            "Z2",
        ),
        # The same day, a day that is not known, and a registration to come settle nothing.
        ({"registered_on": DAY}, {"registered_on": DAY}, "on_two_registers", "Z1"),
        ({}, {"registered_on": days_ago(5)}, "on_two_registers", "Z2"),
        (JOINED_2019, {"registered_on": DAY, "newest_extract_on": days_ago(1)}, "on_two_registers", "Z2"),
    ],
)
def test_somebody_on_two_registers_is_judged_by_both(
    judged_by_database: Judge, here: dict[str, object], there: dict[str, object], status: str, practice: str
) -> None:
    person = Person((replace(HOME, **here), replace(AWAY, **there)))
    found = judged_by_database([person], DAY)[0]
    assert (found.status, found.practice) == (status, practice)
    assert judge(person, DAY) == found


@pytest.mark.parametrize(
    ("kept_by", "not_by", "gone", "status", "practice"),
    [
        ("Z1", ("Z2",), "", "never_checked", "Z1"),
        ("Z2", ("Z1",), "", "never_checked", "Z2"),
        # Whoever was to keep them no longer has them: the other's claim stands, nobody is lost.
        ("Z1", ("Z2",), "Z1", "never_checked", "Z2"),
        # Of three practices a decision about two leaves a question.
        ("Z1", (), "", "on_two_registers", "Z1"),
    ],
)
def test_a_decision_for_a_practice_holds_while_it_has_the_person(
    judged_by_database: Judge, kept_by: str, not_by: tuple[str, ...], gone: str, status: str, practice: str
) -> None:
    registers = tuple(replace(each, is_left=each.practice == gone) for each in (HOME, AWAY))
    person = Person(registers, kept_by=kept_by, not_by=not_by)
    found = judged_by_database([person], DAY)[0]
    assert (found.status, found.practice) == (status, practice)
    assert judge(person, DAY) == found


def test_an_extract_older_than_the_newest_does_not_move_the_day_looked_back_from(judged_by_database: Judge) -> None:
    """Two people of one practice share its newest extract, whatever file each of them came with."""
    person, _ = told(*six(date(2025, 11, 20)))
    assert judged_by_database([person, person], DAY)[1].status == "due"


def test_results_of_a_practice_somebody_left_still_count(judged_by_database: Judge) -> None:
    person = Person((replace(HOME, is_left=True), AWAY), six(LAST_JUNE))
    assert judged_by_database([person], DAY)[0].status == "up_to_date"


A_YEAR_AGO, TWO_YEARS_AGO = date(2025, 11, 20), date(2024, 11, 20)
THIN_EX_SMOKER = {"bmi": {"value": "22"}, "smoking": {"term": "Ex-smoker"}}


def with_lipids(on: date, words: dict[str, dict[str, str]] = THIN_EX_SMOKER, **said: object) -> Person:
    """Everything in June bar the lipids; nothing known, unless said, that asks for lipids every year."""
    days = dict.fromkeys(SIX, LAST_JUNE) | {"lipids": on}
    record = tuple(Recorded(element, day, **words.get(element, {})) for element, day in days.items())
    return Person((replace(HOME, **said),), record)


def weighing(bmi: str, smoking: str = "Ex-smoker") -> dict[str, dict[str, str]]:
    return {"bmi": {"value": bmi}, "smoking": {"term": smoking}}


EIGHTEEN_MONTHS_AGO = date(2025, 5, 20)
# Counted nationally, and by QOF.
COUNTS = {
    "everything in June": (with_lipids(LAST_JUNE), (True, True)),
    "lipids eighteen months old, at lower risk": (with_lipids(EIGHTEEN_MONTHS_AGO), (False, True)),
    "lipids a year old": (with_lipids(A_YEAR_AGO), (False, True)),
    "lipids a day less": (with_lipids(A_YEAR_AGO + timedelta(days=1)), (True, True)),
    "lipids two years old": (with_lipids(TWO_YEARS_AGO), (False, False)),
    "lipids a day less than two": (with_lipids(TWO_YEARS_AGO + timedelta(days=1)), (False, True)),
    "on an antipsychotic": (with_lipids(EIGHTEEN_MONTHS_AGO, antipsychotic="Clozapine"), (False, False)),
    "diabetes": (with_lipids(EIGHTEEN_MONTHS_AGO, has_diabetes=True), (False, False)),
    "diabetes nobody told us of": (with_lipids(EIGHTEEN_MONTHS_AGO, has_diabetes=None), (False, False)),
    "CVD": (with_lipids(EIGHTEEN_MONTHS_AGO, has_cvd=True), (False, False)),
    "a smoker": (with_lipids(EIGHTEEN_MONTHS_AGO, weighing("22", "Current smoker")), (False, False)),
    "smoking in words nobody reads": (with_lipids(EIGHTEEN_MONTHS_AGO, weighing("22", "term")), (False, False)),
    "a current non-smoker": (with_lipids(EIGHTEEN_MONTHS_AGO, weighing("22", "Current non-smoker")), (False, True)),
    "BMI 25, white": (with_lipids(EIGHTEEN_MONTHS_AGO, weighing("25")), (False, False)),
    "BMI 24.99, white": (with_lipids(EIGHTEEN_MONTHS_AGO, weighing("24.99")), (False, True)),
    "BMI 24, Pakistani": (with_lipids(EIGHTEEN_MONTHS_AGO, weighing("24"), ethnicity="Pakistani"), (False, False)),
    "BMI 24, mixed": (
        with_lipids(EIGHTEEN_MONTHS_AGO, weighing("24"), ethnicity="Mixed White and Asian"),
        (False, False),
    ),
    "BMI 24, ethnic group unknown": (with_lipids(EIGHTEEN_MONTHS_AGO, weighing("24"), ethnicity=None), (False, False)),
    "BMI 22.9, ethnic group unknown": (
        with_lipids(EIGHTEEN_MONTHS_AGO, weighing("22.9"), ethnicity=None),
        (False, True),
    ),
    "BMI without a number": (with_lipids(EIGHTEEN_MONTHS_AGO, weighing("")), (False, False)),
    "in remission": (with_lipids(LAST_JUNE, remission_on=LAST_JUNE), (False, False)),
    "died": (with_lipids(LAST_JUNE, is_dead=True), (False, False)),
    "left": (with_lipids(LAST_JUNE, is_left=True), (False, False)),
    "younger than eighteen": (with_lipids(LAST_JUNE, born_on=date(2009, 1, 1)), (False, False)),
}


def test_the_national_count_and_qofs_are_kept_apart(judged_by_database: Judge) -> None:
    people = [person for person, _ in COUNTS.values()]
    found = judged_by_database(people, DAY)
    counted = {
        name: (one.is_counted_nationally, one.is_counted_by_qof) for name, one in zip(COUNTS, found, strict=True)
    }
    assert counted == {name: counts for name, (_, counts) in COUNTS.items()}
    assert found == [judge(person, DAY) for person in people]


def test_the_longest_gap_is_told_by_four_dates(judged_by_database: Judge) -> None:
    person, _ = told(
        *six(date(2022, 3, 1)),
        Recorded("blood_pressure", date(2024, 2, 29)),
        Recorded("smoking", LAST_JUNE),
        Recorded("bmi", DAY, is_declined=True),
        check_done_on=date(2023, 4, 5),
    )
    found = judged_by_database([person], DAY)[0]
    assert (found.status, found.last_complete_on, found.last_check_done_on) == (
        "overdue",
        date(2022, 3, 1),
        date(2023, 4, 5),
    )
    assert (found.last_blood_pressure_on, found.last_element_on) == (date(2024, 2, 29), LAST_JUNE)
    assert judge(person, DAY) == found


def test_an_element_is_missing_declined_or_out_of_date(judged_by_database: Judge) -> None:
    a_year_ago = date(2025, 11, 20)
    person, _ = told(
        *six(LAST_JUNE, lipids=a_year_ago, glucose=None, bmi=date(2025, 11, 21), alcohol=None, smoking=None),
        Recorded("smoking", a_year_ago),
        Recorded("smoking", LAST_JUNE, is_declined=True),
        Recorded("alcohol", a_year_ago, is_declined=True),
        Recorded("bmi", DAY, is_declined=True),
    )
    found = judged_by_database([person], DAY)[0]
    # Alcohol was declined exactly a year ago: that has lapsed. The BMI of the last year stands beside its decline.
    assert (found.missing, found.out_of_date, found.declined) == (("alcohol", "glucose"), ("lipids",), ("smoking",))
    assert judge(person, DAY) == found
