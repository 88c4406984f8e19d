"""Returned rows that are matched, cross-checked, or left to a person: whose they are, what waits, what is decided."""

from datetime import date, timedelta

import pytest

from pipeline.core.outcome_reasons import OutcomeReason
from pipeline.errors import DecideDifferently
from pipeline.steps.staged_outcomes import accept_outcome, refuse_outcome, rung_through, waiting_outcomes
from tests.factories import AS_OF
from tests.steps.outcome_desk import NEXT_DAY, Desk

DECIDED = ("R. Tarn", "rang the worker", NEXT_DAY)


def said(desk: Desk, which: int, outcome: str, on: date = AS_OF, **more: object) -> dict[str, object]:
    return {"item": desk.item(which), "outcome": outcome, "on": on.isoformat(), **more}


def name_of(desk: Desk, which: int) -> str:
    return str(
        desk.service.value(
            "select content ->> 'name' from worklist_item where worklist_item_id = :it", it=desk.item(which)
        )
    )


def waiting(desk: Desk) -> list[OutcomeReason]:
    return [each.reason for each in waiting_outcomes(desk.service.connection)]


def the_one_waiting(desk: Desk, outcome: str) -> str:
    (found,) = [
        each.staged_outcome_id
        for each in waiting_outcomes(desk.service.connection)
        if each.said.outcome == outcome
    ]  # fmt: skip
    return found


# Whose row it is.


def test_a_name_that_is_not_the_item_s_sets_the_row_aside(desk: Desk) -> None:
    good = said(desk, 1, "No response", name=f"{name_of(desk, 1).upper()}\nlikes to be called Ada")
    rows = (good, said(desk, 2, "No response", name=name_of(desk, 3)), said(desk, 3, "No response", name=""))
    assert desk.tell(*rows) == {"taken": 1, "quarantined": 2}
    assert [desk.attempts(which) for which in (1, 2, 3)] == [[("no_response", AS_OF)], [], []]
    assert "the rows were shifted" in desk.why()[1]


def test_a_refusal_in_a_shifted_row_stops_both_whom_it_may_mean(desk: Desk) -> None:
    assert desk.tell(said(desk, 2, "Declined this service", name=name_of(desk, 3))) == {"quarantined": 1}
    desk.service.plan(NEXT_DAY)
    assert [desk.service.planned(which)[0] for which in (1, 2, 3)] == ["listed", "stopped", "stopped"]


def test_a_list_in_another_provider_s_folder_is_not_taken_and_its_stops_count(desk: Desk) -> None:
    rows = (said(desk, 1, "Booked"), said(desk, 2, "Reported to have died"))
    assert desk.tell(*rows, name="birch/list.csv") == {"quarantined": 2}
    assert all("went to another provider" in why for why in desk.why())
    (answer,) = desk.outbox.rglob("answer-*.csv")
    assert answer.parent.name == "birch"
    assert desk.item(1) not in answer.read_text("utf-8-sig"), "another provider's item is named to nobody"
    desk.service.plan(NEXT_DAY)
    assert desk.service.planned(2)[:2] == ("stopped", "reported_dead")


def test_a_list_in_the_provider_s_own_folder_is_taken_and_answered_there(desk: Desk) -> None:
    assert desk.tell(said(desk, 1, "No response"), name="Alder/monday/list.csv") == {"taken": 1}
    (answer,) = desk.outbox.rglob("answer-*.csv")
    assert answer.relative_to(desk.outbox).parts[:3] == (NEXT_DAY.isoformat(), "outcomes", "alder")


# What waits for a person.


def test_two_outcomes_for_one_item_in_one_file_both_wait(desk: Desk) -> None:
    rows = (said(desk, 1, "No response"), said(desk, 1, "Booked"), said(desk, 2, "No response"))
    assert desk.tell(*rows) == {"staged": 2, "taken": 1}
    assert waiting(desk) == [OutcomeReason.TWO_OUTCOMES] * 2
    assert desk.attempts(1) == []


def test_the_same_row_twice_is_taken_once(desk: Desk) -> None:
    assert desk.tell(said(desk, 1, "No response"), said(desk, 1, "No response")) == {"taken": 1, "repeated": 1}
    assert desk.attempts(1) == [("no_response", AS_OF)]


def test_another_outcome_for_an_item_waits_and_waits_once(desk: Desk) -> None:
    desk.tell(said(desk, 1, "No response"))
    other = said(desk, 1, "Declined this service")
    assert desk.tell(other, name="2.csv") == {"staged": 1}
    assert desk.tell(other, said(desk, 2, "No response"), name="3.csv") == {"repeated": 1, "taken": 1}
    assert waiting(desk) == [OutcomeReason.OTHER_OUTCOME_TAKEN]
    assert desk.attempts(1) == [("no_response", AS_OF)]
    desk.service.plan(NEXT_DAY)
    assert desk.service.planned(1)[:2] == ("stopped", "refuses_outreach")


def test_accepted_it_takes_the_place_of_what_was_taken(desk: Desk) -> None:
    desk.tell(said(desk, 1, "Declined this service"))
    desk.tell(said(desk, 1, "Booked", booked="2026-12-01"), name="2.csv")
    desk.service.plan(NEXT_DAY)
    assert desk.service.planned(1)[0] == "stopped"
    accept_outcome(desk.service.connection, the_one_waiting(desk, "booked"), *DECIDED)
    assert [outcome for outcome, _ in desk.attempts(1)] == ["booked", "entered_in_error"]
    assert desk.service.rows("select lifted_by, lifted_why from stop") == [("R. Tarn", "rang the worker")]
    assert desk.service.rows("select state from appointment") == [("booked",)]
    assert waiting(desk) == []


