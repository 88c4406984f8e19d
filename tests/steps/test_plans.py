"""Plans people own: from agreed to achieved, taken back, replaced, ended; nobody's words where they do not belong."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.core.whom import Whom
from pipeline.steps.explain import explain
from tests.factories import AS_OF, Service, checked
from tests.steps.plan_sheets import PlanDesk
from tests.steps.test_explain import texts

DAY = timedelta(days=1)
MONDAY = AS_OF + 3 * DAY
AGREED = {"agreed": "20/11/2026", "matters": "My dog, and to be out by the sea"}


@pytest.fixture
def desk(service: Service, tmp_path: Path) -> PlanDesk:
    return PlanDesk(service, tmp_path / "outbox")


def test_a_plan_from_the_check_to_a_goal_achieved(desk: PlanDesk) -> None:
    # On Friday Ada's check is done, all of it. The practice's record does not show it yet.
    desk.checks(1, AS_OF)
    desk.follow_up(MONDAY)
    assert desk.due(1) == ""
    # Three working days later somebody asks whether she would like a plan of her own.
    wednesday = AS_OF + 5 * DAY
    desk.follow_up(wednesday)
    assert (desk.due(1), desk.due(2)) == ("plan_to_agree", "")
    # She would. The worker writes it down in her words, and the sheet comes back the next day.
    thursday = wednesday + DAY
    desk.says(1, "plan_agreed", wednesday, step="agree_plan")
    desk.send(
        {"item": desk.item(1), "name": "Ms Ada Brackwellb", "agreed": "25/11/2026", "matters": "My dog",
         "area": "Food and moving", "goal": "Swim on Fridays", "who": "Jo", "review": "21/12/2026"},
        {"item": desk.item(1), "area": "People around me", "goal": "Ring my sister"},
    )  # fmt: skip
    assert desk.take(thursday) == {"taken": 2}
    assert desk.goals(1) == [("food_and_moving", "Swim on Fridays", None), ("people", "Ring my sister", None)]
    # Nobody asks again; her page is made once, for the worker to hand over.
    desk.follow_up(thursday)
    assert desk.due(1) == ""
    (page,) = desk.pages(thursday)
    assert "Swim on Fridays" in page
    assert "21 December 2026" in page
    assert desk.pages(thursday + DAY) == []
    # The practice's record comes to show the check. On the day that was agreed the worker is reminded: they look at the
    # plan together, and she has swum.
    day = date(2026, 12, 21)
    desk.register(day - 3 * DAY, 1, 2, 3, **checked(AS_OF))
    desk.follow_up(day)
    assert (desk.due(1), desk.due(2)) == ("plan_review_said", "")
    desk.says(1, "plan_reviewed", day, step="review_plan")
    desk.send({"item": desk.item(1), "goal": "swim on fridays", "achieved": "18/12/2026"}, name="again.csv")
    assert desk.take(day + DAY) == {"taken": 1}
    assert desk.goals(1)[0] == ("food_and_moving", "Swim on Fridays", date(2026, 12, 18))
    (page,) = desk.pages(day + DAY)
    assert "You did it" in page
    # The next look is in ninety days, since nobody named another day.
    desk.follow_up(day + DAY)
    assert desk.due(1) == ""
    (standing,) = desk.service.rows("select review_on, is_review_said from open_plans_on(:on, 90)", on=day + DAY)
    assert tuple(standing) == (day + 90 * DAY, False)


def test_each_bad_row_has_its_sentence_and_the_good_ones_are_taken(desk: PlanDesk) -> None:
    one, two = desk.item(1), desk.item(2)
    desk.send(
        {"item": one, **AGREED, "goal": "Swim", "area": "Food and moving"},
        {"item": one, "goal": "Get my BP to 120/80"},
        {"item": one, "area": "My body"},
        {"item": one, "goal": "Cook", "area": "Kitchen"},
        {"item": two, "goal": "Paint"},
        {"item": "wnobody", **AGREED},
        {"item": two, "name": "Ms Ada Brackwellb", **AGREED},
        {"item": one, "goal": "Read"},
    )
    assert desk.take() == {"taken": 2, "quarantined": 6}
    assert desk.fates() == [
        (2, "taken", None),
        (3, "quarantined", "words_clinical"),
        (4, "quarantined", "goal_without_words"),
        (5, "quarantined", "area_unknown"),
        (6, "quarantined", "plan_not_agreed"),
        (7, "quarantined", "plan_item_unknown"),
        (8, "quarantined", "plan_name_differs"),
        (9, "taken", None),
    ]
    assert [words for _, words, _ in desk.goals(1)] == ["Swim", "Read"]
    told = desk.answers()
    assert told[0] == "taken: "
    assert told[1].startswith("not taken: The words hold a result, a dose, a code or a long number.")
    assert len(told) == 8
    assert desk.service.value("select count(*) from health_plan") == 1


def test_the_same_again_in_any_file_changes_nothing(desk: PlanDesk) -> None:
    said = {"item": desk.item(1), **AGREED, "goal": "Swim", "review": "21/12/2026"}
    desk.send(said)
    assert desk.take() == {"taken": 1}
    assert desk.take() == {}
    before = [desk.plan(1), desk.goals(1)]
    desk.send({"item": "", "name": ""}, said, name="once more.csv")
    assert desk.take(MONDAY) == {"repeated": 1}
    assert [desk.plan(1), desk.goals(1)] == before
    assert desk.pages(MONDAY) == []


def test_a_sheet_of_another_provider_s_list_changes_nothing(desk: PlanDesk) -> None:
    desk.send({"item": desk.item(1), **AGREED}, folder="birch")
    desk.send({"item": desk.item(2), **AGREED}, folder="alder")
    desk.send({"item": desk.item(3), **AGREED}, folder="friday", name="plans of today.csv")
    assert desk.take() == {"quarantined": 1, "taken": 2}
    assert desk.fates()[0][2] in (None, "plan_item_of_others")
    assert desk.service.value("select count(*) from health_plan where person_id = :p", p=desk.service.person(1)) == 0


def test_a_file_without_plans_is_opened_once_and_told_nothing(desk: PlanDesk) -> None:
    path = desk.service.inbox / "outcomes" / "list.csv"
    path.parent.mkdir()
    path.write_text("worklist_item_id,Outcome,Date of contact\nw1,Booked,20/11/2026\n")
    (path.parent / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    assert desk.take() == {}
    assert desk.fates() == [(0, "empty", None), (0, "empty", None)]
    assert desk.take() == {}


def test_a_later_plan_takes_the_place_of_the_one_before(desk: PlanDesk) -> None:
    desk.send({"item": desk.item(1), **AGREED, "goal": "Swim"})
    desk.take()
    later = {"item": desk.item(1), "agreed": "23/11/2026", "matters": "My garden", "goal": "Grow beans"}
    desk.send(later, name="later.csv")
    desk.take(MONDAY)
    desk.follow_up(MONDAY)
    ended = desk.service.rows("select agreed_on, ended_on, end_reason from health_plan order by agreed_on")
    assert [tuple(each) for each in ended] == [(AS_OF, MONDAY, "replaced"), (MONDAY, None, None)]
    (page,) = desk.pages(MONDAY)
    assert "Grow beans" in page
    assert "Swim" not in page


def test_a_plan_ends_with_its_reason_and_stands_again_when_the_reason_goes(desk: PlanDesk) -> None:
    service = desk.service
    for which in (1, 2, 3):
        desk.send({"item": desk.item(which), **AGREED}, name=f"{which}.csv")
    desk.take()
    desk.says(1, "plan_declined", MONDAY, step="review_plan")
    service.stop(2, "reported_dead", from_on=MONDAY)
    desk.register(MONDAY, 1, 2)
    desk.follow_up(MONDAY)
    assert [desk.plan(which).end_reason for which in (1, 2, 3)] == ["declined", "died", "left"]
    service.run("update contact_attempt set outcome = 'entered_in_error' where outcome = 'plan_declined'")
    service.run("update stop set lifted_on = :on, lifted_by = 'A', lifted_why = 'rang us'", on=MONDAY + DAY)
    desk.register(MONDAY + DAY, 1, 2, 3)
    desk.follow_up(MONDAY + DAY)
    # Of Ada's item nothing is left but what was entered in error: her plan came with it.
    assert [desk.plan(which).end_reason for which in (1, 2, 3)] == ["in_error", None, None]


def test_a_plan_entered_in_error_is_gone_and_can_be_agreed_again(desk: PlanDesk) -> None:
    desk.send({"item": desk.item(1), **AGREED, "goal": "Somebody else's goal"}, {"item": desk.item(1), "goal": "Swim"})
    desk.says(1, "entered_in_error", AS_OF)
    assert desk.take() == {"quarantined": 2}
    assert {reason for _, _, reason in desk.fates()} == {"plan_item_in_error"}
    desk.service.run("update contact_attempt set outcome = 'plan_agreed'")
    desk.send({"item": desk.item(1), **AGREED, "goal": "Somebody else's goal"}, {"item": desk.item(1), "goal": "Read"})
    desk.take()
    desk.service.run("update contact_attempt set outcome = 'entered_in_error'")
    desk.follow_up(MONDAY)
    assert desk.plan(1).end_reason == "in_error"
    desk.says(1, "plan_agreed", MONDAY)
    desk.send({"item": desk.item(1), **AGREED, "goal": "Swim"}, name="right.csv")
    assert desk.take(MONDAY) == {"taken": 1}
    desk.follow_up(MONDAY)
    assert desk.plan(1).end_reason is None
    assert desk.goals(1) == [("other", "Swim", None)]


def test_a_story_tells_days_areas_and_counts_and_none_of_the_words(desk: PlanDesk) -> None:
    desk.checks(2, AS_OF - 10 * DAY)
    desk.send(
        {"item": desk.item(1), **AGREED, "area": "My wellbeing", "goal": "Qzplanted", "achieved": "20/11/2026"},
        {"item": desk.item(1), "area": "My body", "goal": "Swim", "who": "Qzplanted"},
    )
    desk.take()
    desk.follow_up(AS_OF)
    story = texts(explain(desk.service.connection, Whom(desk.service.person(1), None), AS_OF))
    told = story["Their health plan (its words are their own)"]
    assert told == (
        f"2026-11-20  {desk.plan(1).health_plan_id} with alder: 2 goals (My wellbeing, My body), 1 achieved"
    )
    assert "Qzplanted" not in str(explain(desk.service.connection, Whom(desk.service.person(1), None), AS_OF))
    before = texts(explain(desk.service.connection, Whom(desk.service.person(1), None), AS_OF - DAY))
    assert before["Their health plan (its words are their own)"] == "None."
    due = texts(explain(desk.service.connection, Whom(desk.service.person(2), None), AS_OF))["Due after the check"]
    assert due.startswith("2026-11-20 to 2026-11-20 on the list of alder: agree plan, due 2026-11-13. Ask whether")


def test_a_plan_goes_on_under_a_new_nhs_number(desk: PlanDesk) -> None:
    desk.send({"item": desk.item(1), **AGREED, "goal": "Swim"})
    desk.take()
    service = desk.service
    desk.register(MONDAY, 2, 3, 9)
    old, new = service.person(1), service.person(9)
    service.run("insert into same_person values (:old, :new), (:new, :new)", old=old, new=new)
    desk.register(MONDAY + DAY, 2, 3, 9)
    desk.send({"item": desk.item(1), "goal": "Swim", "achieved": "23/11/2026"}, name="old list.csv")
    assert desk.take(MONDAY + DAY) == {"taken": 1}
    assert desk.goals(9) == [("other", "Swim", MONDAY)]
