"""Rows of a sheet of plans: what each says, or the sentence why it cannot be taken."""

from datetime import date

import pytest

from pipeline.core.health_plan import ACHIEVED_ON, AGREED_ON, GOAL, GOAL_AREA, REVIEW_ON, SUPPORTED_BY, WHAT_MATTERS
from pipeline.core.outcome_reasons import OutcomeReason
from pipeline.core.own_words import read_own_words, read_supporter
from pipeline.core.raw_register import Table
from pipeline.core.returned_plans import PlanReason, PlanRow, is_same_name, read_plans
from pipeline.core.worklist import ITEM_ID

AS_OF = date(2026, 11, 23)
HEADING = (ITEM_ID, "Name", AGREED_ON, WHAT_MATTERS, GOAL_AREA, GOAL, SUPPORTED_BY, REVIEW_ON, ACHIEVED_ON)


def read(heading: tuple[str, ...] = HEADING, **said: str) -> PlanRow:
    names = {
        "item": ITEM_ID, "name": "Name", "agreed": AGREED_ON, "matters": WHAT_MATTERS, "area": GOAL_AREA,
        "goal": GOAL, "who": SUPPORTED_BY, "review": REVIEW_ON, "achieved": ACHIEVED_ON,
    }  # fmt: skip
    cells = {names[name]: value for name, value in {"item": "w1", **said}.items()}
    row = [cells.get(name, "") for name in HEADING]
    table = Table(0, "My plans", [["Plans"], [*heading], row, ["w2", "Ada Brackwell"]], [1, 2, 3, 4])
    ((found,),) = read_plans([table], AS_OF)
    return found


def test_a_row_is_read_by_its_headings_however_they_are_written() -> None:
    heading = (*HEADING[:2], "PLAN  agreed on", *HEADING[3:5], "Goal in their words", *HEADING[6:])
    row = read(
        heading, agreed="20/11/2026", matters="My dog", area="food and moving", goal="Swim on Fridays",
        who="Jo, 01632 960123", review="22/02/2027",
    )  # fmt: skip
    assert row == PlanRow(
        3, "w1", "", date(2026, 11, 20), "My dog", "food_and_moving", "Swim on Fridays", "Jo, 01632 960123",
        date(2027, 2, 22),
    )  # fmt: skip


def test_rows_that_say_nothing_and_sheets_of_other_things_are_passed_over() -> None:
    table = Table(0, "Northmoor", [["Outcome", ITEM_ID], ["Booked", "w1"]], [1, 2])
    assert read_plans([table], AS_OF) == []
    blank = Table(0, "My plans", [[*HEADING], ["w1", "Ada Brackwell"]], [1, 2])
    assert read_plans([blank], AS_OF) == [[]]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"agreed": "soon"}, PlanReason.AGREED_ON_UNREADABLE),
        ({"agreed": "Nov 2026"}, PlanReason.AGREED_ON_UNREADABLE),
        ({"agreed": "24/11/2026"}, PlanReason.AGREED_IN_FUTURE),
        ({"area": "Fod and moving", "goal": "Swim"}, PlanReason.AREA_UNKNOWN),
        ({"goal": "x" * 501}, PlanReason.PLAN_WORDS_TOO_LONG),
        ({"goal": "Get my blood pressure to 120/80"}, PlanReason.WORDS_CLINICAL),
        ({"who": "999 000 0018"}, PlanReason.WORDS_CLINICAL),
        ({"goal": "Swim", "review": "in spring"}, PlanReason.REVIEW_UNREADABLE),
        ({"goal": "Swim", "achieved": "done"}, PlanReason.ACHIEVED_UNREADABLE),
        ({"goal": "Swim", "achieved": "24/11/2026"}, PlanReason.ACHIEVED_IN_FUTURE),
    ],
)
def test_what_cannot_be_taken_says_why(said: dict[str, str], problem: PlanReason) -> None:
    assert read(**said).problem is problem
    assert len(problem.sentence) > 20


@pytest.mark.parametrize(
    "words",
    [
        "BP 150/95 last week", "my HbA1c was 48", "5.1 mmol", "quetiapine 400mg", "F20.0", "123456789",
        "cholesterol 6", "BMI 31", "999 000 0018",
    ],
)  # fmt: skip
def test_a_result_a_dose_a_code_or_a_long_number_belongs_in_no_plan(words: str) -> None:
    assert read_own_words(words).is_clinical


@pytest.mark.parametrize(
    "words",
    [
        "Walk 5,000 steps a day", "Lose 10 kg before summer", "Be there 24/7 for my daughter", "Half and half, 50/50",
        "Give up smoking by 01/03/2027", "See my 3 grandchildren", "Cut down to 2 pints", "Take the 42 bus on my own",
        "Be seen as me, whatever they call it",
    ],
)  # fmt: skip
def test_what_people_say_stays_as_they_said_it(words: str) -> None:
    assert read_own_words(words) == (words, False, False)


def test_characters_nobody_sees_are_taken_out_and_a_supporter_s_phone_may_stand() -> None:
    assert read_own_words("Swim\nwith \u202eJo\u202c\x07 🏊").words == "Swim with Jo 🏊"
    assert read_own_words(" \x00 ").words is None
    assert not read_supporter("Jo 07700 900123").is_clinical
    assert not read_supporter("Jo 07700900123").is_clinical


def test_a_name_is_cross_checked_with_what_was_written_below_it() -> None:
    assert is_same_name("", "Ms Ada Brackwell")
    assert is_same_name("ms  ada brackwell\nlikes to be called Adi", "Ms Ada Brackwell")
    assert not is_same_name("Ms Ada Brack", "Ms Ada Brackwell")
    assert not is_same_name("Mr Ben Brackwell", "Ms Ada Brackwell")


def test_no_code_means_one_thing_in_a_list_and_another_in_a_plan() -> None:
    assert {str(reason) for reason in PlanReason} & {str(reason) for reason in OutcomeReason} == set()
