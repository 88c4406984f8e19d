"""Whom a command is about; an NHS number never stands on a command line, which others see and shells remember."""

import re
from dataclasses import dataclass

_TEN_DIGITS = re.compile(r"(?<!\d)\d(?:[\s-]?\d){9}(?!\d)")


@dataclass(frozen=True)
class Whom:
    """Somebody meant; the NHS number is known where it was what was typed."""

    person_id: str
    nhs_number: str | None = None


def number_refused(said: str, what: str) -> str | None:
    """Why a text of a command line is refused, without repeating it: it holds ten digits in a row; or None."""
    if not _TEN_DIGITS.search(said):
        return None
    return (
        f"{what} holds what looks like an NHS number, and a command line is seen and kept by others. "
        "Give an id instead, or - as PERSON to be asked for the number."
    )
