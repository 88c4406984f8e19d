"""The workers who do not exist: they type what the lists offer, and the same seed has them do the same."""

from datetime import date, timedelta

from pipeline.core import health_plan, worklist
from pipeline.core.contact_policy import Step
from pipeline.core.safe_contact import SafeContact
from pipeline.core.worklist import OUTCOME_BY_CODE, Outcome
from pipeline.synthetic.outreach import play_day, play_plans

AS_OF = date(2026, 11, 20)
LIST = [{"worklist_item_id": f"w{at}", "step": str(step)} for at, step in enumerate(list(Step) * 120)]
PLAYED = play_day(LIST, 1, AS_OF)
LABELS = {outcome.label for outcome in OUTCOME_BY_CODE.values()}


def test_every_heading_and_choice_is_one_the_list_offers() -> None:
    headings = {
        worklist.ITEM_ID, worklist.OUTCOME, worklist.CONTACTED_ON, worklist.CALL_BACK_ON, worklist.TIME_OF_DAY,
        worklist.CHANNEL, worklist.BOOKED_FOR, worklist.BOOKED_AT, worklist.BOOKED_WHERE, worklist.BOOKED_WITH,
        worklist.WHY_NOT, worklist.RESULTS_HELD_BY, worklist.RESULTS_SENT_ON, worklist.REFUSES, worklist.SAFE_CONTACT,
        worklist.NOTE,
        *worklist.ELEMENTS.values(),
    }  # fmt: skip
    assert {heading for row in PLAYED for heading in row} == headings
    assert {row["Outcome"] for row in PLAYED} <= LABELS
    assert {row.get(worklist.TIME_OF_DAY, "Morning") for row in PLAYED} <= set(worklist.TIMES_OF_DAY.values())
    assert {row.get(worklist.CHANNEL, "Call") for row in PLAYED} <= set(worklist.CHANNELS.values())
    assert {row.get(worklist.SAFE_CONTACT, "No voicemail") for row in PLAYED} <= {each.label for each in SafeContact}
    elements = {row[element] for row in PLAYED for element in worklist.ELEMENTS.values() if element in row}
    assert elements == set(worklist.ELEMENT_DONE.values())


def test_in_time_every_outcome_is_given_but_a_result_that_cannot_wait() -> None:
    given = {row["Outcome"] for day in range(12) for row in play_day(LIST, 1, AS_OF + timedelta(days=day))}
    assert given == LABELS - {Outcome.URGENT_RESULT.label}


def test_what_a_worker_does_with_an_item_hangs_on_nothing_but_the_item_the_day_and_the_seed() -> None:
    assert play_day(LIST[::-1], 1, AS_OF)[::-1] == PLAYED
    assert play_day(LIST, 2, AS_OF) != PLAYED
    assert play_day(LIST[:50], 1, AS_OF) == [
        row for row in PLAYED if row["worklist_item_id"] in {f"w{n}" for n in range(50)}
    ]


def test_letters_are_nobody_s_to_answer_and_one_in_ten_waits_until_tomorrow() -> None:
    answered = {row["worklist_item_id"] for row in PLAYED}
    letters = {row["worklist_item_id"] for row in LIST if row["step"] in ("letter", "letter_again")}
    assert not answered & letters
    assert 0.05 < 1 - len(answered) / (len(LIST) - len(letters)) < 0.15


def test_a_row_without_a_step_is_somebody_to_call() -> None:
    rows = [{"worklist_item_id": row["worklist_item_id"]} for row in LIST]
    assert {row[worklist.CHANNEL] for row in play_day(rows, 1, AS_OF) if worklist.CHANNEL in row} == {"Call"}


def test_every_plan_that_was_agreed_is_written_down_under_the_headings_of_its_sheet() -> None:
    plans = play_plans(PLAYED, 1, AS_OF)
    agreed = {row["worklist_item_id"] for row in PLAYED if row["Outcome"] == "Health plan agreed"}
    assert agreed
    assert {row["worklist_item_id"] for row in plans if health_plan.AGREED_ON in row} == agreed
    assert {row[health_plan.GOAL_AREA] for row in plans} <= set(health_plan.GOAL_AREAS.values())
    headings = {heading for row in plans for heading in row}
    assert headings == {
        worklist.ITEM_ID, health_plan.AGREED_ON, health_plan.WHAT_MATTERS, health_plan.GOAL_AREA, health_plan.GOAL,
        health_plan.SUPPORTED_BY, health_plan.REVIEW_ON,
    }  # fmt: skip
    assert play_plans(PLAYED, 1, AS_OF) == plans


def test_nothing_is_promised_for_a_weekend() -> None:
    promised = [row[each] for row in PLAYED for each in (worklist.BOOKED_FOR, worklist.CALL_BACK_ON) if each in row]
    assert len(promised) > 50
    assert {date(*map(int, day.split("/")[::-1])).weekday() for day in promised} == set(range(5))
