"""Whether somebody can be visited, as practice or key worker says; without their word nobody visits."""

from datetime import date, timedelta
from enum import StrEnum

# What was true of a home a year ago says little of today.
LONGEST_UNREVIEWED = timedelta(days=366)


class Verdict(StrEnum):
    """What was said, with what a worker does and why."""

    what_to_do: str
    sentence: str

    def __new__(cls, code: str, what_to_do: str, sentence: str) -> "Verdict":
        member = str.__new__(cls, code)
        member._value_ = code
        member.what_to_do = what_to_do
        member.sentence = sentence
        return member

    MAY_VISIT = ("may_visit", "May be visited", "Practice or key worker knows of no risk to a worker at the home.")
    TWO_WORKERS = ("two_workers", "Visit in twos", "Two workers go together, or nobody does.")
    NO_VISIT = ("no_visit", "Do not visit", "Practice or key worker says that nobody of ours should come to the home.")


VERDICT_BY_CODE: dict[str, Verdict] = {str(each): each for each in Verdict}


class ToldBy(StrEnum):
    """Who can know."""

    PRACTICE = "practice"
    KEY_WORKER = "key_worker"


def refused(said_on: date, review_on: date, as_of: date) -> str | None:
    """Why a word on visiting cannot be recorded, None where it can."""
    if said_on > as_of:
        return f"--on is {said_on}: what is not said yet cannot be recorded on {as_of}."
    if review_on <= said_on:
        return f"--review is {review_on}: expected a day after {said_on}."
    if review_on > said_on + LONGEST_UNREVIEWED:
        return (
            f"--review is {review_on}: a word on visiting is asked for again within a year, by "
            f"{said_on + LONGEST_UNREVIEWED} at the latest."
        )
    return None
