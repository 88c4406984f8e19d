"""What happens next with one person, worked out from what was tried before."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pipeline.core.contact_history import Appointment, CheckReport, PastContact
from pipeline.core.contact_policy import NextContact, Reach, Step, StepReason, next_contact
from pipeline.core.contact_rules import ContactPolicy, PolicyStep
from pipeline.core.contact_steps import ASKED_FOR

# A Friday; the next working day is the 23rd.
TODAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
POLICY = ContactPolicy()
REACH = Reach()
LETTER = {"channel": "letter", "step": "letter"}


def past(outcome: str, days_ago: int, **said: Any) -> PastContact:
    said = {"step": "call", **said}
    said.setdefault("is_unasked", said["step"] not in ASKED_FOR and said.get("channel") != "practice")
    return PastContact(TODAY - timedelta(days=days_ago), said.pop("channel", "call"), outcome, **said)


def chosen(*history: PastContact, reach: Reach = REACH, as_of: date = TODAY, **policy: Any) -> NextContact:
    return next_contact(history, reach, replace(POLICY, **policy), as_of)


def what(*history: PastContact, **said: Any) -> tuple[Step | None, StepReason, date | None]:
    found = chosen(*history, **said)
    return found.step, found.reason, found.until_on


def closed(**why: StepReason) -> Reach:
    return Reach({Step(step): because for step, because in why.items()})


def booked_for(day: date | None, days_ago: int = 10) -> PastContact:
    return past("booked", days_ago, appointment=Appointment(day))


THE_LETTER = past("sent", 60, **LETTER)
SECOND = {"channel": "letter", "step": "letter_again"}
TEXTED_AND_RUNG = past("no_response", 50, step="text")
RUNG_OFTEN = (THE_LETTER, TEXTED_AND_RUNG, past("no_response", 43), past("no_response", 36))


@pytest.mark.parametrize(
    ("history", "found"),
    [
        ((), (Step.LETTER, StepReason.FIRST_LETTER)),
        ((past("sent", 10, **LETTER),), (Step.TEXT, StepReason.TEXT_THEN_CALL)),
        ((THE_LETTER, past("no_response", 7, step="text")), (Step.CALL, StepReason.CALL_AGAIN)),
        ((THE_LETTER, past("no_response", 7, step="text", channel="text")), (Step.CALL, StepReason.CALL_AFTER_LETTER)),
        ((THE_LETTER, TEXTED_AND_RUNG), (Step.CALL, StepReason.CALL_AGAIN)),
        (RUNG_OFTEN, (Step.LETTER_AGAIN, StepReason.SECOND_LETTER)),
        ((*RUNG_OFTEN, past("sent", 14, **SECOND)), (Step.VISIT, StepReason.VISIT)),
        (
            (*RUNG_OFTEN, past("sent", 29, **SECOND), past("no_response", 14, step="visit")),
            (Step.DESKTOP_REVIEW, StepReason.LOOK_TOGETHER),
        ),
    ],
)  # fmt: skip
def test_the_steps_of_the_default_come_in_their_order(
    history: tuple[PastContact, ...], found: tuple[Step, StepReason]
) -> None:
    assert what(*history) == (*found, None)


@pytest.mark.parametrize(
    ("last", "waiting", "until"),
    [
        (past("sent", 9, **LETTER), StepReason.AFTER_LETTER, MONDAY),
        (past("sent", 8, **LETTER), StepReason.AFTER_LETTER, MONDAY),
        (past("sent", 5, **LETTER), StepReason.AFTER_LETTER, date(2026, 11, 25)),
        (past("no_response", 6), StepReason.TOO_SOON, MONDAY),
        (past("no_response", 3), StepReason.TOO_SOON, date(2026, 11, 24)),
    ],
)
def test_an_unanswered_approach_is_given_time_up_to_a_working_day(
    last: PastContact, waiting: StepReason, until: date
) -> None:
    assert what(last) == (None, waiting, until)
    assert chosen(last, as_of=until).step is Step.TEXT if last.channel == "letter" else Step.CALL


def test_nothing_happens_on_a_weekend_or_a_bank_holiday() -> None:
    assert what(as_of=date(2026, 11, 21)) == (None, StepReason.NOT_A_WORKING_DAY, MONDAY)
    assert what(as_of=date(2026, 12, 25)) == (None, StepReason.NOT_A_WORKING_DAY, date(2026, 12, 29))


def test_an_approach_by_another_provider_or_in_another_episode_is_waited_for_too() -> None:
    earlier = past("no_response", 3, is_of_episode=False)
    assert what(earlier) == (None, StepReason.TOO_SOON, date(2026, 11, 24))
    assert chosen(earlier, as_of=date(2026, 11, 24)).step is Step.LETTER, "this episode has its own round"


def test_what_was_asked_for_neither_waits_nor_is_waited_for() -> None:
    since = past("call_later", 1, call_back_on=TODAY)
    assert what(past("no_response", 2), since) == (Step.CALL_BACK, StepReason.CALL_BACK_AGREED, None)
    rung_back = past("no_response", 1, step="call_back")
    assert chosen(past("sent", 10, **LETTER), rung_back).step is Step.TEXT


@pytest.mark.parametrize(
    ("outcome", "day", "reason"),
    [
        ("check_done", date(2026, 11, 26), StepReason.AWAITING_CONFIRMATION),
        ("already_done_elsewhere", date(2026, 11, 26), StepReason.AWAITING_CONFIRMATION),
        ("not_eligible", date(2026, 11, 26), StepReason.PRACTICE_ASKED),
        ("declined_check", date(2027, 9, 27), StepReason.NOT_THIS_YEAR),
    ],
)
def test_an_answer_pauses_until_its_day_and_then_a_new_round_begins(
    outcome: str, day: date, reason: StepReason
) -> None:
    answer = past(outcome, 54)
    assert what(answer) == (None, reason, day)
    anew = chosen(answer, as_of=day)
    assert (anew.step, anew.round) == (Step.LETTER, 2)
    is_reported = reason is StepReason.AWAITING_CONFIRMATION
    assert anew.reason is (StepReason.LETTER_NOT_CONFIRMED if is_reported else StepReason.LETTER_OF_A_NEW_ROUND)


def test_an_agreed_call_back_comes_on_its_day_or_the_next_working_day() -> None:
    saturday = past("call_later", 1, call_back_on=date(2026, 11, 21))
    assert what(saturday) == (None, StepReason.CALL_BACK_AGREED, MONDAY)
    assert what(saturday, as_of=MONDAY) == (Step.CALL_BACK, StepReason.CALL_BACK_AGREED, None)
    no_phone = closed(call=StepReason.NO_PHONE)
    assert what(saturday, as_of=MONDAY, reach=no_phone)[1] is StepReason.CALL_BACK_OTHERWISE
    assert what(past("call_later", 7)) == (Step.CALL_BACK, StepReason.CALL_BACK_AGREED, None), "no day was given"
    in_vain = past("no_response", 0, step="call_back")
    assert what(saturday, in_vain, as_of=MONDAY)[1] is StepReason.TOO_SOON, "the steps go on"


@pytest.mark.parametrize(
    ("outcome", "waits", "reason"),
    [
        ("no_availability", StepReason.TOO_SOON, StepReason.OFFER_AGAIN),
        ("needs_adjustment", StepReason.TOO_SOON, StepReason.ADJUST_AND_CALL),
    ],
)
def test_who_would_come_is_called_back_after_the_gap(outcome: str, waits: StepReason, reason: StepReason) -> None:
    assert what(past(outcome, 3)) == (None, waits, date(2026, 11, 24))
    assert what(past(outcome, 7)) == (Step.CALL_BACK, reason, None)


def test_an_appointment_is_reminded_of_then_asked_about_then_no_more() -> None:
    booked = booked_for(date(2026, 11, 24))
    assert what(booked) == (None, StepReason.APPOINTMENT, MONDAY)
    assert what(booked, as_of=MONDAY) == (Step.REMIND, StepReason.REMIND_OF_APPOINTMENT, None)
    reminded = PastContact(MONDAY, "text", "no_response", step="remind", is_unasked=False)
    for day in (MONDAY, date(2026, 11, 24)):
        assert what(booked, reminded, as_of=day) == (None, StepReason.APPOINTMENT, date(2026, 11, 25))
    assert what(booked, as_of=date(2026, 11, 24))[0] is None, "on the day itself nobody is reminded"
    after = date(2026, 11, 25)
    assert what(booked, as_of=after) == (Step.ASK_ATTENDED, StepReason.DID_THEY_COME, None)
    asked = PastContact(after, "call", "no_response", step="ask_attended", is_unasked=False)
    assert what(booked, asked, as_of=after) == (None, StepReason.ASKED_ALREADY, date(2026, 12, 2))
    again = replace(asked, contacted_on=date(2026, 12, 2))
    assert what(booked, asked, again, as_of=date(2026, 12, 15))[0] is Step.CALL, "asked twice, the steps go on"


def test_an_appointment_without_a_day_is_asked_about_after_the_policy_s_days() -> None:
    assert what(booked_for(None, 27)) == (None, StepReason.APPOINTMENT, MONDAY)
    assert what(booked_for(None, 29))[:2] == (Step.ASK_ATTENDED, StepReason.DID_THEY_COME)
    assert what(booked_for(None, 27), days_to_an_appointment=20)[0] is Step.ASK_ATTENDED


def test_of_two_answers_of_a_day_the_one_that_goes_further_decides() -> None:
    booked, later = booked_for(date(2026, 12, 15), 3), past("call_later", 3, call_back_on=TODAY)
    assert what(booked, later)[1] is StepReason.APPOINTMENT
    assert what(booked, replace(later, contacted_on=TODAY - timedelta(days=2)))[0] is Step.CALL_BACK


def test_who_was_asked_about_somebody_is_no_approach_to_them() -> None:
    assert past("no_response", 1).is_approach
    assert not replace(past("no_response", 1), channel="practice").is_approach
    assert not past("asked_others", 1).is_approach


def test_nobody_is_reminded_where_there_is_no_time_or_no_phone() -> None:
    tomorrow = booked_for(MONDAY, 0)
    assert what(tomorrow) == (None, StepReason.APPOINTMENT, date(2026, 11, 24))
    silent = closed(call=StepReason.NO_PHONE, text=StepReason.NO_MOBILE)
    assert what(booked_for(date(2026, 11, 24)), reach=silent, as_of=MONDAY)[0] is None


def test_a_booking_that_was_replaced_or_wrong_counts_for_nothing() -> None:
    replaced = replace(booked_for(date(2026, 11, 30)), appointment=Appointment(date(2026, 11, 30), "replaced"))
    newer = booked_for(date(2026, 12, 15), 5)
    assert what(replaced, newer) == (None, StepReason.APPOINTMENT, date(2026, 12, 14))
    assert what(replaced)[0] is Step.CALL


def test_who_was_asked_to_book_is_asked_for_the_day() -> None:
    assert what(past("please_book", 27)) == (None, StepReason.BOOKING_ASKED_FOR, MONDAY)
    assert what(past("please_book", 28)) == (Step.ASK_ATTENDED, StepReason.NOT_YET_BOOKED, None)


def test_who_did_not_come_is_rung_once_to_ask_why_unless_they_said() -> None:
    missed = past("not_attended", 3, step="ask_attended")
    assert what(THE_LETTER, missed) == (Step.AFTER_MISS, StepReason.WHY_NOT_COME, None)
    rung = past("no_response", 1, step="after_miss")
    assert chosen(THE_LETTER, missed, rung).step is Step.TEXT, "the steps go on"
    why = replace(missed, appointment=Appointment(None, "not_attended", missed.contacted_on, "no bus"))
    assert chosen(THE_LETTER, why).step is Step.TEXT
    assert what(THE_LETTER, replace(missed, contacted_on=TODAY)) == (None, StepReason.TOO_SOON, MONDAY)


def test_who_came_without_a_check_being_reported_is_asked_after() -> None:
    assert what(past("attended", 1, step="ask_attended")) == (Step.FINISH_CHECK, StepReason.CAME_BUT_NO_CHECK, None)


SIX = ("blood_pressure", "bmi", "alcohol", "lipids", "glucose", "smoking")


@pytest.mark.parametrize(
    ("done", "declined", "step"),
    [
        (SIX, (), None),
        (SIX[:5], (), Step.FINISH_CHECK),
        (SIX[:5], SIX[5:], None),
        ((), (), Step.FINISH_CHECK),
        (None, (), None),
    ],
)
def test_a_check_of_which_a_part_is_missing_is_finished(
    done: tuple[str, ...] | None, declined: tuple[str, ...], step: Step | None
) -> None:
    day = TODAY - timedelta(days=3)
    report = CheckReport(day, None if done is None else frozenset(done), frozenset(declined))
    found = what(past("check_done", 3, check=report))
    assert found[0] is step
    assert found[1] is (StepReason.CHECK_NOT_COMPLETE if step else StepReason.AWAITING_CONFIRMATION)


def test_two_reports_together_make_a_check() -> None:
    first = past("check_done", 30, check=CheckReport(TODAY - timedelta(days=30), frozenset(SIX[:3])))
    rest = past("check_done", 3, check=CheckReport(TODAY - timedelta(days=3), frozenset(SIX[3:])))
    assert what(first, rest)[1] is StepReason.AWAITING_CONFIRMATION
    assert what(rest)[1] is StepReason.CHECK_NOT_COMPLETE
    long_ago = replace(first, contacted_on=TODAY - timedelta(days=400))
    assert what(long_ago, rest)[1] is StepReason.CHECK_NOT_COMPLETE, "a check is of twelve months"


@pytest.mark.parametrize("outcome", ["plan_agreed", "plan_reviewed", "safeguarding", "urgent_result", "sent"])
def test_what_moves_no_policy_leaves_a_booking_as_it_is(outcome: str) -> None:
    booked = booked_for(date(2026, 12, 15))
    assert what(booked, past(outcome, 2)) == what(booked)


def test_a_round_ends_after_its_attempts_a_pause_and_the_next_begins() -> None:
    calls = [past("no_response", 20 + 7 * n) for n in range(6)]
    steps = (PolicyStep(Step.LETTER), *[PolicyStep(Step.CALL, 7)] * 8)
    waiting = chosen(*calls, steps=steps)
    assert (waiting.step, waiting.reason, waiting.until_on) == (
        None, StepReason.BETWEEN_ROUNDS, date(2027, 1, 29),
    )  # fmt: skip
    begun = chosen(*calls, steps=steps, as_of=date(2027, 1, 29))
    assert (begun.step, begun.reason, begun.round) == (Step.LETTER, StepReason.LETTER_OF_A_NEW_ROUND, 2)
    assert chosen(*calls[:5], steps=steps).step is Step.CALL, "the sixth is still to be made"


SIX_CALLS = (PolicyStep(Step.CALL),) * 6


def test_after_the_last_round_the_practice_is_asked_and_its_list_looked_through_on_a_day() -> None:
    calls = [past("no_response", 20 + 7 * n) for n in range(6)]
    over = chosen(*calls, rounds=1, steps=SIX_CALLS)
    day = date(2027, 11, 1)
    assert over == NextContact(None, StepReason.ROUNDS_USED_UP, review_on=day, round=1)
    review = chosen(*calls, rounds=1, steps=SIX_CALLS, as_of=day)
    assert (review.step, review.reason, review.round) == (Step.DESKTOP_REVIEW, StepReason.REVIEW_DAY, 2)
    silent = PastContact(day, "practice", "no_response", step="desktop_review", round=2, is_unasked=False)
    assert (
        chosen(*calls, silent, rounds=1, steps=SIX_CALLS, as_of=day + timedelta(days=1)).reason is StepReason.REVIEW_DAY
    )
    looked = replace(silent, outcome="asked_others")
    begun = chosen(*calls, looked, rounds=1, steps=SIX_CALLS, as_of=day + timedelta(days=1))
    assert (begun.step, begun.round) == (Step.CALL, 2), "only then does a round begin"


def test_a_declined_check_uses_up_no_round() -> None:
    declined = [past("declined_check", 400 * n, round=4 - n) for n in (1, 2, 3)]
    assert chosen(*declined, rounds=1).step is Step.LETTER


def test_a_closed_channel_is_passed_over_with_its_reason() -> None:
    no_letters = closed(letter=StepReason.REFUSED_CHANNEL, letter_again=StepReason.REFUSED_CHANNEL)
    found = chosen(reach=no_letters)
    assert (found.step, found.passed_over) == (Step.TEXT, ((Step.LETTER, StepReason.REFUSED_CHANNEL),))
    no_text = closed(letter=StepReason.ADDRESS_NOT_FIT, text=StepReason.NO_MOBILE)
    assert chosen(reach=no_text).reason is StepReason.CALL_NO_LETTER


def test_where_every_way_is_closed_somebody_asks_and_then_looks_at_it_together() -> None:
    ways = ("letter", "text", "call", "letter_again", "visit")
    nowhere = closed(**dict.fromkeys(ways, StepReason.NO_FIXED_ABODE))
    assert what(reach=nowhere) == (Step.OTHER_WAY, StepReason.NO_FIXED_ABODE, None)
    asked = past("asked_others", 20, channel="practice", step="other_way")
    assert chosen(asked, reach=nowhere).step is Step.DESKTOP_REVIEW
    assert chosen(asked).step is Step.LETTER, "asking helped: the steps are taken"
    assert chosen(replace(asked, contacted_on=TODAY)).step is Step.LETTER, "and the person was not approached"


def test_a_need_that_cannot_be_met_is_a_worker_s_task_in_the_place_of_its_step() -> None:
    in_urdu = Reach({}, {Step.LETTER: StepReason.NEEDS_OTHER_LANGUAGE})
    assert what(reach=in_urdu) == (Step.OTHER_WAY, StepReason.NEEDS_OTHER_LANGUAGE, None)
    tried = past("no_response", 10, step="other_way")
    assert chosen(tried, reach=in_urdu).step is Step.TEXT


def test_nobody_is_visited_before_somebody_said_how() -> None:
    order = (PolicyStep(Step.VISIT), PolicyStep(Step.DESKTOP_REVIEW))
    unknown = Reach({}, {Step.VISIT: StepReason.ASK_VISIT_RISK})
    assert what(reach=unknown, steps=order) == (Step.OTHER_WAY, StepReason.ASK_VISIT_RISK, None)
    asked = past("asked_others", 1, channel="practice", step="other_way")
    assert chosen(asked, reach=unknown, steps=order).step is Step.DESKTOP_REVIEW
    then_a_call = (PolicyStep(Step.VISIT), PolicyStep(Step.CALL, 7))
    assert what(asked, reach=unknown, steps=then_a_call) == (None, StepReason.TOO_SOON, date(2026, 11, 26))
    assert chosen(asked, reach=REACH, steps=order).reason is StepReason.VISIT
    assert chosen(asked, reach=Reach(two_workers=True), steps=order).reason is StepReason.VISIT_TWO_WORKERS
    assert chosen(asked, reach=closed(visit=StepReason.VISIT_NOT_SAFE), steps=order).step is Step.DESKTOP_REVIEW


@pytest.mark.parametrize(
    ("tried", "times", "suggested"),
    [
        ((), ("morning", "afternoon", "evening"), None),
        (("morning",), ("morning", "afternoon", "evening"), "afternoon"),
        (("morning", "afternoon"), ("morning", "afternoon", "evening"), "evening"),
        (("afternoon", "morning", "evening"), ("morning", "afternoon", "evening"), "afternoon"),
        ((), ("evening",), "evening"),
        (("evening",), ("evening",), "evening"),
        (("morning",), ("afternoon", "evening"), None),
    ],
)
def test_a_time_of_day_not_tried_yet_is_suggested(
    tried: tuple[str, ...], times: tuple[str, ...], suggested: str | None
) -> None:
    calls = [past("no_response", 40 - 7 * at, time_of_day=time) for at, time in enumerate(tried)]
    order = (PolicyStep(Step.CALL),) * 6
    assert chosen(*calls, reach=Reach(times=times), steps=order).time_of_day == suggested
    another_round = [replace(call, contacted_on=call.contacted_on - timedelta(days=90)) for call in calls]
    anew = past("sent", 20, **LETTER, round=2)
    in_the_next = chosen(*another_round, anew, reach=Reach(times=times), steps=order).time_of_day
    assert in_the_next == (times[0] if len(times) == 1 else None)


def test_what_was_entered_in_error_or_is_to_come_has_not_happened() -> None:
    assert what(past("entered_in_error", 1)) == (Step.LETTER, StepReason.FIRST_LETTER, None)
    assert what(past("declined_check", -1)) == (Step.LETTER, StepReason.FIRST_LETTER, None)


def test_every_reason_has_a_sentence_without_a_word_about_health() -> None:
    for reason in StepReason:
        assert reason.sentence.endswith(".")
        assert not {"mental", "psychosis", "schizo", "bipolar", "diagnos"} & set(reason.sentence.lower().split())
