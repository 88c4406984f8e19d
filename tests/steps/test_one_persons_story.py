"""One person from the first letter to a plan achieved, and a check that the practice's own record confirms."""

from datetime import date, timedelta
from pathlib import Path

from pipeline.core.health_plan import ACHIEVED_ON, GOAL_AREA, REVIEW_ON
from pipeline.core.worklist import (
    BOOKED_AT,
    BOOKED_FOR,
    BOOKED_WHERE,
    BOOKED_WITH,
    CALL_BACK_ON,
    CHANNEL,
    ELEMENTS,
    RESULTS_HELD_BY,
    RESULTS_SENT_ON,
    TIME_OF_DAY,
    WHY_NOT,
    Outcome,
)
from tests.factories import Service, checked, row
from tests.steps.outreach_days import OutreachDays, next_working_day

ADA = 1
MONDAY = date(2026, 9, 7)
OTHERS = [row(which, **checked(MONDAY)) for which in range(20, 32)]


def test_from_the_first_letter_to_a_plan_achieved_and_confirmed(  # noqa: PLR0915 - one story, told once
    service: Service, tmp_path: Path
) -> None:
    days = OutreachDays(service, tmp_path)
    ada = service.person(ADA)

    def todo(day: date) -> tuple[str, str | None]:
        days.live(day)
        found = [(item, step) for item, person, step in days.items(day) if person == ada]
        assert len(found) == 1, f"Ada is not on the list of {day}: {service.planned(ADA)}"
        return found[0]

    def nothing_to_do(day: date) -> tuple[str, str, str | None]:
        days.live(day)
        assert ada not in [person for _, person, _ in days.items(day)]
        return service.planned(ADA)

    # The register comes in; Ada was never checked, and the first step is a letter that a person releases.
    days.register([row(ADA), *OTHERS], MONDAY)
    assert nothing_to_do(MONDAY) == ("listed", "listed", "letter")
    days.release(MONDAY)
    day = next_working_day(MONDAY)
    assert nothing_to_do(day)[:2] == ("waiting_until", "after_letter")

    # She is called when there was time to answer; nobody picks up. The second call is a week later, and she asks to
    # be rung another day.
    day = MONDAY + timedelta(days=10)
    item, step = todo(day)
    assert step == "call"
    days.answer(item, Outcome.NO_RESPONSE, day, **{TIME_OF_DAY: "Morning", CHANNEL: "Call"})
    assert nothing_to_do(next_working_day(day))[:2] == ("waiting_until", "too_soon")
    day += timedelta(days=7)
    item, step = todo(day)
    assert step == "call"
    what = service.value("select content ->> 'what_to_do' from worklist_item where worklist_item_id = :item", item=item)
    assert what.endswith("Best tried in the afternoon."), "the morning was tried in vain"
    back = day + timedelta(days=4)
    days.answer(item, Outcome.CALL_LATER, day, **{CALL_BACK_ON: back})
    assert nothing_to_do(next_working_day(day))[:2] == ("waiting_until", "call_back_agreed")

    # The practice sends its register of the month; nothing has changed in it. Rung as agreed, she takes an appointment;
    # she is reminded the working day before, and does not come.
    days.register([row(ADA), *OTHERS], back)
    item, step = todo(back)
    assert step == "call_back"
    booked = back + timedelta(days=8)
    where = {BOOKED_AT: "10:30", BOOKED_WHERE: "Surgery Z90001", BOOKED_WITH: "the practice nurse"}
    days.answer(item, Outcome.BOOKED, back, **{BOOKED_FOR: booked, **where})
    assert nothing_to_do(next_working_day(back))[:2] == ("waiting_until", "appointment")
    item, step = todo(booked - timedelta(days=1))
    assert step == "remind"
    days.answer(item, Outcome.WILL_COME, booked - timedelta(days=1))
    day = next_working_day(booked)
    item, step = todo(day)
    assert step == "ask_attended"
    days.answer(item, Outcome.NOT_ATTENDED, booked, **{WHY_NOT: ""})
    day = next_working_day(day)
    item, step = todo(day)
    assert step == "after_miss"

    # She wanted somebody to come along. Booked again, she comes; five of the six are done, then the last.
    again = day + timedelta(days=5)
    days.answer(item, Outcome.BOOKED, day, **{BOOKED_FOR: again, **where})
    day = next_working_day(again)
    item, step = todo(day)
    assert step == "ask_attended"
    five = {heading: "Done" for element, heading in ELEMENTS.items() if element != "lipids"}
    days.answer(item, Outcome.CHECK_DONE, again, **five, **{RESULTS_HELD_BY: "the practice"})
    day = next_working_day(day)
    item, step = todo(day)
    assert step == "finish_check"
    days.answer(item, Outcome.CHECK_DONE, day, **{ELEMENTS["lipids"]: "Done", RESULTS_SENT_ON: day})
    done = day

    # The practice has still to record it; meanwhile the plan is hers to make.
    day = next_working_day(done)
    days.live(day)
    assert service.planned(ADA)[:2] == ("waiting_until", "awaiting_confirmation")
    while not (found := [each for each in days.items(day) if each[1] == ada]):
        day = next_working_day(day)
        days.live(day)
        assert day < done + timedelta(days=30), "nobody offers a plan"
    assert found[0][2] == "agree_plan"
    review = day + timedelta(days=28)
    days.answer(found[0][0], Outcome.PLAN_AGREED, day)
    said = {GOAL_AREA: "Food and moving", REVIEW_ON: review}
    days.plan(
        found[0][0], day, "My garden, and being well enough to dig it", "Walk to the allotment twice a week", **said
    )
    agreed = day
    days.live(next_working_day(day))
    (plan,) = service.rows("select agreed_on, what_matters from health_plan")
    assert tuple(plan) == (agreed, "My garden, and being well enough to dig it")

    # The next register shows every element: the practice's own record confirms the check and the episode ends.
    day = next_working_day(next_working_day(day))
    days.register([row(ADA, **checked(done)), *OTHERS], day)
    days.live(day)
    assert service.status(ADA) == "up_to_date"
    (episode,) = service.rows("select closed_on, close_reason from episode where person_id = :ada", ada=ada)
    assert tuple(episode) == (day, "up_to_date")

    # The plan goes on: it is looked at again on its day, and the goal is achieved.
    day = review
    while day.weekday() >= 5:
        day = next_working_day(day)
    days.register([row(ADA, **checked(done)), *OTHERS], day)
    item, step = todo(day)
    assert step == "review_plan"
    days.answer(item, Outcome.PLAN_REVIEWED, day)
    days.plan(item, agreed, "My garden, and being well enough to dig it", "Walk to the allotment twice a week",
              **{**said, ACHIEVED_ON: day})  # fmt: skip
    days.live(next_working_day(day))
    (goal,) = service.rows("select achieved_on from health_goal")
    assert goal.achieved_on == day

    # What the practice was told, in order: never a value, never a request to remove anybody.
    told = service.rows("select kind from register_update where person_id = :ada order by effective_on, kind", ada=ada)
    kinds = [each.kind for each in told]
    assert kinds[0] == "letter_sent"
    assert kinds.count("check_done") == 2
    assert {"no_response", "booked", "not_attended", "plan_agreed"} <= set(kinds)
