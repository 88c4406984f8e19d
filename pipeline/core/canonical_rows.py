"""The canonical people of one extract: values read, identical rows collapsed, protected people's addresses dropped."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipeline.core.raw_register import CHANGE, RawEntry, RawPerson, RawRegister
from pipeline.core.reasons import RowReason, RowWarning
from pipeline.core.register_contract import (
    PERSON_COLUMNS,
    STOP_MARKS,
    UNCLEAR_MEANS_YES,
    WAYS_TO_A_PERSON,
    Kind,
)
from pipeline.core.values import (
    read_date,
    read_decile,
    read_flag,
    read_nhs_number,
    read_phone,
    read_sex,
    read_text,
)

_BLANK: dict[str, Any] = {column: False if kind is Kind.FLAG else None for column, kind in PERSON_COLUMNS.items()}
REMOVED = "removed"
CHANGES = {"added", "updated", REMOVED}
PLACEHOLDER = date(1900, 1, 1)
_NOT_TO_COME = (
    "registered_on", "diagnosis_on", "remission_on", "lithium_on", "last_invited_on", "check_done_on",
    "no_response_on", "declined_check_on", "unsuitable_on",
)  # fmt: skip


@dataclass
class CanonicalPerson:
    """One person's row with values read. `reasons` and `warnings` fill when the row is judged by what was `noticed`."""

    part: int
    line_no: int
    cells: dict[str, str]
    values: dict[str, Any]
    nhs_number_problem: RowReason | None
    is_born_on_read: bool | None
    is_dead: bool
    differs_from_another: bool = False
    change: str | None = None
    is_too_wide: bool = False
    is_protected: bool = False
    reasons: list[RowReason] = field(default_factory=list)
    noticed: list[tuple[RowWarning, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def warn(self, kinds: Collection[RowWarning]) -> None:
        """Keeps of what was noticed the kinds that the row is warned of, with their columns."""
        self.warnings = [kind.of(column) for kind, column in self.noticed if kind in kinds]

    @property
    def nhs_number(self) -> str | None:
        number: str | None = self.values["nhs_number"]
        return number


@dataclass
class CanonicalExtract:
    """What one extract holds once its values are read."""

    people: list[CanonicalPerson]
    entries: list[RawEntry]
    rows_collapsed: int
    removed: list[CanonicalPerson] = field(default_factory=list)


def read_people(register: RawRegister, extract_on: date, is_live: bool) -> CanonicalExtract:
    """People with their values read, identical rows of one NHS number collapsed, differing ones marked."""
    people: list[CanonicalPerson | None] = [_person(raw, is_live) for raw in register.people]
    by_number: dict[str, list[int]] = defaultdict(list)
    for index, person in enumerate(people):
        if person is not None and person.nhs_number:
            by_number[person.nhs_number].append(index)
    collapsed = 0
    twins = [indexes for indexes in by_number.values() if len(indexes) > 1]
    entries_of = _entries_of(register, {index for indexes in twins for index in indexes})
    for indexes in twins:
        contents = {_content(register.people[index], entries_of[index]) for index in indexes}
        for index in indexes:
            twin = people[index]
            assert twin is not None
            twin.differs_from_another = len(contents) > 1
        if len(contents) == 1:
            for index in indexes[1:]:
                people[index] = None
                collapsed += 1
    kept = [person for person in people if person is not None]
    for person in kept:
        _judge_dates(person, extract_on)
        if not register.tells_diagnoses:
            person.values["diagnosis_on"] = person.values["born_on"]
    _drop_ways_to_the_protected(kept)
    removed = [person for person in kept if _is_removed(person)]
    staying = [person for person in kept if not _is_removed(person)]
    return CanonicalExtract(staying, register.entries, register.rows_collapsed + collapsed, removed)


def stop_marks(person: CanonicalPerson) -> list[str]:
    """The stop marks in a row, whatever became of the row."""
    marks = [mark for mark in STOP_MARKS if person.values[mark]]
    return (["died"] if person.is_dead else []) + marks


def _person(raw: RawPerson, is_live: bool) -> CanonicalPerson:
    number = read_nhs_number(raw.cells.get("nhs_number", ""))
    values = {**_BLANK, "nhs_number": number.digits}
    noticed: list[tuple[RowWarning, str]] = []
    for column, text in raw.cells.items():
        if text and (kind := PERSON_COLUMNS.get(column)) and kind is not Kind.NHS_NUMBER:
            values[column] = _value(column, kind, text, is_live, noticed)
    born_on_text = raw.cells.get("born_on", "").strip()
    # Either signal alone stops contact: a date of death that cannot be read is still a death.
    is_dead = bool(raw.cells.get("died_on", "").strip())
    is_read = read_date(born_on_text).is_precise and values["born_on"] is not None if born_on_text else None
    return CanonicalPerson(
        raw.part,
        raw.line_no,
        raw.cells,
        values,
        number.problem,
        is_read,
        is_dead,
        noticed=noticed,
        change=read_change(raw.cells[CHANGE]) if CHANGE in raw.cells else None,
        is_too_wide=raw.is_too_wide,
    )


def read_change(text: str) -> str:
    """The `change_type` of a delta's row as it is compared."""
    return text.strip().lower()


def _is_removed(person: CanonicalPerson) -> bool:
    """Whether the row says that somebody left: only its number need be right, and nothing may speak against it."""
    return (
        person.change == REMOVED
        and person.nhs_number is not None
        and not (person.differs_from_another or person.is_too_wide)
    )


def _value(column: str, kind: Kind, text: str, is_live: bool, noticed: list[tuple[RowWarning, str]]) -> Any:
    match kind:
        case Kind.DATE:
            read = read_date(text)
            if not read.is_readable:
                noticed.append((RowWarning.UNREADABLE, column))
            return read.day if read.is_precise or column != "born_on" else None
        case Kind.FLAG:
            flag = read_flag(text)
            if flag is None:
                noticed.append((RowWarning.UNCLEAR, column))
                return column in UNCLEAR_MEANS_YES
            return flag
        case Kind.PHONE:
            phone = read_phone(text, is_live)
            if text.strip() and phone is None:
                noticed.append((RowWarning.NOT_A_NUMBER, column))
            return phone
        case Kind.SEX:
            return read_sex(text)
        case Kind.DECILE:
            return read_decile(text)
        case _:
            return read_text(text)


def _drop_ways_to_the_protected(people: Iterable[CanonicalPerson]) -> None:
    """No address of a protected person is kept anywhere, whatever becomes of the row and whichever row says so."""
    rows = list(people)
    protected = {person.nhs_number for person in rows if _is_protected(person)} - {None}
    for person in rows:
        if _is_protected(person) or person.nhs_number in protected:
            person.is_protected = True
            person.values.update(dict.fromkeys(WAYS_TO_A_PERSON))
            person.cells = {column: text for column, text in person.cells.items() if column not in WAYS_TO_A_PERSON}


def _is_protected(person: CanonicalPerson) -> bool:
    return bool(person.values["is_restricted"] or person.values["is_not_to_be_shared"])


def _judge_dates(person: CanonicalPerson, extract_on: date) -> None:
    for column in _NOT_TO_COME:
        day = person.values[column]
        if day is not None and (day > extract_on or day <= PLACEHOLDER):
            person.values[column] = None
            person.noticed.append((RowWarning.IMPOSSIBLE, column))
    # A day that cannot be read is still a leaving, a remission, a diagnosis. For the first two the latest day it
    # can have been is the safe reading; a diagnosis counts from birth, so that any remission is later.
    for column in ("deregistered_on", "remission_on"):
        if not read_date(person.cells.get(column, "")).is_readable:
            person.values[column] = extract_on
    # Nor does an impossible day, such as 01/01/1900 for one nobody knows, undo a diagnosis.
    if person.values["diagnosis_on"] is None and person.cells.get("diagnosis_on", "").strip():
        person.values["diagnosis_on"] = person.values["born_on"]


def _entries_of(register: RawRegister, people: set[int]) -> dict[int, list[RawEntry]]:
    found: dict[int, list[RawEntry]] = defaultdict(list)
    for entry in register.entries if people else ():
        if entry.person in people:
            found[entry.person].append(entry)
    return found


def _content(raw: RawPerson, entries: Iterable[RawEntry]) -> tuple[Any, ...]:
    # Rows are compared that have one NHS number: whether it was typed with spaces is no difference between them.
    return (
        tuple(sorted((column, text) for column, text in raw.cells.items() if text and column != "nhs_number")),
        tuple(sorted((e.element or "", e.date, e.value, e.term) for e in entries)),
    )
