"""A second opinion of the contact policy: day by day, rule by rule, without looking at how the product does it.

It knows a person who is written to, rung and asked, with the answers below; the rest is in tests by example.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ONE = timedelta(days=1)
# As published for England.
BANK_HOLIDAYS = {
    date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 3),
    date(2027, 5, 31), date(2027, 8, 30), date(2027, 12, 27), date(2027, 12, 28), date(2028, 1, 3), date(2028, 4, 14),
    date(2028, 4, 17), date(2028, 5, 1), date(2028, 5, 29), date(2028, 8, 28), date(2028, 12, 25), date(2028, 12, 26),
    date(2029, 1, 1), date(2029, 3, 30), date(2029, 4, 2), date(2029, 5, 7), date(2029, 5, 28), date(2029, 8, 27),
}  # fmt: skip


@dataclass(frozen=True)
class Happened:
    """Something that was done on a day; `again_on` is the day agreed for a call back."""

    on: date
    step: str
    outcome: str
    number: int = 1
    again_on: date | None = None
    is_this_time: bool = True


@dataclass(frozen=True)
class Plan:
    """The order of a region and its waits; `never`: steps that cannot be taken with this person."""

    order: Sequence[tuple[str, int]]
    gap: int
    most: int
    rounds: int
    pause: int
    review: int
    to_confirm: int = 60
    after_a_no: int = 365
    never: frozenset[str] = frozenset()


ANSWERS = ("call_later", "check_done", "declined_check")


def is_worked_on(day: date) -> bool:
    return day.weekday() not in (5, 6) and day not in BANK_HOLIDAYS


def first_day(past: Sequence[Happened], plan: Plan, today: date) -> tuple[str, date, int]:
    """What is done next, on which day from today, in which round: each day is asked in turn."""
    day = today
    while True:
        if is_worked_on(day) and (done := done_on(past, plan, day)):
            return done[0], day, done[1]
        day += ONE


def done_on(past: Sequence[Happened], plan: Plan, day: date) -> tuple[str, int] | None:
    """What is done on a working day, and in which round, if nothing else happens before."""
    now = [each for each in past if each.is_this_time]
    number = max((each.number for each in now), default=1)
    answers = [each for each in now if each.outcome in ANSWERS]
    last = max(answers, key=lambda each: (each.on, ANSWERS.index(each.outcome)), default=None)
    if last and last.outcome == "call_later" and not any(each.on > last.on for each in now):
        if day < (last.again_on or last.on + plan.gap * ONE):
            return None
        return "call_back", number
    if last and last.outcome == "check_done" and day < last.on + plan.to_confirm * ONE:
        return None
    if last and last.outcome == "declined_check" and day < last.on + plan.after_a_no * ONE:
        return None
    approaches = [each for each in past if each.step not in ("call_back", "desktop_review")]
    is_soon = any(day < each.on + plan.gap * ONE for each in approaches)
    this_round = [each for each in now if each.number == number]
    ended = {each.number for each in now if each.outcome in ("check_done", "declined_check")}
    if number in ended:
        return None if is_soon else (start(plan), number + 1)
    left = still_to_do(this_round, plan)
    if left:
        step, wait = left[0]
        touched = [each.on for each in steps_of(this_round, plan)]
        if touched and day < max(touched) + wait * ONE:
            return None
        return None if is_soon and step != "desktop_review" else (step, number)
    if not this_round:
        return None if is_soon else ("other_way", number)
    end = max(each.on for each in this_round)
    if number - len(ended) < plan.rounds:
        return None if is_soon or day < end + plan.pause * ONE else (start(plan), number + 1)
    return None if day < end + plan.review * ONE else ("desktop_review", number + 1)


def start(plan: Plan) -> str:
    left = still_to_do([], plan)
    return left[0][0] if left else "other_way"


def steps_of(this_round: Sequence[Happened], plan: Plan) -> list[Happened]:
    """What was done of the round's steps: no agreed call back, nor the look at the list that let the round begin."""
    ours = [each for each in this_round if each.step != "call_back"]
    possible = [step for step, _ in plan.order if step not in plan.never]
    opens = ours and ours[0].step == "desktop_review" and possible and possible[0] != "desktop_review"
    return ours[1:] if opens else ours


def still_to_do(this_round: Sequence[Happened], plan: Plan) -> list[tuple[str, int]]:
    """The steps after those that were taken, bar those that cannot be; only the review once enough was tried."""
    left = list(plan.order)
    for each in steps_of(this_round, plan):
        possible = [step for step, _ in left if step not in plan.never]
        if each.step == "desktop_review":
            left = []
            continue
        if each.step == "other_way":
            if possible:
                del left[: [step for step, _ in left].index(possible[0]) + 1]
            continue
        if each.step in [step for step, _ in left]:
            del left[: [step for step, _ in left].index(each.step) + 1]
    tried = sum(each.step not in ("call_back", "desktop_review") for each in this_round)
    if tried >= plan.most:
        left = [(step, wait) for step, wait in left if step == "desktop_review"]
    left = [(step, wait) for step, wait in left if step not in plan.never]
    could_do_nothing = [step for step, _ in left] == ["desktop_review"] and any(s in plan.never for s, _ in plan.order)
    return [] if could_do_nothing and not this_round else left
