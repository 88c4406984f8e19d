"""Outreach workers who do not exist: they fill in a day's list as real ones might, the same way for the same seed.

What stands here are the words a worker reads and types; a test holds them against those the lists are made with.
"""

import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from pipeline.synthetic.spans import DAY
from pipeline.synthetic.streams import drawn, stream

Row = Mapping[str, Any]

ITEM_ID, OUTCOME, CONTACTED_ON, CALL_BACK_ON = "worklist_item_id", "Outcome", "Date of contact", "Call back on"
TIME_OF_DAY, CHANNEL, WHY_NOT = "Time of day", "How", "Why not attended"
BOOKED_FOR, BOOKED_AT, BOOKED_WHERE, BOOKED_WITH = "Booked for", "Booked at (time)", "Booked where", "Booked with"
RESULTS_HELD_BY, RESULTS_SENT_ON = "Results are with", "Results went to practice on"
REFUSES, SAFE_CONTACT, NOTE = "Do not use again", "Mind next time", "Note for the practice (no clinical detail)"
ELEMENTS = ("Blood pressure", "Weight (BMI)", "Alcohol", "Cholesterol", "Blood sugar", "Smoking")

_NO_RESPONSE, _BOOKED, _CALL_LATER = "No response", "Booked", "Call later"
_CHECK_DONE, _NOT_ATTENDED, _PLAN_AGREED = "Check done", "Did not come", "Health plan agreed"
_WRONG_DETAILS = "Wrong contact details"
_APPROACHED = (
    (_NO_RESPONSE, 46.0),
    (_BOOKED, 16.0),
    (_CALL_LATER, 9.0),
    ("Would come: please book", 5.0),
    (_WRONG_DETAILS, 5.0),
    ("Declined the check", 4.0),
    (_CHECK_DONE, 3.0),
    ("Already done elsewhere", 3.0),
    ("Needs an adjustment", 3.0),
    ("Declined this service", 1.5),
    ("Moved away", 1.0),
    ("No appointment to be had", 1.0),
    ("Says it is not for them", 0.6),
    ("Reported to have died", 0.5),
    ("Safeguarding or in crisis", 0.3),
    ("Complained", 0.3),
    ("Entered in error", 0.8),
)
_ASKED_TO_CALL = ((_NO_RESPONSE, 25.0), (_BOOKED, 45.0), (_CALL_LATER, 15.0), ("Declined the check", 10.0))
_OF_THE_APPOINTMENT = (
    (_CHECK_DONE, 60.0),
    ("Came to the appointment", 12.0),
    (_NOT_ATTENDED, 20.0),
    (_NO_RESPONSE, 8.0),
)
# Of each step of the contact policy: what may come of it, and how often. A letter is no worker's to send.
_BY_STEP: dict[str, tuple[tuple[str, float], ...]] = {
    "call_back": _ASKED_TO_CALL,
    "remind": ((_NO_RESPONSE, 30.0), ("Reminded: will come", 70.0)),
    "ask_attended": _OF_THE_APPOINTMENT,
    "after_miss": _ASKED_TO_CALL,
    "finish_check": ((_CHECK_DONE, 60.0), (_BOOKED, 20.0), (_NO_RESPONSE, 20.0)),
    "agree_plan": ((_PLAN_AGREED, 60.0), ("Wants no plan", 15.0), (_NO_RESPONSE, 25.0)),
    "review_plan": (("Health plan looked at again", 70.0), (_NO_RESPONSE, 30.0)),
    "desktop_review": (("Asked the practice or key worker", 85.0), (_WRONG_DETAILS, 15.0)),
    "other_way": (("Asked the practice or key worker", 45.0), *_APPROACHED),
}
_LETTERS = ("letter", "letter_again")
_CHANNELS = {"text": "Text", "visit": "Visit", "desktop_review": "Through the practice or key worker"}
_TIMES = ("Morning", "Afternoon", "Evening")
_NOT_DONE_TODAY = 0.1
_NO_CONTACT = ("Entered in error", "Safeguarding or in crisis")

PLAN_AGREED_ON, WHAT_MATTERS, REVIEW_ON = "Plan agreed on", "What matters to me", "Look at it again on"
GOAL_AREA, GOAL, SUPPORTED_BY = "Goal area", "Goal, in their words", "Who supports"
_MATTERS = ("Being there for my grandchildren", "My garden", "Sleeping through", "Getting out of the house", "My music")
_GOALS = (
    ("Food and moving", "Walk to the allotment twice a week", "Walking group"),
    ("Smoking, alcohol, drugs", "Smoke only after meals", "Stop-smoking adviser"),
    ("Teeth and eyes", "See a dentist before spring", "Support worker"),
    ("People around me", "Go to the drop-in on Thursdays", "Peer supporter"),
    ("Home and money", "Have the letter about rent read through", "Citizens' advice"),
)


