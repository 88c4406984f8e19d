"""What has waited longer than the policy allows: the closed list, each with its sentence and its days."""

from enum import StrEnum

from pipeline.core.region import Rule


class LateWork(StrEnum):
    """A thing that waits too long: a code, a label, what to do about it, and from how many days it is late.

    Those on a list count by lists, which come on working days. A reported check counts by the region's own days.
    """

    label: str
    sentence: str
    allowed: int

    def __new__(cls, code: str, label: str, sentence: str, allowed: int) -> "LateWork":
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.sentence = sentence
        member.allowed = allowed
        return member

    LISTED_WITHOUT_WORD = (
        "listed_without_word",
        "On the list and no word",
        "On so many lists since the last contact, and nothing came back: ask the provider whether anybody works on it.",
        10,
    )
    LETTER_NOT_RELEASED = (
        "letter_not_released",
        "Letter drafted, not released",
        "A letter is drafted anew every day and nobody releases it: read the drafts and release them.",
        10,
    )
    BOOKING_NOT_MADE = (
        "booking_not_made",
        "Would come, nothing booked",
        "The person would come and whoever does the check has booked nothing: ask them for a day.",
        14,
    )
    APPOINTMENT_WITHOUT_WORD = (
        "appointment_without_word",
        "Appointment past, no word",
        "The day of the appointment is past and nobody said whether the person came: ask the worker.",
        7,
    )
    CHECK_NOT_CONFIRMED = (
        "check_not_confirmed",
        "Check reported, not on record",
        "A check was reported and the practice's record does not show it complete: ask the practice where it is.",
        Rule.confirmation_days,
    )
    PLAN_NOT_AGREED = (
        "plan_not_agreed",
        "Checked, no plan agreed",
        "The check is done and no plan was agreed or declined: ask the worker.",
        28,
    )
    REVIEW_NOT_HELD = (
        "review_not_held",
        "Plan not looked at again",
        "The day to look at the person's plan again is past: ask the worker.",
        14,
    )
