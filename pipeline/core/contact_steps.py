"""The steps of outreach: what can be done next with one person."""

from enum import StrEnum


class Step(StrEnum):
    """What is done next with somebody.

    The first seven are approaches nobody asked for, or take the place of one. The rest was agreed or follows from it.
    """

    LETTER = "letter"
    TEXT = "text"
    CALL = "call"
    LETTER_AGAIN = "letter_again"
    VISIT = "visit"
    DESKTOP_REVIEW = "desktop_review"
    OTHER_WAY = "other_way"
    CALL_BACK = "call_back"
    REMIND = "remind"
    ASK_ATTENDED = "ask_attended"
    AFTER_MISS = "after_miss"
    FINISH_CHECK = "finish_check"
    AGREE_PLAN = "agree_plan"
    REVIEW_PLAN = "review_plan"


# Neither counts towards the least time between two approaches nor waits for it; every stop is obeyed all the same.
ASKED_FOR = frozenset(
    {
        Step.CALL_BACK,
        Step.REMIND,
        Step.ASK_ATTENDED,
        Step.AFTER_MISS,
        Step.FINISH_CHECK,
        Step.AGREE_PLAN,
        Step.REVIEW_PLAN,
    }
)
# What a region pack puts in an order of its own.
IN_A_ROUND = (Step.LETTER, Step.TEXT, Step.CALL, Step.LETTER_AGAIN, Step.VISIT, Step.DESKTOP_REVIEW)
LETTERS = (Step.LETTER, Step.LETTER_AGAIN)