def play_day(rows: Iterable[Row], seed: int, as_of: date) -> list[dict[str, str]]:
    """The rows of a list as workers return them that day: heading -> what they typed, only what they filled in.

    Rows are a list's own (`worklist_item_id`, `step`). What is done with each depends on the seed, the day and the
    item alone, in whatever order they stand; one in ten is left for tomorrow, and letters are nobody's to answer.
    """
    filled = (_fill(row, stream(seed, "outreach", as_of.isoformat(), row["worklist_item_id"]), as_of) for row in rows)
    return [row for row in filled if row]


def play_plans(returned: Iterable[Mapping[str, str]], seed: int, as_of: date) -> list[dict[str, str]]:
    """The plans that were agreed in returned rows, one row a goal, under the headings of the sheet of plans."""
    plans = []
    for row in returned:
        if row[OUTCOME] != _PLAN_AGREED:
            continue
        rng = stream(seed, "plan", as_of.isoformat(), row[ITEM_ID])
        for at, (area, goal, who) in enumerate(rng.sample(_GOALS, rng.choice((1, 1, 2, 3)))):
            said = {ITEM_ID: row[ITEM_ID], GOAL_AREA: area, GOAL: goal, SUPPORTED_BY: who}
            if at == 0:
                review_on = _working_day(as_of + timedelta(days=rng.choice((42, 90))))
                said |= {PLAN_AGREED_ON: _day(as_of), WHAT_MATTERS: rng.choice(_MATTERS), REVIEW_ON: _day(review_on)}
            plans.append(said)
    return plans


def _fill(row: Row, rng: random.Random, as_of: date) -> dict[str, str] | None:
    step = row.get("step") or "call"
    if step in _LETTERS or rng.random() < _NOT_DONE_TODAY:
        return None
    outcome = drawn(rng, _BY_STEP.get(step, _APPROACHED))
    said = {ITEM_ID: row["worklist_item_id"], OUTCOME: outcome, CONTACTED_ON: _day(as_of)}
    if outcome not in _NO_CONTACT:
        said |= {TIME_OF_DAY: rng.choice(_TIMES), CHANNEL: _CHANNELS.get(step, "Call")}
    return said | _details(outcome, rng, as_of)


def _details(outcome: str, rng: random.Random, as_of: date) -> dict[str, str]:
    if outcome == _CALL_LATER:
        later = {CALL_BACK_ON: _day(_working_day(as_of + timedelta(days=rng.randint(2, 14))))}
        return later | ({SAFE_CONTACT: "No voicemail"} if rng.random() < 0.1 else {})
    if outcome == _BOOKED:
        return _booking(rng, as_of)
    if outcome == _CHECK_DONE:
        return _check(rng, as_of)
    if outcome == _NOT_ATTENDED:
        return {WHY_NOT: rng.choice(("forgot", "was unwell", "no bus", ""))}
    if outcome == _NO_RESPONSE and rng.random() < 0.05:
        return {REFUSES: "Text"}
    if outcome == _WRONG_DETAILS:
        return {NOTE: "The number is somebody else's."}
    return {}


def _booking(rng: random.Random, as_of: date) -> dict[str, str]:
    return {
        BOOKED_FOR: _day(_working_day(as_of + timedelta(days=rng.randint(3, 15)))),
        BOOKED_AT: f"{rng.randint(9, 16):02}:{rng.choice((0, 15, 30, 45)):02}",
        BOOKED_WHERE: rng.choice(("the practice", "community centre", "at home")),
        BOOKED_WITH: rng.choice(("practice nurse", "health care assistant", "outreach nurse")),
    }


def _check(rng: random.Random, as_of: date) -> dict[str, str]:
    """Mostly all six; blood is what people decline or come back for."""
    done = dict.fromkeys(ELEMENTS, "Done")
    if rng.random() < 0.25:
        lacking = rng.choice(("Cholesterol", "Blood sugar"))
        if rng.random() < 0.5:
            done[lacking] = "Declined"
        else:
            del done[lacking]
    sent = {RESULTS_SENT_ON: _day(as_of)} if rng.random() < 0.7 else {}
    return {**done, RESULTS_HELD_BY: rng.choice(("the practice", "outreach nurse")), **sent}


def _working_day(day: date) -> date:
    """The day itself, or the Monday after its weekend."""
    return day + max(0, 7 - day.weekday()) * DAY if day.weekday() > 4 else day


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
