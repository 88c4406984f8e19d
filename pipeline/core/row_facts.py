"""The facts by which rows of people are judged: never a value of anybody, only what reading it showed."""

from collections.abc import Sequence
from datetime import date

from pipeline.core.canonical_rows import CHANGES, CanonicalPerson
from pipeline.core.reasons import RowReason, RowWarning
from pipeline.core.values import is_test_number

_EARLIEST_BIRTH = date(1900, 1, 2)

# What a suite of expectations can ask of a row, in the order of `facts`.
FACTS = (
    "is_nhs_number_given", "is_ten_digits", "is_check_digit_right", "is_number_fit_for_mode", "is_family_name_given",
    "is_born_on_given", "is_born_on_read", "is_born_on_possible", "is_only_version", "is_change_known",
    "is_row_whole",
    "dates_unreadable", "dates_impossible", "answers_unclear", "phones_not_numbers",
)  # fmt: skip


def facts(people: Sequence[tuple[CanonicalPerson, date]], is_live: bool) -> dict[str, Sequence[object]]:
    """What the validation suite judges rows by, each with the day of its extract: a column a fact, no value of anybody.

    None means that the question does not arise.
    """
    missing, damaged = RowReason.NHS_NUMBER_MISSING, RowReason.NHS_NUMBER_DAMAGED
    problems = [person.nhs_number_problem for person, _ in people]
    columns: tuple[Sequence[object], ...] = (
        [problem is not missing for problem in problems],
        [None if problem is missing else problem is not damaged for problem in problems],
        [None if problem in (missing, damaged) else problem is None for problem in problems],
        [_is_fit_for_mode(person.nhs_number, is_live) for person, _ in people],
        [person.values["family_name"] is not None for person, _ in people],
        [person.is_born_on_read is not None for person, _ in people],
        [person.is_born_on_read for person, _ in people],
        [_is_possible_birth(person.values["born_on"], extract_on) for person, extract_on in people],
        [not person.differs_from_another for person, _ in people],
        [None if person.change is None else person.change in CHANGES for person, _ in people],
        [not person.is_too_wide for person, _ in people],
        *([_columns(person, kind) if person.noticed else None for person, _ in people] for kind in RowWarning),
    )
    return dict(zip(FACTS, columns, strict=True))


def _is_fit_for_mode(number: str | None, is_live: bool) -> bool | None:
    return None if number is None else not (is_live and is_test_number(number))


def _is_possible_birth(born_on: date | None, extract_on: date) -> bool | None:
    return None if born_on is None else _EARLIEST_BIRTH <= born_on <= extract_on


def _columns(person: CanonicalPerson, kind: RowWarning) -> str | None:
    """The columns about which something was noticed, never what stands in them."""
    return ", ".join(column for noticed, column in person.noticed if noticed is kind) or None
