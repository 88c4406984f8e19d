"""What waits for a person to settle who somebody is or whose: each kind with its sentence and its choices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class StagedReason(StrEnum):
    """Why somebody waits for a person. The sentence says what to find out."""

    ON_TWO_REGISTERS = "on_two_registers"
    DIFFERENT_BIRTH_DATE = "different_birth_date"
    NEW_NHS_NUMBER = "new_nhs_number"

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]


_SENTENCES = {
    StagedReason.ON_TWO_REGISTERS: (
        "Two practices have the person and it is no ordinary move. Which of them is the person with?"
    ),
    StagedReason.DIFFERENT_BIRTH_DATE: (
        "A practice sends the NHS number with another date of birth. Which is right, and is it one person?"
    ),
    StagedReason.NEW_NHS_NUMBER: (
        "An NHS number has gone from the register, and a new one has come with the same names, date of birth and sex. "
        "Is it one person?"
    ),
}


class Take(StrEnum):
    """What a person can take as true; of two registers the practice's own code is given instead."""

    PRACTICE = "practice"
    HELD = "held"
    SENT = "sent"
    ANOTHER_PERSON = "another_person"
    SAME_PERSON = "same_person"
    TWO_PERSONS = "two_persons"


_TAKES = {
    StagedReason.DIFFERENT_BIRTH_DATE: (Take.HELD, Take.SENT, Take.ANOTHER_PERSON),
    StagedReason.NEW_NHS_NUMBER: (Take.SAME_PERSON, Take.TWO_PERSONS),
}


@dataclass(frozen=True)
class Side:
    """What one practice says of the person, without a name or address."""

    role: str
    practice_code: str
    practice_name: str
    registered_on: date | None
    extract_on: date | None
    nhs_number: str
    born_on: date
    marks: tuple[str, ...]
    differs: tuple[str, ...]


@dataclass(frozen=True)
class Staged:
    """One thing that waits, with every side to it."""

    staged_id: str
    reason: StagedReason
    person_id: str
    old_person_id: str | None
    sides: tuple[Side, ...]

    @property
    def choices(self) -> tuple[str, ...]:
        """What `--take` may be."""
        if self.reason is StagedReason.ON_TWO_REGISTERS:
            return tuple(side.practice_code for side in self.sides)
        return tuple(take.replace("_", "-") for take in _TAKES[self.reason])

    def taken(self, said: str) -> tuple[Take, str] | None:
        """The choice and the practice it is about, or None where it is not one of the choices."""
        chosen = next((choice for choice in self.choices if choice.lower() == said.strip().lower()), None)
        if chosen is None:
            return None
        if self.reason is StagedReason.ON_TWO_REGISTERS:
            return Take.PRACTICE, chosen
        return Take(chosen.replace("-", "_")), self.sides[-1].practice_code

    @property
    def differs(self) -> tuple[str, ...]:
        """The names of the columns in which the sides differ."""
        return tuple(sorted({column for side in self.sides for column in side.differs}))


def masked(nhs_number: str) -> str:
    """An NHS number a practice can check against its own, and nobody can write a letter with."""
    return f"*** *** {nhs_number[-4:]}"


def one_of(choices: Sequence[str]) -> str:
    """Choices as a person reads them."""
    return f"{', '.join(choices[:-1])} or {choices[-1]}"
