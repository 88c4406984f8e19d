"""What is due after the check: when somebody is asked, how often, and when they are left alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.contact_policy import Step, StepReason
from pipeline.core.follow_up import AfterCheck, Due, OpenPlan, Try, due_today, working_days_after
from pipeline.core.health_plan import PlanPolicy
from pipeline.core.working_days import is_working_day

FRIDAY = date(2026, 11, 20)
DAY = timedelta(days=1)
POLICY = PlanPolicy()
CHECKED = AfterCheck(FRIDAY)
PLAN = OpenPlan(FRIDAY, FRIDAY + 90 * DAY, is_review_said=False, changed_on=FRIDAY)


def reason(known: AfterCheck, as_of: date) -> str:
    due = due_today(known, POLICY, as_of)
    return str(due.reason) if due else ""


def test_working_days_are_counted_over_weekends_and_bank_holidays() -> None:
    assert working_days_after(FRIDAY, 3) == date(2026, 11, 25)
    assert working_days_after(date(2026, 12, 23), 3) == date(2026, 12, 30)
    assert working_days_after(date(2026, 11, 21), 0) == date(2026, 11, 23)


def test_a_plan_is_asked_for_some_working_days_after_the_check_and_not_for_ever() -> None:
    due_on = FRIDAY + 5 * DAY
    assert reason(CHECKED, due_on - DAY) == ""
    assert due_today(CHECKED, POLICY, due_on) == Due(Step.AGREE_PLAN, StepReason.PLAN_TO_AGREE, due_on)
    assert reason(CHECKED, FRIDAY + 180 * DAY) == "plan_to_agree"
    assert reason(CHECKED, FRIDAY + 181 * DAY) == ""
    assert reason(AfterCheck(), due_on) == ""


def test_whoever_did_not_answer_is_tried_again_after_a_week_three_times_or_on_the_day_they_named() -> None:
    tried = FRIDAY + 5 * DAY
    once = AfterCheck(FRIDAY, tries=[Try(tried, was_reached=False)])
    assert reason(once, tried + 6 * DAY) == ""
    assert reason(once, tried + 7 * DAY) == "plan_to_agree"
    back = AfterCheck(FRIDAY, tries=[Try(tried, was_reached=True, call_back_on=tried + 3 * DAY)])
    # The day they named is a Saturday.
    assert reason(back, tried + 3 * DAY) == ""
    assert reason(back, tried + 5 * DAY) == "plan_to_agree"
    thrice = AfterCheck(FRIDAY, tries=[Try(tried + 7 * n * DAY, was_reached=False) for n in range(3)])
    assert reason(thrice, tried + 60 * DAY) == ""
    before = AfterCheck(FRIDAY, tries=[Try(FRIDAY - n * DAY, was_reached=False) for n in (1, 2, 3)])
    assert reason(before, tried) == "plan_to_agree"


def test_a_plan_that_was_agreed_and_not_written_down_is_asked_of_the_worker() -> None:
    said = AfterCheck(FRIDAY, said_agreed_on=FRIDAY + DAY, tries=[Try(FRIDAY + DAY, was_reached=True)])
    assert reason(said, FRIDAY + 3 * DAY) == "plan_to_write_down"
    assert reason(said, FRIDAY + 182 * DAY) == ""


@pytest.mark.parametrize(
    ("plan", "on", "expected"),
    [
        (PLAN, 89, ""),
        (PLAN, 90, "plan_review_usual"),
        (OpenPlan(FRIDAY, FRIDAY + 31 * DAY, is_review_said=True), 31, "plan_review_said"),
        (OpenPlan(FRIDAY, FRIDAY + 31 * DAY, True, FRIDAY + 10 * DAY), 10, "goal_review_said"),
        (OpenPlan(FRIDAY, FRIDAY + 31 * DAY, True, FRIDAY + 40 * DAY), 35, "plan_review_said"),
    ],
)
def test_a_plan_is_looked_at_on_its_day(plan: OpenPlan, on: int, expected: str) -> None:
    assert reason(AfterCheck(FRIDAY, plan=plan), FRIDAY + on * DAY) == expected


def test_a_look_that_nobody_could_have_waits_longer_and_comes_up_again() -> None:
    due_on = FRIDAY + 90 * DAY
    tries = [Try(due_on + 7 * n * DAY, was_reached=False) for n in range(3)]
    known = AfterCheck(plan=PLAN, tries=tries)
    assert reason(known, due_on + 21 * DAY) == ""
    assert reason(known, due_on + 14 * DAY + 91 * DAY) == "plan_review_usual"


def test_a_plan_no_page_can_be_made_of_is_given_in_person_once() -> None:
    plan = OpenPlan(
        FRIDAY, FRIDAY + 90 * DAY, is_review_said=False, changed_on=FRIDAY + 3 * DAY,
        no_page=StepReason.PLAN_IN_OTHER_FORMAT,
    )  # fmt: skip
    agreed = Try(FRIDAY, was_reached=True)
    assert reason(AfterCheck(plan=plan, tries=[agreed]), FRIDAY + 6 * DAY) == ""
    assert reason(AfterCheck(plan=plan, tries=[agreed]), FRIDAY + 7 * DAY) == "plan_in_other_format"
    given_to_them = Try(FRIDAY + 7 * DAY, was_reached=True)
    assert reason(AfterCheck(plan=plan, tries=[agreed, given_to_them]), FRIDAY + 20 * DAY) == ""


_tries = st.lists(
    st.builds(
        Try,
        st.dates(FRIDAY, FRIDAY + 60 * DAY),
        st.booleans(),
        st.one_of(st.none(), st.dates(FRIDAY, FRIDAY + 70 * DAY)),
    ),
    max_size=5,
)


@given(tries=_tries, ahead=st.integers(0, 300))
def test_nobody_is_asked_beyond_the_limits_whatever_was_tried(tries: list[Try], ahead: int) -> None:
    as_of = FRIDAY + ahead * DAY
    known = [each for each in tries if each.on <= as_of]
    due = due_today(AfterCheck(FRIDAY, tries=known), POLICY, as_of)
    if due is None:
        return
    assert is_working_day(due.due_on)
    assert FRIDAY < due.due_on <= as_of <= FRIDAY + 180 * DAY
    assert len(known) < POLICY.maximum_tries
    assert all(each.call_back_on or as_of - each.on >= 7 * DAY for each in known if each.on == max(t.on for t in known))
