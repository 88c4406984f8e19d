"""The plan a person owns: the headings under which a worker writes it down, and the areas a goal can be in."""

from collections.abc import Sequence

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


def is_plan_heading(cells: Sequence[str]) -> bool:
    """Whether a row of cells is the heading of a sheet of plans."""
    said = {cell.strip().lower() for cell in cells}
    return AGREED_ON.lower() in said and GOAL.lower() in said
