"""What returned rows make of somebody's plans: the plans afterwards, and of each row what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from pipeline.core.returned_plans import PlanReason, PlanRow

_Said = TypeVar("_Said", str, date)
# A year that was mistyped.
_WITHIN = timedelta(days=366)


@dataclass(frozen=True)
class Goal:
    """One goal in the person's own words; who supports them, when it is looked at, when it was achieved."""

    number: int
    area: str
    words: str
    supported_by: str | None = None
    review_on: date | None = None
    achieved_on: date | None = None


@dataclass(frozen=True)
class Plan:
    """A plan as it stands; `list_on` is the day of the list that spoke of it last."""

    agreed_on: date
    list_on: date
    what_matters: str = ""
    review_on: date | None = None
    goals: tuple[Goal, ...] = ()

    @property
    def says_nothing(self) -> bool:
        return not self.what_matters and not self.goals


class Fate(NamedTuple):
    """What became of a row: taken, repeated or quarantined with its reason; and of which plan it spoke."""

    row: PlanRow
    fate: str
    problem: PlanReason | None
    agreed_on: date | None = None


@dataclass
class _Plans:
    """Plans by the day they were agreed on, while rows are taken one by one."""

    by_day: dict[date, Plan]
    newest_open: date | None
    known: Mapping[date, Plan] = field(default_factory=dict)


class _NotTaken(Exception):
    def __init__(self, reason: PlanReason) -> None:
        super().__init__(reason)
        self.reason = reason


def take_rows(
    known: Iterable[Plan], newest_open: date | None, rows: Sequence[PlanRow], list_on: date, as_of: date
) -> tuple[list[Plan], list[Fate]]:
    """The plans that changed, and every row's fate; `rows` are of one person, written on one list of `list_on`.

    Rows without a day belong to the only plan that the rows agree, else to the newest that stands. A row
    that cannot be taken takes nothing from the others.
    """
    plans = _Plans({plan.agreed_on: plan for plan in known}, newest_open)
    plans.known = dict(plans.by_day)
    days = {row.agreed_on for row in rows if row.agreed_on and row.problem is None}
    twice = _said_twice(rows, days)
    fates = []
    # A sheet may have been sorted anew: the plan's own row first, and last who names a goal by its area alone.
    for row in sorted(rows, key=lambda row: (row.goal is None, row.agreed_on is None, row.line_no)):
        try:
            if row.problem or row.line_no in twice:
                raise _NotTaken(row.problem or PlanReason.PLAN_SAID_TWICE)
            day = row.agreed_on or _day_of(days, plans)
            before = plans.by_day.get(day)
            plans.by_day[day] = after = _with_row(before, row, day, list_on, as_of)
            fates.append(Fate(row, "repeated" if after == before else "taken", None, day))
        except _NotTaken as refused:
            fates.append(Fate(row, "quarantined", refused.reason))
    changed = [plan for day, plan in plans.by_day.items() if plan != plans.known.get(day)]
    return [plan for plan in changed if not plan.says_nothing], sorted(
        (_unless_empty(fate, plans.by_day) for fate in fates), key=lambda fate: fate.row.line_no
    )


def _unless_empty(fate: Fate, by_day: Mapping[date, Plan]) -> Fate:
    if fate.agreed_on is not None and by_day[fate.agreed_on].says_nothing:
        return Fate(fate.row, "quarantined", PlanReason.PLAN_SAYS_NOTHING)
    return fate


def _said_twice(rows: Sequence[PlanRow], days: set[date]) -> set[int]:
    """The lines that say different things of what matters in one plan: which is right is not for us to guess."""
    said: dict[date | None, dict[str, list[int]]] = {}
    only = next(iter(days)) if len(days) == 1 else None
    for row in rows:
        if row.what_matters and row.problem is None:
            said.setdefault(row.agreed_on or only, {}).setdefault(row.what_matters, []).append(row.line_no)
    return {line for words in said.values() if len(words) > 1 for lines in words.values() for line in lines}


def _day_of(days: set[date], plans: _Plans) -> date:
    if len(days) == 1:
        return next(iter(days))
    if days:
        raise _NotTaken(PlanReason.PLAN_SAID_TWICE)
    if plans.newest_open is None:
        raise _NotTaken(PlanReason.PLAN_NOT_AGREED)
    return plans.newest_open


def _with_row(plan: Plan | None, row: PlanRow, day: date, list_on: date, as_of: date) -> Plan:
    if plan is None:
        if day < as_of - _WITHIN:
            raise _NotTaken(PlanReason.AGREED_LONG_AGO)
        plan = Plan(day, list_on)
    is_older = list_on < plan.list_on
    if row.achieved_on and row.achieved_on < day:
        raise _NotTaken(PlanReason.ACHIEVED_BEFORE_AGREED)
    goals = _with_goal(plan, row, list_on, is_older)
    # In a row without a goal, and in the one that agrees the plan, the day is the plan's.
    is_of_the_plan = row.agreed_on is not None or row.goal is None
    changed = replace(
        plan,
        what_matters=_newer(plan.what_matters or None, row.what_matters, is_older) or "",
        review_on=_review(plan.review_on, row.review_on, plan, list_on, is_older) if is_of_the_plan else plan.review_on,
        goals=goals,
    )
    return plan if changed == plan else replace(changed, list_on=max(list_on, plan.list_on))


def _with_goal(plan: Plan, row: PlanRow, list_on: date, is_older: bool) -> tuple[Goal, ...]:
    if row.goal is None and not (row.area or row.supported_by or row.achieved_on):
        return plan.goals
    found = _goal_meant(plan, row)
    if found is None and row.goal is None:
        raise _NotTaken(PlanReason.GOAL_WITHOUT_WORDS)
    goal = found or Goal(len(plan.goals) + 1, row.area or "other", row.goal or "")
    review = None if row.agreed_on else row.review_on
    changed = replace(
        goal,
        area=row.area or goal.area,
        supported_by=_newer(goal.supported_by, row.supported_by, is_older),
        review_on=_review(goal.review_on, review, plan, list_on, is_older),
        achieved_on=_newer(goal.achieved_on, row.achieved_on, is_older),
    )
    return (*(changed if each is found else each for each in plan.goals), *(() if found else (changed,)))


def _goal_meant(plan: Plan, row: PlanRow) -> Goal | None:
    """The goal of the same words; without words the only one of the area that can have been achieved."""
    if row.goal is not None:
        return next((goal for goal in plan.goals if _same(goal.words) == _same(row.goal)), None)
    if row.achieved_on is None:
        return None
    of_area = [goal for goal in plan.goals if goal.area == row.area and goal.achieved_on in (None, row.achieved_on)]
    return of_area[0] if len(of_area) == 1 else None


def _same(words: str) -> str:
    return "".join(character for character in words.casefold() if character.isalnum()) or words


def _review(standing: date | None, said: date | None, plan: Plan, list_on: date, is_older: bool) -> date | None:
    if said is None or said == standing:
        return standing
    begins = max(plan.agreed_on, list_on)
    if said <= begins:
        raise _NotTaken(PlanReason.REVIEW_IN_PAST)
    if said > begins + _WITHIN:
        raise _NotTaken(PlanReason.REVIEW_FAR_AWAY)
    return _newer(standing, said, is_older)


def _newer(standing: _Said | None, said: _Said | None, is_older: bool) -> _Said | None:
    if said is None or said == standing:
        return standing
    if standing is not None and is_older:
        raise _NotTaken(PlanReason.PLAN_SAID_SINCE)
    return said
