"""What an outreach worker's list holds: the row, and the closed list of outcomes a worker can give."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.core.contact_steps import ASKED_FOR

# The headings a worker fills in under, and by which a returned list is read: what came of a contact,
OUTCOME, CONTACTED_ON, CALL_BACK_ON = "Outcome", "Date of contact", "Call back on"
TIME_OF_DAY, CHANNEL = "Time of day", "How"
# what was booked,
BOOKED_FOR, BOOKED_AT, BOOKED_WHERE, BOOKED_WITH = "Booked for", "Booked at (time)", "Booked where", "Booked with"
# what came of that: which elements were done is said element by element,
WHY_NOT = "Why not attended"
RESULTS_HELD_BY, RESULTS_SENT_ON = "Results are with", "Results went to practice on"
ELEMENTS: dict[str, str] = {
    "blood_pressure": "Blood pressure",
    "bmi": "Weight (BMI)",
    "alcohol": "Alcohol",
    "lipids": "Cholesterol",
    "glucose": "Blood sugar",
    "smoking": "Smoking",
}
# what is to be minded from now on, and the rest.
REFUSES, SAFE_CONTACT = "Do not use again", "Mind next time"
NOTE = "Note for the practice (no clinical detail)"
ITEM_ID = "worklist_item_id"

TIMES_OF_DAY = {"morning": "Morning", "afternoon": "Afternoon", "evening": "Evening"}
CHANNELS = {
    "call": "Call",
    "text": "Text",
    "letter": "Letter",
    "visit": "Visit",
    "email": "Email",
    "in_person": "Met in person",
    "practice": "Through the practice or key worker",
}
REFUSABLE = ("call", "text", "letter", "visit", "email")
ELEMENT_DONE = {"done": "Done", "declined": "Declined"}


class Outcome(StrEnum):
    """What came of one contact, in the worker's words: a code, a label for the drop-down and one sentence."""

    label: str
    sentence: str

    def __new__(cls, code: str, label: str, sentence: str) -> "Outcome":
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.sentence = sentence
        return member

    NO_RESPONSE = (
        "no_response",
        "No response",
        "Nobody answered the call, the door or the message.",
    )
    CALL_LATER = (
        "call_later",
        "Call later",
        "The person asked to be contacted another day; put that day in Call back on.",
    )
    PLEASE_BOOK = (
        "please_book",
        "Would come: please book",
        "The person would come; whoever does the check is asked to book and to tell them.",
    )
    BOOKED = (
        "booked",
        "Booked",
        "A health check is booked; say for which day, at what time, where and with whom.",
    )
    WILL_COME = (
        "will_come",
        "Reminded: will come",
        "You reminded the person of the appointment, and they mean to come.",
    )
    ATTENDED = (
        "attended",
        "Came to the appointment",
        "The person came; if the check was done, or part of it, choose Check done instead.",
    )
    NOT_ATTENDED = (
        "not_attended",
        "Did not come",
        "The appointment passed without them; say why, if they told you.",
    )
    CHECK_DONE = (
        "check_done",
        "Check done",
        "The check was delivered, all or in part: say which elements, by whom, and who holds the results. No values.",
    )
    ALREADY_DONE_ELSEWHERE = (
        "already_done_elsewhere",
        "Already done elsewhere",
        "The person says that a check was done; put where and roughly when in the note.",
    )
    NEEDS_ADJUSTMENT = (
        "needs_adjustment",
        "Needs an adjustment",
        "The person would come if something changed (interpreter, place, time); say what in the note.",
    )
    NO_AVAILABILITY = (
        "no_availability",
        "No appointment to be had",
        "The person would come, and nobody could offer an appointment.",
    )
    ASKED_OTHERS = (
        "asked_others",
        "Asked the practice or key worker",
        "You asked how the person can be reached, or looked at the record together; the note says what was agreed.",
    )
    DECLINED_CHECK = (
        "declined_check",
        "Declined the check",
        "The person does not want this check now; that is not a refusal of this service.",
    )
    DECLINED_SERVICE = (
        "declined_service",
        "Declined this service",
        "The person does not want to hear from us again; we stop contacting them.",
    )
    COMPLAINT = (
        "complaint",
        "Complained",
        "The person complained about being contacted; all contact stops until the complaint is settled.",
    )
    WRONG_CONTACT_DETAILS = (
        "wrong_contact_details",
        "Wrong contact details",
        "The phone number or address does not reach this person; say which one in the note.",
    )
    MOVED_AWAY = (
        "moved_away",
        "Moved away",
        "You were told that the person lives elsewhere now; we ask the practice.",
    )
    REPORTED_DEAD = (
        "reported_dead",
        "Reported to have died",
        "You were told that the person has died; all contact stops, and you tell the practice the same day.",
    )
    NOT_ELIGIBLE = (
        "not_eligible",
        "Says it is not for them",
        "The person says that they should not be on this list; the practice is asked.",
    )
    SAFEGUARDING = (
        "safeguarding",
        "Safeguarding or in crisis",
        "Ring the number in Read me now: this list is no place for it. Write nothing about it here.",
    )
    URGENT_RESULT = (
        "urgent_result",
        "Result that cannot wait",
        "Ring the number in Read me now and give the result to a clinician. Write no value here.",
    )
    PLAN_AGREED = (
        "plan_agreed",
        "Health plan agreed",
        "You and the person agreed a plan; write it on the sheet My plans.",
    )
    PLAN_REVIEWED = (
        "plan_reviewed",
        "Health plan looked at again",
        "You went through the plan together; put what changed on the sheet My plans.",
    )
    PLAN_DECLINED = (
        "plan_declined",
        "Wants no plan",
        "The person does not want a health plan; nobody asks again.",
    )
    ENTERED_IN_ERROR = (
        "entered_in_error",
        "Entered in error",
        "The last outcome you sent for this person was wrong; this takes it back.",
    )


