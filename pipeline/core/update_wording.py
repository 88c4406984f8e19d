"""What a practice is asked, by kind of register update: one sentence each, and a code only where one is known."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """The request in words; code and term are blank where the practice must choose the code itself."""

    ask: str
    code: str = ""
    term: str = ""


_WORDINGS = {
    "letter_sent": Wording(
        "Please record that the outreach service sent an invitation letter. It is not an invitation by the practice."
    ),
    "no_response": Wording(
        "Please record an unsuccessful attempt to contact the patient by the outreach service.",
        "294631000000100",
        "Unsuccessful attempt to contact patient by telephone",
    ),
    "booked": Wording("Please record that a physical health check is booked through the outreach service."),
    "check_done": Wording(
        "Please record the physical health check. A clinician must review the results before they are coded."
    ),
    "call_later": Wording(
        "Please record that the outreach service spoke to the patient, who asked to be called later."
    ),
    "already_done_elsewhere": Wording("The patient says that a check was done elsewhere. Please ask for its results."),
    "declined_check": Wording(
        "Please record that the patient declined this check. It is not a refusal of future invitations."
    ),
    "declined_service": Wording(
        "Please record that the patient does not want to be contacted by the outreach service."
    ),
    "needs_adjustment": Wording("The patient needs an adjustment to come to a check. Please record and arrange it."),
    "moved_away": Wording(
        "We were told that the patient may have moved. Is the patient still yours, and at which address?"
    ),
    "reported_dead": Wording(
        "We were told that the patient may have died. Please check and tell us. We contact nobody."
    ),
    "trace_number_superseded": Wording(
        "The national demographic record has another NHS number for this patient. Please check it, and which is right."
    ),
    "trace_number_invalid": Wording(
        "The national demographic record calls this NHS number invalid. Please check the patient's number."
    ),
    "trace_registered_elsewhere": Wording(
        "The national demographic record has this patient at another practice. Is the patient still yours?"
    ),
    "on_two_registers": Wording(
        "The patient is also on another practice's register. With which practice are they now?"
    ),
    "different_birth_date": Wording(
        "Your date of birth for this NHS number differs from the one we hold. Which is right, and is it one person?"
    ),
    "new_nhs_number": Wording(
        "The patient has the names and date of birth of somebody whose NHS number has gone from your register. "
        "Is it the same person under a new NHS number?"
    ),
    "please_book": Wording(
        "The patient would come to a physical health check. Please book one, and tell the patient and us when."
    ),
    "booking_asked": Wording(
        "Please record that the patient would come to a physical health check. Whoever does it was asked to book."
    ),
    "will_come": Wording("Please record that the patient was reminded of the appointment and means to come."),
    "attended": Wording("Please record that the patient came to the appointment for a physical health check."),
    "not_attended": Wording("Please record that the patient did not come to the appointment; we ring to ask why."),
    "no_availability": Wording(
        "The patient would come, and no appointment could be offered. Please offer one when there is room."
    ),
    "asked_others": Wording("Please record that the outreach service asked how the patient can be reached."),
    "complaint": Wording("Please record that the patient complained about being contacted. We contact nobody."),
    "not_eligible": Wording(
        "The patient says that the register is wrong about them. Please check the diagnosis with the patient."
    ),
    "urgent_result": Wording(
        "A result that could not wait was passed on by phone. Please see that a clinician has acted on it."
    ),
    "plan_agreed": Wording(
        "Please record that the patient agreed a health plan of their own with the outreach service."
    ),
    "plan_reviewed": Wording("Please record that the patient looked at their health plan again with us."),
    "plan_declined": Wording("Please record that the patient does not want a health plan from the outreach service."),
    "wrong_contact_details": Wording(
        "The phone number or address on record did not reach the patient. Please check it."
    ),
    "revisit_refusal": Wording(
        "For a year or longer we have not contacted the patient, who did not want us to. When you next meet, please "
        "ask whether that still holds, and tell us. Until then we contact nobody."
    ),
    "revisit_complaint": Wording(
        "For a year or longer we have not contacted the patient because of a complaint. Is it settled, and may we "
        "invite the patient again? Until you tell us we contact nobody."
    ),
    "revisit_channel": Wording(
        "For a year or longer we have not used a way of contact the patient did not want. When you next meet, please "
        "ask whether that still holds, and tell us."
    ),
    "is_restricted": Wording(
        "The record is restricted, so we hold no details and contact nobody. Please invite the patient yourselves."
    ),
    "is_not_to_be_shared": Wording(
        "The patient does not want details shared, so we contact nobody. Please invite the patient yourselves."
    ),
    "rounds_used_up": Wording(
        "We made every attempt we can without reaching the patient. Please try at the next opportunity."
    ),
}
KINDS = tuple(_WORDINGS)


def wording(kind: str) -> Wording:
    """The wording of a kind; every kind the database can hold has one."""
    return _WORDINGS[kind]
