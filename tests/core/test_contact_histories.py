"""Whole lives of contacts: the policy is followed day after day, and a second opinion is asked each time."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.contact_history import PastContact
from pipeline.core.contact_policy import NextContact, next_contact
from pipeline.core.contact_rules import ContactPolicy, PolicyStep
from pipeline.core.contact_steps import ASKED_FOR, IN_A_ROUND, LETTERS, Step
from pipeline.core.reach import Reach
from pipeline.core.step_reasons import StepReason
from tests.oracle_contacts import Happened, Plan, first_day, is_worked_on

START = date(2026, 11, 20)
SILENCE = {Step.LETTER: "sent", Step.LETTER_AGAIN: "sent"}
ONE = timedelta(days=1)


@st.composite
def orders(draw: st.DrawFn) -> tuple[PolicyStep, ...]:
    middle = draw(st.lists(st.sampled_from((Step.CALL, Step.VISIT)), min_size=0, max_size=4))
    steps = [Step.LETTER, *middle] if draw(st.booleans()) else middle or [Step.CALL]
    if Step.LETTER in steps and draw(st.booleans()):
        steps.insert(draw(st.integers(1, len(steps))), Step.LETTER_AGAIN)
    steps += [Step.DESKTOP_REVIEW] if draw(st.booleans()) else []
    waits = draw(st.lists(st.integers(0, 21), min_size=len(steps), max_size=len(steps)))
    return tuple(PolicyStep(step, wait if at else 0) for at, (step, wait) in enumerate(zip(steps, waits, strict=True)))


policies = st.builds(
    ContactPolicy,
    minimum_days_between_contacts=st.integers(1, 14),
    maximum_attempts=st.integers(1, 6),
    rounds=st.integers(1, 2),
    days_between_rounds=st.integers(1, 90),
    review_after_days=st.integers(30, 200),
    steps=orders(),
)
never = st.frozensets(st.sampled_from((Step.LETTER, Step.CALL, Step.VISIT)), max_size=3)


def closing(steps: frozenset[Step]) -> Reach:
    closed = dict.fromkeys(steps, StepReason.REFUSED_CHANNEL)
    return Reach(closed | ({Step.LETTER_AGAIN: StepReason.REFUSED_CHANNEL} if Step.LETTER in steps else {}))


def plan_of(policy: ContactPolicy, reach: Reach) -> Plan:
    return Plan(
        [(str(each.step), each.wait_days) for each in policy.steps],
        policy.minimum_days_between_contacts,
        policy.maximum_attempts,
        policy.rounds,
        policy.days_between_rounds,
        policy.review_after_days,
        never=frozenset(str(step) for step in reach.closed),
    )


def told(past: PastContact) -> Happened:
    return Happened(
        past.contacted_on, past.step, past.outcome, past.round, past.call_back_on, is_this_time=past.is_of_episode
    )


def answered(draw: st.DrawFn, chosen: NextContact, day: date) -> PastContact:
    """What came of a step: mostly nothing."""
    assert chosen.step is not None
    step = chosen.step
    if step is Step.DESKTOP_REVIEW:
        return PastContact(day, "practice", "asked_others", step=step, round=chosen.round, is_unasked=False)
    channel = "letter" if step in LETTERS else "visit" if step is Step.VISIT else "call"
    outcome = draw(st.sampled_from(("no_response",) * 9 + ("call_later", "check_done", "declined_check")))
    if step in LETTERS:
        outcome = "sent"
    back = day + timedelta(days=draw(st.integers(0, 20))) if outcome == "call_later" else None
    return PastContact(day, channel, outcome, back, step=step, round=chosen.round, is_unasked=step not in ASKED_FOR)


@settings(max_examples=60)
@given(data=st.data(), policy=policies, steps=never)
def test_a_life_is_lived_by_the_rules(data: st.DataObject, policy: ContactPolicy, steps: frozenset[Step]) -> None:
    reach, day = closing(steps), START
    history = [
        PastContact(START - timedelta(days=ago), "call", "no_response", is_of_episode=False)
        for ago in data.draw(st.lists(st.integers(0, 30), max_size=2))
    ]
    for _ in range(data.draw(st.integers(1, 14))):
        chosen = next_contact(history, reach, policy, day)
        assert sum(each is not None for each in (chosen.step, chosen.until_on, chosen.review_on)) == 1
        expected = first_day([told(past) for past in history], plan_of(policy, reach), day)
        if chosen.step is None:
            until = chosen.until_on or chosen.review_on
            assert until is not None
            assert until > day
            assert is_worked_on(until)
            assert expected[1] == until, chosen
            assert next_contact(history, reach, policy, until - ONE).step is None
            day = until
            continue
        assert (str(chosen.step), day, chosen.round) == expected, chosen
        history.append(answered(data.draw, chosen, day))
        # Whoever was contacted is looked at again the next day, or some days late.
        day += timedelta(days=data.draw(st.integers(1, 9)))
    keeps_the_laws(history, reach, policy)


def keeps_the_laws(history: list[PastContact], reach: Reach, policy: ContactPolicy) -> None:
    ours = [past for past in history if past.is_of_episode]
    assert all(is_worked_on(past.contacted_on) for past in ours)
    assert not {past.step for past in ours} & set(reach.closed)
    approaches = sorted(past.contacted_on for past in history if past.is_approach)
    # What came before our time may be as close as it likes.
    begun = max((past.contacted_on for past in history if not past.is_of_episode), default=date.min)
    gaps = [later - earlier for earlier, later in pairwise(approaches) if later > begun]
    assert all(gap.days >= policy.minimum_days_between_contacts for gap in gaps)
    order = [each.step for each in policy.steps]
    for number in {past.round for past in ours}:
        of_round = [past for past in ours if past.round == number]
        assert sum(past.is_approach for past in of_round) <= policy.maximum_attempts
        taken = [past.step for past in of_round if past.step in IN_A_ROUND]
        # The review that opens a round stands before its steps.
        taken = taken[1:] if taken[:1] == [Step.DESKTOP_REVIEW] and order != [Step.DESKTOP_REVIEW] else taken
        left = iter(order)
        assert all(step in left for step in taken), (taken, order)


@given(st.data(), policies, never)
def test_the_order_in_which_contacts_are_told_changes_nothing(
    data: st.DataObject, policy: ContactPolicy, steps: frozenset[Step]
) -> None:
    outcomes = ("no_response", "call_later", "declined_check", "booked", "please_book", "attended", "entered_in_error")
    history = [
        PastContact(START - timedelta(days=ago), "call", outcome, round=number)
        for ago, outcome, number in data.draw(
            st.lists(st.tuples(st.integers(0, 90), st.sampled_from(outcomes), st.integers(1, 2)), max_size=6)
        )
    ]
    reach = closing(steps)
    chosen = next_contact(history, reach, policy, START)
    assert chosen == next_contact(data.draw(st.permutations(history)), reach, policy, START)
    in_error = replace(PastContact(START, "call", "no_response"), outcome="entered_in_error")
    assert chosen == next_contact([*history, in_error], reach, policy, START)