OUTCOME_BY_CODE: dict[str, Outcome] = {str(outcome): outcome for outcome in Outcome}

# Somebody spoke with the person, or they answered. What others said of them, or nobody, is no reaching.
REACHED = (
    Outcome.CALL_LATER,
    Outcome.PLEASE_BOOK,
    Outcome.BOOKED,
    Outcome.WILL_COME,
    Outcome.ATTENDED,
    Outcome.CHECK_DONE,
    Outcome.ALREADY_DONE_ELSEWHERE,
    Outcome.NEEDS_ADJUSTMENT,
    Outcome.NO_AVAILABILITY,
    Outcome.DECLINED_CHECK,
    Outcome.DECLINED_SERVICE,
    Outcome.COMPLAINT,
    Outcome.NOT_ELIGIBLE,
    Outcome.PLAN_AGREED,
    Outcome.PLAN_REVIEWED,
    Outcome.PLAN_DECLINED,
)


# A worker does nothing about these: the letter is drafted here and goes out once a person has approved it.
QUIET_STEPS = ("letter", "letter_again")
MARKS = {"new": "New", "carried_over": "", "changed": "Changed"}


@dataclass(frozen=True)
class WorklistRow:
    """One person's next action for one provider, with the least a worker needs to make contact.

    There is no place here for a diagnosis, a code, a result, an NHS number or a date of birth.
    """

    worklist_item_id: str
    rank: int
    band: int
    pcn_code: str
    pcn_name: str
    practice_name: str
    name: str
    preferred_name: str
    address: str
    phone_mobile: str
    phone_home: str
    email: str
    language: str
    needs: str
    key_worker: str
    what_to_do: str
    why: str
    tried: str
    place_code: str = ""
    partner_code: str = ""
    worker_code: str = ""
    step: str = ""
    round: int = 1
    # Beside the list before: new, carried_over, changed.
    mark: str = ""
    # What to mind, in sentences of the closed list and words that a named person has read.
    safe_contact: str = ""
    appointment: str = ""
    # Which elements the check still lacks; only once one is booked or part-done.
    missing: str = ""
    # Others of the list live there too: how many, and what follows for the worker; never who.
    shared_place: str = ""
    # A check is booked or done, or there is a plan: the sheet of plans has rows for them.
    has_plan_rows: bool = False

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is to be done yet: a letter goes out first. They are listed for when they ring."""
        return self.step in QUIET_STEPS

    @property
    def place(self) -> tuple[bool, bool, int, str]:
        """Where the row stands on its sheet: first what was agreed with somebody, by rank; last what is not to do."""
        return self.is_quiet, self.step not in ASKED_FOR, self.rank, self.worklist_item_id


@dataclass(frozen=True)
class TakenBack:
    """Somebody of the list before who is not on this one; without a name where only the practice may know it."""

    worklist_item_id: str
    listed_on: date
    name: str
    why: str