def test_refused_it_changes_nothing_and_its_stop_stays(desk: Desk) -> None:
    desk.tell(said(desk, 1, "No response"))
    desk.tell(said(desk, 1, "Complained"), name="2.csv")
    refuse_outcome(desk.service.connection, the_one_waiting(desk, "complaint"), *DECIDED)
    assert desk.attempts(1) == [("no_response", AS_OF)]
    desk.service.plan(NEXT_DAY)
    assert desk.service.planned(1)[:2] == ("stopped", "complaint")
    again = (said(desk, 1, "Complained"), said(desk, 2, "No response"))
    assert desk.tell(*again, name="3.csv") == {"repeated": 1, "taken": 1}
    with pytest.raises(DecideDifferently, match=r"already refused by R\. Tarn"):
        refuse_outcome(
            desk.service.connection, desk.service.value("select staged_outcome_id from staged_outcome"), *DECIDED
        )


def test_a_decision_needs_a_name_and_a_reason_and_something_that_waits(desk: Desk) -> None:
    for by, why in (("", "rang"), ("R. Tarn", " ")):
        with pytest.raises(DecideDifferently, match="needs the name"):
            accept_outcome(desk.service.connection, "o-any", by, why, NEXT_DAY)
    with pytest.raises(DecideDifferently, match="No outcome waits"):
        accept_outcome(desk.service.connection, "o-any", *DECIDED)


def test_whoever_sent_it_is_told_of_the_decision_once(desk: Desk) -> None:
    desk.tell(said(desk, 1, "No response"), name="alder/1.csv")
    desk.tell(said(desk, 1, "Booked"), name="alder/2.csv")
    accept_outcome(desk.service.connection, the_one_waiting(desk, "booked"), *DECIDED)
    days = [NEXT_DAY + timedelta(days=days) for days in (1, 1, 2)]
    told = []
    for day in days:
        desk.take(day)
        told.append([path.read_bytes() for path in (desk.outbox / day.isoformat()).rglob("answer-decided.csv")])
    assert len(told[0]) == 1
    assert told[0] == told[1], "the same day again: the same bytes"
    assert b"decided: taken" in told[0][0]
    assert told[2] == []


def test_somebody_reported_dead_and_then_spoken_with_is_decided_by_a_person(desk: Desk) -> None:
    desk.service.stop(1, "died", from_on=AS_OF - timedelta(days=3))
    assert desk.tell(said(desk, 1, "Booked"), said(desk, 2, "Booked")) == {"staged": 1, "taken": 1}
    assert waiting(desk) == [OutcomeReason.SPOKEN_WITH_AFTER_DEATH]


def test_somebody_spoken_with_and_reported_dead_before_that_is_stopped_and_decided_by_a_person(desk: Desk) -> None:
    desk.service.contact(1, "call_later", days_ago=0)
    assert desk.tell(said(desk, 1, "Reported to have died", on=AS_OF - timedelta(days=2))) == {"staged": 1}
    desk.service.plan(NEXT_DAY)
    assert desk.service.planned(1)[:2] == ("stopped", "reported_dead")


def test_a_booking_that_comes_after_a_newer_contact_was_taken_is_late_and_a_call_is_only_history(desk: Desk) -> None:
    day_before = AS_OF - timedelta(days=1)
    for which in (1, 2):
        desk.service.contact(which, "no_response", days_ago=0)
    desk.service.contact(3, "no_response", days_ago=0)
    rows = (said(desk, 1, "Booked", on=day_before), said(desk, 2, "No response", on=day_before))
    assert desk.tell(*rows, said(desk, 3, "Booked")) == {"staged": 1, "taken": 2}
    assert waiting(desk) == [OutcomeReason.NEWER_CONTACT_TAKEN]


def test_a_booking_for_somebody_whose_episode_is_over_is_late_and_a_check_is_not(desk: Desk) -> None:
    desk.service.run("update episode set closed_on = :day, close_reason = 'checked'", day=AS_OF)
    assert desk.tell(said(desk, 1, "Booked"), said(desk, 2, "Check done")) == {"staged": 1, "taken": 1}
    assert waiting(desk) == [OutcomeReason.CHECKED_SINCE]


def test_whoever_worked_from_a_list_that_was_replaced_is_told_and_the_row_is_taken(desk: Desk) -> None:
    desk.issue(NEXT_DAY)
    later = NEXT_DAY + timedelta(days=1)
    rows = (said(desk, 1, "No response", on=NEXT_DAY), said(desk, 2, "No response"))
    assert desk.tell(*rows, as_of=later) == {"taken": 2}
    assert ["a newer one had replaced" in why for why in desk.why(later)] == [True, False]


def test_concerns_that_were_rung_through_are_counted_for_four_weeks(desk: Desk) -> None:
    desk.tell(said(desk, 1, "Safeguarding or in crisis"), said(desk, 2, "Result that cannot wait"))
    counted = [rung_through(desk.service.connection, AS_OF + timedelta(days=days)) for days in (-1, 0, 27, 28)]
    assert [(each.safeguarding, each.urgent_result) for each in counted] == [(0, 0), (1, 1), (1, 1), (0, 0)]
