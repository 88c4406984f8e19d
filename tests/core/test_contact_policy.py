"""What happens next with one person, worked out from what was tried before."""

from datetime import date, timedelta

import pytest

from pipeline.core.contact_policy import NextContact, PastContact, Reach, Step, StepReason, next_contact
from pipeline.core.region import ContactPolicy

TODAY = date(2026, 11, 20)
POLICY = ContactPolicy(
    days_after_letter=10, minimum_days_between_contacts=7, maximum_attempts=6, register_too_old_after_days=35
)
REACH = Reach(no_letter=None, has_phone=True)


def past(outcome: str, days_ago: int, channel: str = "call", call_back_in: int | None = None) -> PastContact:
    call_back = None if call_back_in is None else TODAY + timedelta(days=call_back_in)
    return PastContact(TODAY - timedelta(days=days_ago), channel, outcome, call_back)


def chosen(*history: PastContact, reach: Reach = REACH) -> NextContact:
    return next_contact(history, reach, POLICY, TODAY)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def test_the_first_step_is_a_letter_where_one_suits() -> None:
    assert chosen() == NextContact(Step.LETTER, StepReason.FIRST_LETTER)
    other = Reach(StepReason.NEEDS_OTHER_FORMAT, has_phone=False)
    assert chosen(reach=other) == NextContact(Step.OTHER_WAY, StepReason.NEEDS_OTHER_FORMAT)


@pytest.mark.parametrize(
    ("outcome", "days", "reason"),
    [
        ("check_done", 60, StepReason.AWAITING_CONFIRMATION),
        ("already_done_elsewhere", 60, StepReason.AWAITING_CONFIRMATION),
        ("booked", 28, StepReason.APPOINTMENT),
        ("declined_check", 365, StepReason.NOT_THIS_YEAR),
    ],
)
def test_an_answer_pauses_until_its_day_and_no_longer(outcome: str, days: int, reason: StepReason) -> None:
    assert chosen(past(outcome, days - 1)) == NextContact(None, reason, in_days(1))
    assert chosen(past(outcome, days)).step is Step.CALL


@pytest.mark.parametrize(
    ("channel", "wait", "waiting", "then"),
    [
        ("letter", 10, StepReason.AFTER_LETTER, StepReason.CALL_AFTER_LETTER),
        ("call", 7, StepReason.TOO_SOON, StepReason.CALL_AGAIN),
    ],
)
def test_an_unanswered_approach_is_given_time(channel: str, wait: int, waiting: StepReason, then: StepReason) -> None:
    assert chosen(past("no_response", wait - 1, channel)) == NextContact(None, waiting, in_days(1))
    assert chosen(past("no_response", wait, channel)) == NextContact(Step.CALL, then)


def test_an_agreed_call_back_comes_before_the_waits_and_on_its_day() -> None:
    assert chosen(past("call_later", 1, call_back_in=2)) == NextContact(None, StepReason.CALL_BACK_AGREED, in_days(2))
    assert chosen(past("call_later", 1, call_back_in=0)) == NextContact(Step.CALL, StepReason.CALL_BACK_AGREED)


def test_after_the_last_attempt_nobody_calls_again() -> None:
    tried = [past("no_response", 10 * n) for n in range(1, 7)]
    assert chosen(*tried) == NextContact(None, StepReason.ATTEMPTS_USED_UP)
    assert chosen(*tried[:5]).step is Step.CALL


def test_what_was_entered_in_error_never_happened() -> None:
    assert chosen(past("entered_in_error", 1)) == NextContact(Step.LETTER, StepReason.FIRST_LETTER)
    assert chosen(past("entered_in_error", 1), past("sent", 20, "letter")).reason is StepReason.CALL_AFTER_LETTER


def test_the_order_in_which_contacts_are_told_changes_nothing() -> None:
    history = [past("sent", 40, "letter"), past("declined_check", 20), past("no_response", 30)]
    assert chosen(*history) == chosen(*reversed(history)) == NextContact(None, StepReason.NOT_THIS_YEAR, in_days(345))


def test_without_a_number_a_call_is_another_way() -> None:
    reach = Reach(None, has_phone=False)
    assert chosen(past("sent", 20, "letter"), reach=reach) == NextContact(Step.OTHER_WAY, StepReason.NO_PHONE)


def test_every_reason_has_a_sentence_without_a_word_about_health() -> None:
    for reason in StepReason:
        assert reason.sentence.endswith(".")
        assert not {"mental", "psychosis", "schizo", "bipolar", "diagnos"} & set(reason.sentence.lower().split())
