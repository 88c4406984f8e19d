"""Why a step is next, or why none is today: the codes, each with the sentence that an outreach worker reads."""

from enum import StrEnum


class StepReason(StrEnum):
    """Why this step, or why none today. The sentence is what an outreach worker reads."""

    FIRST_LETTER = "first_letter"
    LETTER_OF_A_NEW_ROUND = "letter_of_a_new_round"
    LETTER_NOT_CONFIRMED = "letter_not_confirmed"
    SECOND_LETTER = "second_letter"
    TEXT_THEN_CALL = "text_then_call"
    TEXT_ALONE = "text_alone"
    CALL_AFTER_LETTER = "call_after_letter"
    CALL_NO_LETTER = "call_no_letter"
    CALL_NOT_CONFIRMED = "call_not_confirmed"
    CALL_AGAIN = "call_again"
    VISIT = "visit"
    VISIT_TWO_WORKERS = "visit_two_workers"
    LOOK_TOGETHER = "look_together"
    REVIEW_DAY = "review_day"
    CALL_BACK_AGREED = "call_back_agreed"
    CALL_BACK_OTHERWISE = "call_back_otherwise"
    OFFER_AGAIN = "offer_again"
    ADJUST_AND_CALL = "adjust_and_call"
    REMIND_OF_APPOINTMENT = "remind_of_appointment"
    DID_THEY_COME = "did_they_come"
    NOT_YET_BOOKED = "not_yet_booked"
    WHY_NOT_COME = "why_not_come"
    CAME_BUT_NO_CHECK = "came_but_no_check"
    CHECK_NOT_COMPLETE = "check_not_complete"
    NEEDS_OTHER_FORMAT = "needs_other_format"
    NEEDS_OTHER_LANGUAGE = "needs_other_language"
    NEEDS_SUPPORT = "needs_support"
    ASKED_FOR_OTHER_CHANNEL = "asked_for_other_channel"
    LETTER_UNPRINTABLE = "letter_unprintable"
    ASK_VISIT_RISK = "ask_visit_risk"
    NO_PHONE = "no_phone"
    NO_MOBILE = "no_mobile"
    NO_FIXED_ABODE = "no_fixed_abode"
    ADDRESS_NOT_FIT = "address_not_fit"
    WRONG_NUMBER = "wrong_number"
    WRONG_ADDRESS = "wrong_address"
    REFUSED_CHANNEL = "refused_channel"
    WHAT_TO_MIND = "what_to_mind"
    VISIT_NOT_SAFE = "visit_not_safe"
    AFTER_LETTER = "after_letter"
    TOO_SOON = "too_soon"
    NOT_A_WORKING_DAY = "not_a_working_day"
    APPOINTMENT = "appointment"
    BOOKING_ASKED_FOR = "booking_asked_for"
    ASKED_ALREADY = "asked_already"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    PRACTICE_ASKED = "practice_asked"
    NOT_THIS_YEAR = "not_this_year"
    BETWEEN_ROUNDS = "between_rounds"
    ROUNDS_USED_UP = "rounds_used_up"
    PLAN_TO_AGREE = "plan_to_agree"
    PLAN_TO_WRITE_DOWN = "plan_to_write_down"
    PLAN_IN_OTHER_FORMAT = "plan_in_other_format"
    PLAN_IN_OTHER_LANGUAGE = "plan_in_other_language"
    PLAN_REVIEW_SAID = "plan_review_said"
    PLAN_REVIEW_USUAL = "plan_review_usual"
    GOAL_REVIEW_SAID = "goal_review_said"

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]


