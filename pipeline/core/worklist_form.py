"""What an answer to a list asks for: which entries belong to which outcome, and what each of them allows."""

from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.core.outcome_reasons import OutcomeReason
from pipeline.core.safe_contact import SafeContact
from pipeline.core.worklist import (
    BOOKED_AT,
    BOOKED_FOR,
    BOOKED_WHERE,
    BOOKED_WITH,
    CALL_BACK_ON,
    CHANNEL,
    CHANNELS,
    CONTACTED_ON,
    ELEMENT_DONE,
    ELEMENTS,
    ITEM_ID,
    NOTE,
    OUTCOME,
    REFUSABLE,
    REFUSES,
    RESULTS_HELD_BY,
    RESULTS_SENT_ON,
    SAFE_CONTACT,
    TIME_OF_DAY,
    TIMES_OF_DAY,
    WHY_NOT,
    Outcome,
)

NAME = "Name"
NOTE_LIMIT, WORDS_LIMIT = 500, 120
_A_YEAR = 366


class Entry(StrEnum):
    """How an entry is made."""

    DATE = "date"
    TIME = "time"
    CHOICE = "choice"
    WORDS = "words"
    LONG_WORDS = "long_words"


@dataclass(frozen=True)
class Window:
    """The days an entry may name, counted from today or from the day of contact, and what is said outside of them."""

    counted_from: str
    first: int
    last: int | None
    too_early: str
    too_late: str
    # Whether a day to come is refused too, where the window is counted from another day.
    is_past: bool = False


@dataclass(frozen=True)
class Field:
    """One entry of an answer, by the heading under which it comes back."""

    heading: str
    entry: Entry
    choices: tuple[str, ...] = ()
    most: int = WORDS_LIMIT
    window: Window | None = None
    missing: str = "Please fill this in."


@dataclass(frozen=True)
class Asked:
    """What one outcome asks for beside the day of contact: what it needs, what it may say, in other words or not."""

    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    # Of these at least one.
    one_of: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    # A plan can be written down with it; with a plan agreed or looked at again that is the point.
    has_plan: bool = False
    opens_plan: bool = False
    # There is a plan already: only what changed is said.
    plan_stands: bool = False


_FAR = OutcomeReason.CALL_BACK_FAR_AWAY.sentence
_RESULTS = OutcomeReason.RESULTS_DATE_WRONG.sentence
_PAST, _FUTURE = OutcomeReason.DATE_LONG_AGO.sentence, OutcomeReason.DATE_IN_FUTURE.sentence

FIELDS: tuple[Field, ...] = (
    Field(
        CONTACTED_ON,
        Entry.DATE,
        window=Window("today", -_A_YEAR, 0, _PAST, _FUTURE),
        missing=OutcomeReason.DATE_MISSING.sentence,
    ),
    Field(TIME_OF_DAY, Entry.CHOICE, tuple(TIMES_OF_DAY.values())),
    Field(CHANNEL, Entry.CHOICE, tuple(CHANNELS.values())),
    Field(
        CALL_BACK_ON,
        Entry.DATE,
        window=Window("contact", 0, _A_YEAR, _FAR, _FAR),
        missing="Give the day the person asked for.",
    ),
    Field(
        BOOKED_FOR,
        Entry.DATE,
        window=Window(
            "contact",
            0,
            _A_YEAR,
            OutcomeReason.BOOKING_IN_PAST.sentence,
            OutcomeReason.BOOKING_FAR_AWAY.sentence,
        ),
        missing="Give the day of the appointment.",
    ),
    Field(BOOKED_AT, Entry.TIME),
    Field(BOOKED_WHERE, Entry.WORDS),
    Field(BOOKED_WITH, Entry.WORDS),
    Field(WHY_NOT, Entry.WORDS),
    *(Field(label, Entry.CHOICE, tuple(ELEMENT_DONE.values())) for label in ELEMENTS.values()),
    Field(RESULTS_HELD_BY, Entry.WORDS),
    Field(
        RESULTS_SENT_ON,
        Entry.DATE,
        window=Window("contact", 0, None, _RESULTS, _RESULTS, is_past=True),
    ),
    Field(REFUSES, Entry.CHOICE, tuple(CHANNELS[channel] for channel in REFUSABLE)),
    Field(SAFE_CONTACT, Entry.CHOICE, tuple(each.label for each in SafeContact)),
    Field(NOTE, Entry.LONG_WORDS, most=NOTE_LIMIT, missing="Say what in the note."),
)
# The columns of a file of answers, which is read back by these headings.
COLUMNS: tuple[str, ...] = (ITEM_ID, NAME, OUTCOME, *(field.heading for field in FIELDS))

_HOW = (TIME_OF_DAY, CHANNEL)
_FROM_NOW_ON = (REFUSES, SAFE_CONTACT, NOTE)
_USUAL = Asked(may=(*_HOW, *_FROM_NOW_ON))
_PLAN = Asked(may=(*_HOW, *_FROM_NOW_ON), has_plan=True, opens_plan=True)
_LATER = Asked(may=(*_HOW, CALL_BACK_ON, *_FROM_NOW_ON))
# What leaves the tool by phone leaves no words in it.
_RUNG_THROUGH = Asked(may=_HOW)
_SPECIAL = {
    Outcome.CALL_LATER: Asked(needs=(CALL_BACK_ON,), may=(*_HOW, *_FROM_NOW_ON)),
    Outcome.BOOKED: Asked(needs=(BOOKED_FOR,), may=(*_HOW, BOOKED_AT, BOOKED_WHERE, BOOKED_WITH, *_FROM_NOW_ON)),
    Outcome.NOT_ATTENDED: Asked(may=(*_HOW, WHY_NOT, CALL_BACK_ON, *_FROM_NOW_ON)),
    Outcome.CHECK_DONE: Asked(
        may=(*_HOW, BOOKED_WITH, *ELEMENTS.values(), RESULTS_HELD_BY, RESULTS_SENT_ON, *_FROM_NOW_ON),
        one_of=tuple(ELEMENTS.values()),
        labels=((CONTACTED_ON, "Day of the check"), (BOOKED_WITH, "Who did the check")),
        has_plan=True,
    ),
    Outcome.NEEDS_ADJUSTMENT: Asked(needs=(NOTE,), may=(*_HOW, CALL_BACK_ON, REFUSES, SAFE_CONTACT)),
    Outcome.NO_AVAILABILITY: _LATER,
    Outcome.REPORTED_DEAD: Asked(may=(*_HOW, NOTE)),
    Outcome.SAFEGUARDING: _RUNG_THROUGH,
    Outcome.URGENT_RESULT: _RUNG_THROUGH,
    Outcome.PLAN_AGREED: _PLAN,
    Outcome.PLAN_REVIEWED: replace(_PLAN, plan_stands=True),
    Outcome.ENTERED_IN_ERROR: Asked(),
}


def asked_by(outcome: Outcome) -> Asked:
    """What an answer with this outcome asks for."""
    return _SPECIAL.get(outcome, _USUAL)
