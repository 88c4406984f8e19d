"""The plan a person owns: the headings under which a worker writes it down, and the areas a goal can be in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

SHEET = "My plans"
# One row a goal; what is said of the plan itself stands in its first row.
AGREED_ON, WHAT_MATTERS = "Plan agreed on", "What matters to me"
GOAL_AREA, GOAL, SUPPORTED_BY = "Goal area", "Goal, in their words", "Who supports"
REVIEW_ON, ACHIEVED_ON = "Look at it again on", "Goal achieved on"

GOAL_AREAS = {
    "body": "My body",
    "mind": "My wellbeing",
    "food_and_moving": "Food and moving",
    "smoking_alcohol_drugs": "Smoking, alcohol, drugs",
    "teeth_and_eyes": "Teeth and eyes",
    "medicines": "Medicines",
    "home_and_money": "Home and money",
    "people": "People around me",
    "work_and_learning": "Work, learning, volunteering",
    "other": "Something else",
}


@dataclass(frozen=True)
class PlanPolicy:
    """When people are asked about a plan, in days. The defaults are of a pack that says nothing else."""

    # After the check is done, so many working days until somebody asks; longer ago than that nobody asks any more.
    ask_after_working_days: int = 3
    stop_asking_after_days: int = 180
    # A plan of which nobody said when it is looked at again.
    review_after_days: int = 90
    # Where nobody was reached: the wait until the next try, and how many tries there are.
    days_between_tries: int = 7
    maximum_tries: int = 3


def is_plan_heading(cells: Sequence[str]) -> bool:
    """Whether a row of cells is the heading of a sheet of plans."""
    said = {heading_of(cell) for cell in cells}
    return heading_of(AGREED_ON) in said and heading_of(GOAL) in said


def heading_of(cell: str) -> str:
    """A heading or label as it is compared, letters and digits only: case, spaces and commas say nothing."""
    return re.sub(r"[^a-z0-9]", "", cell.casefold())
