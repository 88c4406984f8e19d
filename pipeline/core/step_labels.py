"""A step of the contact policy in a word or two, for a filter or a button."""

from collections.abc import Mapping

from pipeline.core.contact_steps import Step

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
