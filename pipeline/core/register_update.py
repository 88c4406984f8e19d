"""What a practice is asked to do with its own register: the row, and the sections it can be in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

CODE_TO_CONFIRM = "code to be confirmed by practice"


class Section(StrEnum):
    """The kinds of request, in the order a practice reads them: heading and one sentence each."""

    heading: str
    sentence: str

    def __new__(cls, code: str, heading: str, sentence: str) -> "Section":
        member = str.__new__(cls, code)
        member._value_ = code
        member.heading = heading
        member.sentence = sentence
        return member

    RECORD_CONTACT = (
        "record_contact",
        "Please record",
        "We were in contact with these people, or a check was done; please add it to their record.",
    )
    PLEASE_BOOK = (
        "please_book",
        "Please book",
        "These people would come to a check at your practice; please book one and tell them and us when.",
    )
    PLEASE_ANSWER = (
        "please_answer",
        "Please answer",
        "Only you can settle these questions; please tell us what you find.",
    )
    PLEASE_CONTACT_YOURSELVES = (
        "please_contact_yourselves",
        "Please contact yourselves",
        "We may not or cannot contact these people; please invite them yourselves.",
    )
    PLEASE_CORRECT = (
        "please_correct",
        "Please check and correct",
        "These details did not work for us; please check them with the person and correct your record.",
    )


SECTION_BY_CODE: dict[str, Section] = {str(section): section for section in Section}


@dataclass(frozen=True)
class UpdateRow:
    """One request to one practice. Build it with `update_row`; a restricted person's details are refused."""

    row_id: str
    section: Section
    nhs_number: str
    born_on: date | None
    surname: str
    given_name: str
    effective_on: date | None
    what_we_ask: str
    evidence: str
    code: str
    code_term: str
    is_restricted: bool

    def __post_init__(self) -> None:
        if self.is_restricted and (self.born_on or self.surname or self.given_name or self.evidence):
            raise ValueError("a restricted person's row carries the NHS number and nothing else of theirs")

    @property
    def written_code(self) -> str:
        """The code with its term, or the words that leave the choice of code to the practice.

        A code is always written with its term: a practice can check it against words, and a
        spreadsheet cannot mistake it for a number and round its last digits away.
        """
        if self.code and self.code_term:
            return f"{self.code} |{self.code_term}|"
        return f"{CODE_TO_CONFIRM}: {self.code_term}" if self.code_term else CODE_TO_CONFIRM


def update_row(
    *,
    row_id: str,
    section: Section,
    nhs_number: str,
    born_on: date | None,
    surname: str,
    given_name: str,
    effective_on: date | None,
    what_we_ask: str,
    evidence: str,
    code: str,
    code_term: str,
    is_restricted: bool,
) -> UpdateRow:
    """A row with everything that could identify a restricted person, bar the NHS number, left out.

    Evidence goes too: it is free text, and an address or a name may stand in it.
    """
    return UpdateRow(
        row_id=row_id,
        section=section,
        nhs_number=nhs_number,
        born_on=None if is_restricted else born_on,
        surname="" if is_restricted else surname,
        given_name="" if is_restricted else given_name,
        effective_on=effective_on,
        what_we_ask=what_we_ask,
        evidence="" if is_restricted else evidence,
        code=code,
        code_term=code_term,
        is_restricted=is_restricted,
    )
