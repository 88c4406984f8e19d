"""What became of a row of a returned list, and why: each reason with its one sentence, written for the worker."""

from enum import StrEnum


class OutcomeReason(StrEnum):
    """Why a returned list or row was not taken, waits, or what its sender is told although it was taken."""

    sentence: str

    def __new__(cls, code: str, sentence: str) -> "OutcomeReason":
        member = str.__new__(cls, code)
        member._value_ = code
        member.sentence = sentence
        return member

    # Of a file or a sheet: nothing of it was taken.
    LIST_UNREADABLE = (
        "list_unreadable",
        "The file cannot be read as one of our lists, and nothing of it was taken. "
        "Save the list we sent as XLSX or CSV, with its headings, and send it again.",
    )
    LIST_LOCKED = (
        "list_locked",
        "The file has a password that we cannot open it with, and nothing of it was taken. "
        "Save it with the password it came with, and send it again.",
    )
    LIST_BLANK = ("list_blank", "No row of the list has been filled in.")
    COLUMN_MISSING = (
        "column_missing",
        "The sheet has no column Outcome any more, and nothing of it was taken. Give the column its name back.",
    )
    COLUMN_UNKNOWN = (
        "column_unknown",
        "A column has a name that we do not know, and what stands in it was left out. "
        "Give it the name it had and send the list again.",
    )

    # Of a row that was set aside: nothing of it was taken but what stops contact.
    ITEM_MISSING = (
        "item_missing",
        "The row has no item id: we cannot tell whose it is. Fill in the row of the list itself; "
        "somebody who is on no list is recorded through your manager.",
    )
    ITEM_UNKNOWN = ("item_unknown", "The grey item id is not of any list we issued. Leave that column as it is.")
    ITEM_OF_ANOTHER_PROVIDER = (
        "item_of_another_provider",
        "The row is of a list that went to another provider. Send back your own list only.",
    )
    NAME_DIFFERS = (
        "name_differs",
        "The name is not that of the row's item id: the rows were shifted. Use the list as it came, and sort it whole.",
    )
    OUTCOME_MISSING = ("outcome_missing", "Something is filled in, and no outcome is chosen. Choose one.")
    OUTCOME_UNKNOWN = ("outcome_unknown", "The outcome is not one of the list. Choose one from the drop-down.")
    DATE_MISSING = ("date_missing", "The date of contact is blank.")
    DATE_UNREADABLE = ("date_unreadable", "A date cannot be read. Write it as day/month/year.")
    DATE_IN_FUTURE = ("date_in_future", "The date of contact is in the future.")
    DATE_LONG_AGO = ("date_long_ago", "The date of contact is more than a year ago.")
    CALL_BACK_UNREADABLE = (
        "call_back_unreadable",
        "The day to call back cannot be read. Write it as day/month/year.",
    )
    CALL_BACK_FAR_AWAY = (
        "call_back_far_away",
        "The day to call back is before the contact or more than a year after it.",
    )
    BOOKING_UNREADABLE = ("booking_unreadable", "The day it is booked for cannot be read. Write it as day/month/year.")
    BOOKING_IN_PAST = ("booking_in_past", "The day it is booked for is before the day of contact.")
    BOOKING_FAR_AWAY = ("booking_far_away", "The day it is booked for is more than a year away.")
    BOOKING_NOT_CHOSEN = (
        "booking_not_chosen",
        "A day is booked, and the outcome is not Booked. Choose Booked, or clear the day.",
    )
    ELEMENT_UNKNOWN = (
        "element_unknown",
        "Under the parts of the check only Done or Declined can stand, never a value. Choose one or leave it blank.",
    )
    ELEMENTS_WITHOUT_CHECK = (
        "elements_without_check",
        "Parts of the check are marked, and the outcome is not Check done. Choose Check done, or clear them.",
    )
    RESULTS_DATE_WRONG = (
        "results_date_wrong",
        "The day on which results went to the practice cannot be read, is before the check or still to come.",
    )
    REFUSAL_UNKNOWN = (
        "refusal_unknown",
        "Do not use again names a way of contact that we do not know. Until you choose from the list, none is used.",
    )

    # Of a row that waits for a person's decision.
    TWO_OUTCOMES = (
        "two_outcomes",
        "The file says two different things of one row of the list. Somebody decides which is right.",
    )
    OTHER_OUTCOME_TAKEN = (
        "other_outcome_taken",
        "We had taken something else for this row of the list. Somebody decides which is right.",
    )
    ERROR_AGAIN = (
        "error_again",
        "The same row had been taken back before, and given anew since. Somebody decides which is right.",
    )
    SPOKEN_WITH_AFTER_DEATH = (
        "spoken_with_after_death",
        "The person is reported to have died, and this says that somebody spoke with them later. Somebody decides.",
    )
    CHECKED_SINCE = (
        "checked_since",
        "What the list asked for is over: the person was checked, has left or is stopped. Somebody decides.",
    )
    NEWER_CONTACT_TAKEN = (
        "newer_contact_taken",
        "A later contact with the person had been taken before this one came. Somebody decides.",
    )

    # Of a row that says nothing new.
    ALREADY_WAITING = ("already_waiting", "The same row waits for a decision already.")
    ALREADY_DECIDED = ("already_decided", "Somebody decided about the same row before.")

    # What is told besides.
    STOPPED_ALL_THE_SAME = (
        "stopped_all_the_same",
        "As it may say that somebody is not to be contacted, or not in one way, that counts at once all the same.",
    )
    LIST_REPLACED = (
        "list_replaced",
        "You worked from a list that a newer one had replaced. Open the newest list each morning.",
    )
    LOOKS_LIKE_RESULT = (
        "looks_like_result",
        "Words that look like a result were not kept. Results go to the practice, never into the list.",
    )
    WORDS_NOT_KEPT = (
        "words_not_kept",
        "That you rang is recorded; your words are not kept. If you have not rung the number in Read me, ring it now.",
    )
    WORDS_TOO_LONG = ("words_too_long", "The words were longer than 500 characters, and the rest was left out.")
    WORDS_WAIT = (
        "words_wait",
        "What you wrote under Mind next time is shown on a list only after a named person has read it.",
    )
    BOOKING_WITHOUT_DAY = (
        "booking_without_day",
        "It does not say for which day it is booked. Put the day in and send the list again.",
    )
    CALL_BACK_WITHOUT_DAY = (
        "call_back_without_day",
        "It does not say on which day to call. Put the day in and send the list again.",
    )
    CHOICE_LEFT_OUT = ("choice_left_out", "Time of day or How is not of the list and was left out.")
    CELLS_LEFT_OUT = ("cells_left_out", "Cells that do not belong to this outcome were left out.")


OUTCOME_REASON_BY_CODE: dict[str, OutcomeReason] = {str(each): each for each in OutcomeReason}
