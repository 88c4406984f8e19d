"""What a list says beside its people: whom to ring, how to open a call, what people can be pointed to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.core.contact_policy import Step

# What it is about, and the words, in which a phone number may stand.
Line = tuple[str, str]

# A step in a filter, where a row's own sentence is too long.
STEP_LABELS: Mapping[Step, str] = {
    Step.LETTER: "Nothing yet: letter",
    Step.TEXT: "Text",
    Step.CALL: "Call",
    Step.LETTER_AGAIN: "Nothing yet: second letter",
    Step.VISIT: "Visit",
    Step.DESKTOP_REVIEW: "Look at the record with the practice",
    Step.OTHER_WAY: "Reach another way",
    Step.CALL_BACK: "Call back, as agreed",
    Step.REMIND: "Remind of an appointment",
    Step.ASK_ATTENDED: "Ask whether they came",
    Step.AFTER_MISS: "Ring after a missed appointment",
    Step.FINISH_CHECK: "Finish the check",
    Step.AGREE_PLAN: "Agree a plan",
    Step.REVIEW_PLAN: "Look at the plan again",
}

MARK_LABELS = {"new": "New today", "carried_over": "As before", "changed": "Changed"}


@dataclass(frozen=True)
class ListWords:
    """The words and numbers a list carries whoever is on it. Nothing here speaks of a person."""

    to_ring: Sequence[Line]
    first_words: Sequence[Line]
    services: Sequence[Line] = ()
    clinic_days: Sequence[Line] = ()


@dataclass(frozen=True)
class TakenBack:
    """Somebody of a list before whom nobody is to contact by it; no name where none may be shown any more."""

    worklist_item_id: str
    listed_on: date
    name: str
    why: str
