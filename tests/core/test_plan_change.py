"""What rows make of plans: a good row is taken whatever stands beside it, and the same again changes nothing."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.plan_change import Goal, Plan, take_rows
from pipeline.core.returned_plans import PlanReason, PlanRow

AS_OF = date(2026, 11, 23)
LIST_ON = date(2026, 11, 20)
REVIEW_ON = date(2027, 2, 22)
DAY = timedelta(days=1)
SWIM = Goal(1, "food_and_moving", "Swim on Fridays", "Jo", REVIEW_ON)
PLAN = Plan(LIST_ON, LIST_ON, "My dog", REVIEW_ON, (SWIM,))


def rows(*said: dict[str, object]) -> list[PlanRow]:
    return [PlanRow(line_no, "w1", **each) for line_no, each in enumerate(said, start=2)]  # type: ignore[arg-type]


def take(
    *said: dict[str, object], known: tuple[Plan, ...] = (), list_on: date = LIST_ON, as_of: date = AS_OF
) -> tuple[list[Plan], list[str]]:
    newest = max((plan.agreed_on for plan in known), default=None)
    plans, fates = take_rows(known, newest, rows(*said), list_on, as_of)
    return plans, [str(fate.problem or fate.fate) for fate in fates]


FIRST = {"agreed_on": LIST_ON, "what_matters": "My dog", "goal": "Swim on Fridays", "area": "food_and_moving"}


def test_a_plan_and_its_goals_are_one_row_each() -> None:
    plans, fates = take(
        {**FIRST, "review_on": REVIEW_ON, "supported_by": "Jo"},
        {"goal": "Ring my sister", "area": "people", "review_on": REVIEW_ON},
    )
    assert fates == ["taken", "taken"]
    assert plans == [
        Plan(
            LIST_ON, LIST_ON, "My dog", REVIEW_ON,
            (
                Goal(1, "food_and_moving", "Swim on Fridays", "Jo"),
                Goal(2, "people", "Ring my sister", None, REVIEW_ON),
            ),
        )
    ]  # fmt: skip


def test_the_same_rows_again_change_nothing() -> None:
    said = ({**FIRST, "review_on": REVIEW_ON}, {"goal": "Ring my sister", "achieved_on": AS_OF})
    plans, _ = take(*said)
    assert take(*said, known=tuple(plans)) == ([], ["repeated", "repeated"])


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"goal": "Swim"}, "plan_not_agreed"),
        ({"agreed_on": LIST_ON}, "plan_says_nothing"),
        ({"agreed_on": LIST_ON, "review_on": REVIEW_ON}, "plan_says_nothing"),
        ({"agreed_on": LIST_ON, "area": "body"}, "goal_without_words"),
        ({"agreed_on": AS_OF - 367 * DAY, "goal": "Swim"}, "agreed_long_ago"),
        ({**FIRST, "achieved_on": LIST_ON - DAY}, "achieved_before_agreed"),
        ({**FIRST, "review_on": LIST_ON}, "review_in_past"),
        ({**FIRST, "review_on": LIST_ON + 367 * DAY}, "review_far_away"),
        ({**FIRST, "problem": PlanReason.WORDS_CLINICAL}, "words_clinical"),
    ],
)
def test_a_row_that_cannot_be_taken_makes_no_plan(said: dict[str, object], problem: str) -> None:
    assert take(said) == ([], [problem])


def test_a_bad_goal_loses_nothing_of_the_plan_beside_it() -> None:
    plans, fates = take(FIRST, {"area": "body"}, {"goal": "Ring my sister"})
    assert fates == ["taken", "goal_without_words", "taken"]
    assert [goal.words for goal in plans[0].goals] == ["Swim on Fridays", "Ring my sister"]


def test_a_goal_is_known_by_its_words_or_as_the_only_open_one_of_its_area() -> None:
    for said in ({"goal": "swim on fridays!"}, {"area": "food_and_moving"}):
        plans, fates = take({**said, "achieved_on": AS_OF}, known=(PLAN,))
        assert fates == ["taken"]
        assert plans[0].goals == (Goal(1, "food_and_moving", "Swim on Fridays", "Jo", REVIEW_ON, AS_OF),)
    two = Plan(LIST_ON, LIST_ON, "", None, (SWIM, Goal(2, "food_and_moving", "Cook")))
    assert take({"area": "food_and_moving", "achieved_on": AS_OF}, known=(two,)) == ([], ["goal_without_words"])


def test_a_later_day_is_a_new_plan_and_rows_without_one_belong_to_it() -> None:
    plans, _ = take({"agreed_on": AS_OF, "what_matters": "My garden"}, {"goal": "Grow beans"}, known=(PLAN,))
    assert [(plan.agreed_on, [goal.words for goal in plan.goals]) for plan in plans] == [(AS_OF, ["Grow beans"])]


def test_two_rows_that_contradict_each_other_are_both_sent_back() -> None:
    plans, fates = take(FIRST, {"what_matters": "My cat", "agreed_on": LIST_ON}, {"goal": "Ring my sister"})
    assert fates == ["plan_said_twice", "plan_said_twice", "taken"]
    assert [goal.words for goal in plans[0].goals] == ["Ring my sister"]
    _, fates = take(FIRST, {"agreed_on": AS_OF, "what_matters": "My cat"}, {"goal": "Ring my sister"})
    assert fates == ["taken", "taken", "plan_said_twice"]


def test_an_older_list_adds_and_overrules_nothing() -> None:
    known = Plan(LIST_ON, AS_OF, "My dog", REVIEW_ON, (SWIM,))
    said = (
        {"what_matters": "My cat"}, {"review_on": AS_OF + 30 * DAY}, {"goal": "Swim on Fridays", "supported_by": "Al"},
        {"goal": "Ring my sister"}, {"goal": "Swim on Fridays", "achieved_on": LIST_ON},
    )  # fmt: skip
    plans, fates = take(*said, known=(known,))
    assert fates == ["plan_said_since"] * 3 + ["taken"] * 2
    assert (plans[0].what_matters, plans[0].review_on, plans[0].list_on) == ("My dog", REVIEW_ON, AS_OF)
    assert plans[0].goals[0].achieved_on == LIST_ON
    newer, fates = take({"what_matters": "My cat"}, known=(PLAN,), list_on=AS_OF)
    assert (newer[0].what_matters, fates) == ("My cat", ["taken"])


_words = st.sampled_from(["Swim", "Cook", "Ring my sister", None])
_day = st.one_of(st.none(), st.dates(LIST_ON - 3 * DAY, LIST_ON + 3 * DAY))
_row = st.fixed_dictionaries(
    {
        "agreed_on": st.sampled_from([None, LIST_ON, LIST_ON - DAY]),
        "what_matters": st.sampled_from([None, "My dog"]),
        "area": st.sampled_from([None, "body", "mind"]),
        "goal": _words,
        "supported_by": st.sampled_from([None, "Jo"]),
        "review_on": _day,
        "achieved_on": _day,
    }
)


@given(said=st.lists(_row, max_size=8), seed=st.integers(0, 1000))
def test_every_row_has_one_fate_in_any_order_and_the_same_again_changes_nothing(
    said: list[dict[str, object]], seed: int
) -> None:
    plans, fates = take_rows((), None, rows(*said), LIST_ON, AS_OF)
    assert [fate.row.line_no for fate in fates] == list(range(2, len(said) + 2))
    assert all((fate.fate == "quarantined") == (fate.problem is not None) for fate in fates)
    for plan in plans:
        assert not plan.says_nothing
        assert [goal.number for goal in plan.goals] == list(range(1, len(plan.goals) + 1))
        assert all(goal.words for goal in plan.goals)
        assert all(goal.achieved_on is None or goal.achieved_on >= plan.agreed_on for goal in plan.goals)
        assert plan.review_on is None or plan.review_on > plan.agreed_on
    shuffled = rows(*said)
    random.Random(seed).shuffle(shuffled)
    assert take_rows((), None, shuffled, LIST_ON, AS_OF) == (plans, fates)
    newest = max((plan.agreed_on for plan in plans), default=None)
    assert take_rows(plans, newest, rows(*said), LIST_ON, AS_OF)[0] == []
