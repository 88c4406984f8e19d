"""A returned sheet of plans understood: which row says what of whose plan, or why it cannot be taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.core.health_plan import (
    ACHIEVED_ON,
    AGREED_ON,
    GOAL,
    GOAL_AREA,
    GOAL_AREAS,
    REVIEW_ON,
    SUPPORTED_BY,
    WHAT_MATTERS,
    heading_of,
    is_plan_heading,
)
from pipeline.core.own_words import OwnWords, read_own_words, read_supporter
from pipeline.core.raw_register import Table
from pipeline.core.returned_cells import read_day
from pipeline.core.values import ReadDate, read_text
from pipeline.core.worklist import ITEM_ID

NAME = "Name"
_ENTRIES = (AGREED_ON, WHAT_MATTERS, GOAL_AREA, GOAL, SUPPORTED_BY, REVIEW_ON, ACHIEVED_ON)
_HEADINGS = {heading_of(heading): heading for heading in (ITEM_ID, NAME, *_ENTRIES)}
_AREAS = {heading_of(said): code for code, label in GOAL_AREAS.items() for said in (code, label)}


class PlanReason(StrEnum):
    """Why a row of a returned plan was not taken. The sentence is written for the outreach worker."""

    PLAN_ITEM_UNKNOWN = "plan_item_unknown"
    PLAN_ITEM_OF_OTHERS = "plan_item_of_others"
    PLAN_NAME_DIFFERS = "plan_name_differs"
    PLAN_ITEM_IN_ERROR = "plan_item_in_error"
    PLAN_NOT_AGREED = "plan_not_agreed"
    PLAN_SAYS_NOTHING = "plan_says_nothing"
    PLAN_SAID_TWICE = "plan_said_twice"
    PLAN_SAID_SINCE = "plan_said_since"
    AGREED_ON_UNREADABLE = "agreed_on_unreadable"
    AGREED_IN_FUTURE = "agreed_in_future"
    AGREED_LONG_AGO = "agreed_long_ago"
    GOAL_WITHOUT_WORDS = "goal_without_words"
    AREA_UNKNOWN = "area_unknown"
    PLAN_WORDS_TOO_LONG = "plan_words_too_long"
    WORDS_CLINICAL = "words_clinical"
    REVIEW_UNREADABLE = "review_unreadable"
    REVIEW_IN_PAST = "review_in_past"
    REVIEW_FAR_AWAY = "review_far_away"
    ACHIEVED_UNREADABLE = "achieved_unreadable"
    ACHIEVED_IN_FUTURE = "achieved_in_future"
    ACHIEVED_BEFORE_AGREED = "achieved_before_agreed"

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]


_SENTENCES = {
    PlanReason.PLAN_ITEM_UNKNOWN: "The grey item id is not of any list we issued. Leave that column as it is.",
    PlanReason.PLAN_ITEM_OF_OTHERS: "The line is of another provider's list, and your folder cannot answer it.",
    PlanReason.PLAN_NAME_DIFFERS: (
        "The name is not the one this line had: the rows have shifted. Write the plan into the list as we sent it."
    ),
    PlanReason.PLAN_ITEM_IN_ERROR: (
        "What was said of this line was entered in error. Choose Health plan agreed for it, and send the plan again."
    ),
    PlanReason.PLAN_NOT_AGREED: f"No plan is agreed with the person yet. Fill in {AGREED_ON}.",
    PlanReason.PLAN_SAYS_NOTHING: f"The plan holds nothing yet: fill in {WHAT_MATTERS}, or a goal.",
    PlanReason.PLAN_SAID_TWICE: "Two rows say different things of one plan. Keep one of them, and send it again.",
    PlanReason.PLAN_SAID_SINCE: "A newer list has said something else of this plan already, and that stands.",
    PlanReason.AGREED_ON_UNREADABLE: "The day the plan was agreed on cannot be read. Write it as day/month/year.",
    PlanReason.AGREED_IN_FUTURE: "The day the plan was agreed on is in the future.",
    PlanReason.AGREED_LONG_AGO: "The day the plan was agreed on is more than a year ago.",
    PlanReason.GOAL_WITHOUT_WORDS: f"A goal has no words. Write under {GOAL} what the person said.",
    PlanReason.AREA_UNKNOWN: "The goal area is not one of the list. Choose one from the drop-down.",
    PlanReason.PLAN_WORDS_TOO_LONG: "The words are longer than 500 characters. Shorten them with the person.",
    PlanReason.WORDS_CLINICAL: (
        "The words hold a result, a dose, a code or a long number. A plan is no clinical record: leave it out."
    ),
    PlanReason.REVIEW_UNREADABLE: "The day to look at it again cannot be read. Write it as day/month/year.",
    PlanReason.REVIEW_IN_PAST: "The day to look at it again has passed already, or is before the plan.",
    PlanReason.REVIEW_FAR_AWAY: "The day to look at it again is more than a year away.",
    PlanReason.ACHIEVED_UNREADABLE: "The day the goal was achieved on cannot be read. Write it as day/month/year.",
    PlanReason.ACHIEVED_IN_FUTURE: "The day the goal was achieved on is in the future.",
    PlanReason.ACHIEVED_BEFORE_AGREED: "The goal is said to be achieved before the plan was agreed.",
}


@dataclass(frozen=True)
class PlanRow:
    """One filled-in row: what it says of a plan and of one goal, or the reason why it cannot be taken."""

    line_no: int
    item_id: str
    name: str = ""
    agreed_on: date | None = None
    what_matters: str | None = None
    area: str | None = None
    goal: str | None = None
    supported_by: str | None = None
    review_on: date | None = None
    achieved_on: date | None = None
    problem: PlanReason | None = None


def read_plans(tables: Sequence[Table], as_of: date) -> list[list[PlanRow]]:
    """The filled-in rows of each sheet of plans, by heading, however sorted or re-saved; none where there is none."""
    return [rows for table in tables if (rows := _rows(table, as_of)) is not None]


def _rows(table: Table, as_of: date) -> list[PlanRow] | None:
    for index, cells in enumerate(table.rows[:50]):
        if is_plan_heading(cells):
            at = {name: place for place, cell in enumerate(cells) if (name := _HEADINGS.get(heading_of(cell)))}
            said = [
                (line_no, {name: row[place].strip() if place < len(row) else "" for name, place in at.items()})
                for line_no, row in zip(table.lines[index + 1 :], table.rows[index + 1 :], strict=True)
            ]
            return [_row(line_no, row, as_of) for line_no, row in said if any(row.get(name) for name in _ENTRIES)]
    return None


def _row(line_no: int, said: dict[str, str], as_of: date) -> PlanRow:
    agreed, review, achieved = (read_day(said.get(name, "")) for name in (AGREED_ON, REVIEW_ON, ACHIEVED_ON))
    matters, goal = (read_own_words(said.get(name, "")) for name in (WHAT_MATTERS, GOAL))
    supported_by = read_supporter(said.get(SUPPORTED_BY, ""))
    area = said.get(GOAL_AREA, "")
    return PlanRow(
        line_no,
        read_text(said.get(ITEM_ID, "")) or "",
        said.get(NAME, ""),
        agreed.day,
        matters.words,
        _AREAS.get(heading_of(area)),
        goal.words,
        supported_by.words,
        review.day,
        achieved.day,
        _problem(agreed, review, achieved, area, (matters, goal, supported_by), as_of),
    )


def _problem(
    agreed: ReadDate, review: ReadDate, achieved: ReadDate, area: str, words: Sequence[OwnWords], as_of: date
) -> PlanReason | None:
    problems = (
        (not _is_day(agreed), PlanReason.AGREED_ON_UNREADABLE),
        (agreed.day is not None and agreed.day > as_of, PlanReason.AGREED_IN_FUTURE),
        (bool(area) and heading_of(area) not in _AREAS, PlanReason.AREA_UNKNOWN),
        (any(each.is_clinical for each in words), PlanReason.WORDS_CLINICAL),
        (any(each.is_too_long for each in words), PlanReason.PLAN_WORDS_TOO_LONG),
        (not _is_day(review), PlanReason.REVIEW_UNREADABLE),
        (not _is_day(achieved), PlanReason.ACHIEVED_UNREADABLE),
        (achieved.day is not None and achieved.day > as_of, PlanReason.ACHIEVED_IN_FUTURE),
    )
    return next((reason for is_so, reason in problems if is_so), None)


def _is_day(read: ReadDate) -> bool:
    return read.is_readable and read.is_precise


def is_same_name(said: str, ours: str) -> bool:
    """Whether a name written beside a row is the one its line had; a blank says nothing against it."""
    first_line = said.strip().split("\n", maxsplit=1)[0]
    # Below the name it may say how the person likes to be called; some programs make one line of it.
    return (
        not said.strip()
        or _letters(first_line) == _letters(ours)
        or _letters(said).startswith(_letters(ours) + "likes")
    )


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