_NO_MESSAGE = "Leave no message that says why."
_SENTENCES = {
    StepReason.FIRST_LETTER: "First letter: drafted and waiting for approval. Nothing to do yet.",
    StepReason.LETTER_OF_A_NEW_ROUND: ("A letter to begin anew: drafted and waiting for approval. Nothing to do yet."),
    StepReason.LETTER_NOT_CONFIRMED: (
        "A check was reported and the practice's record does not show it, so they are invited anew. "
        "The letter is drafted and waiting for approval. Nothing to do yet."
    ),
    StepReason.SECOND_LETTER: "Second letter: drafted and waiting for approval. Nothing to do yet.",
    StepReason.TEXT_THEN_CALL: (
        "Text, then ring within two working days. In the text give your name, your service's outward name and when "
        "you will ring; never say why."
    ),
    StepReason.TEXT_ALONE: (
        "Text. Give your name and your service's outward name and ask them to ring or text back; never say why."
    ),
    StepReason.CALL_AFTER_LETTER: f"Call. A letter has gone out and there was time to answer it. {_NO_MESSAGE}",
    StepReason.CALL_NO_LETTER: f"Call. No letter has gone out to them. {_NO_MESSAGE}",
    StepReason.CALL_NOT_CONFIRMED: (
        "Call. A check was reported and the practice's record does not show it: ask where and when it was. "
        + _NO_MESSAGE
    ),
    StepReason.CALL_AGAIN: f"Call again, at another time of day than before. {_NO_MESSAGE}",
    StepReason.VISIT: "Visit, or offer to meet somewhere else or with a peer worker. Say who you are to nobody else.",
    StepReason.VISIT_TWO_WORKERS: ("Visit, two workers together and never one alone. Say who you are to nobody else."),
    StepReason.LOOK_TOGETHER: (
        "Look at what is known together with the practice or key worker: what would make it easier to come? "
        "Do not contact the person for this."
    ),
    StepReason.REVIEW_DAY: (
        "Everything was tried some time ago. Go through the practice's list with them: may we begin anew? "
        "Record that you asked them; only then does it begin. Do not contact the person for this."
    ),
    StepReason.CALL_BACK_AGREED: "Call back today, as agreed.",
    StepReason.CALL_BACK_OTHERWISE: (
        "Get back to them today, as agreed, but not by phone: ask the practice or key worker how to reach them."
    ),
    StepReason.OFFER_AGAIN: "They would come and no appointment was to be had. Find one, then call them.",
    StepReason.ADJUST_AND_CALL: (
        "They would come if something changed (see what was tried). Arrange it, then call them."
    ),
    StepReason.REMIND_OF_APPOINTMENT: (
        "Remind them of the appointment by text or call: day, time and place only. Ask what would help them to come."
    ),
    StepReason.DID_THEY_COME: "The appointment has passed. Ask whoever held it, or the person, whether they came.",
    StepReason.NOT_YET_BOOKED: (
        "Somebody was asked to book and no appointment is known. Ask them for the day, then tell the person."
    ),
    StepReason.WHY_NOT_COME: "They did not come. Call, ask kindly why, and book another day if they would like that.",
    StepReason.CAME_BUT_NO_CHECK: (
        "They came and no check was reported. Ask whoever held the appointment what was done, and record it."
    ),
    StepReason.CHECK_NOT_COMPLETE: (
        "Part of the check is missing. Ask whoever held it, or arrange with the person what is still to be done."
    ),
    StepReason.NEEDS_OTHER_FORMAT: "Reach them in the format they need (see needs). No standard letter is sent.",
    StepReason.NEEDS_OTHER_LANGUAGE: (
        "Reach them in their language, with an interpreter if needed. No English letter is sent."
    ),
    StepReason.NEEDS_SUPPORT: "First arrange the support they need to communicate (see needs), then reach them.",
    StepReason.ASKED_FOR_OTHER_CHANNEL: "Reach them the way they asked to be contacted (see needs). No letter is sent.",
    StepReason.LETTER_UNPRINTABLE: "The letter could not be printed for them. Call instead.",
    StepReason.ASK_VISIT_RISK: (
        "Ask the practice or key worker whether a visit is safe, and whether for one worker or two. "
        "Visit nobody before that is recorded."
    ),
    StepReason.NO_PHONE: "No number to ring. Ask the practice or key worker how to reach them.",
    StepReason.NO_MOBILE: "No mobile number to text. Ask the practice or key worker how to reach them.",
    StepReason.NO_FIXED_ABODE: "No fixed address. Ask the practice or key worker where they can be met.",
    StepReason.ADDRESS_NOT_FIT: "The address on record cannot be posted to. Ask the practice for a new one.",
    StepReason.WRONG_NUMBER: "The number on record did not reach them. Ask the practice or key worker for another.",
    StepReason.WRONG_ADDRESS: "The address on record did not reach them. Ask the practice or key worker for another.",
    StepReason.REFUSED_CHANNEL: (
        "They do not want to be contacted this way. Ask the practice or key worker how to reach them."
    ),
    StepReason.WHAT_TO_MIND: "What is to be minded rules this way out. Reach them as it says (see what to mind).",
    StepReason.VISIT_NOT_SAFE: "The practice or key worker says that nobody should visit. Ask them how to reach them.",
    StepReason.AFTER_LETTER: "A letter is on its way: time to answer it.",
    StepReason.TOO_SOON: "Contacted a few days ago: no second approach so soon.",
    StepReason.NOT_A_WORKING_DAY: "Nobody is contacted on a weekend or a bank holiday.",
    StepReason.APPOINTMENT: "An appointment is booked.",
    StepReason.BOOKING_ASKED_FOR: "They would come, and whoever does the check was asked to book.",
    StepReason.ASKED_ALREADY: "This was asked a few days ago: time for an answer.",
    StepReason.AWAITING_CONFIRMATION: "A check was reported; the practice's record must show it.",
    StepReason.PRACTICE_ASKED: "They say that this is not for them: the practice is asked, and nobody rings meanwhile.",
    StepReason.NOT_THIS_YEAR: "Declined this check; may be asked again another year.",
    StepReason.BETWEEN_ROUNDS: "Every step of this round was taken: a pause before it begins anew.",
    StepReason.ROUNDS_USED_UP: "Every round was tried; the practice is asked to try until a review day.",
    StepReason.PLAN_TO_AGREE: (
        "Ask whether they would like a health plan of their own, and write it on the sheet My plans in their words."
    ),
    StepReason.PLAN_TO_WRITE_DOWN: "A plan was agreed and never written down. Write it on the sheet My plans.",
    StepReason.PLAN_IN_OTHER_FORMAT: (
        "Their plan cannot be printed in the format they need (see needs). Give it to them that way."
    ),
    StepReason.PLAN_IN_OTHER_LANGUAGE: (
        "Their plan is not printed in their language. Go through it with them, with an interpreter if needed."
    ),
    StepReason.PLAN_REVIEW_SAID: (
        "Look at their plan again with them, as was agreed. Put what changed on the sheet My plans."
    ),
    StepReason.PLAN_REVIEW_USUAL: (
        "Nobody has looked at their plan with them for a while. Ask how it goes; put what changed on My plans."
    ),
    StepReason.GOAL_REVIEW_SAID: "Ask how a goal of theirs goes, as was agreed. Put what changed on My plans.",
}
