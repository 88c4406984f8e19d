"""The entries of landed people as observations, and single entries set aside with their reason."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from pipeline.core.canonical_rows import CHANGES, PLACEHOLDER, REMOVED, CanonicalExtract, read_change
from pipeline.core.observation_terms import read_entry
from pipeline.core.raw_register import RawEntry, RawRegister
from pipeline.core.reasons import RowReason, ValueReason
from pipeline.core.register_contract import (
    Element,
)
from pipeline.core.snomed_codes import is_rounded
from pipeline.core.values import (
    ReadDate,
    read_date,
    read_nhs_number,
    read_text,
)


class Observation(NamedTuple):
    """One entry about an element, worth keeping; `is_precise` False is kept but never counted."""

    nhs_number: str
    element: str
    observed_on: date
    is_declined: bool
    is_precise: bool
    value: str
    unit: str
    term: str
    is_removed: bool = False


class SetAside(NamedTuple):
    """One entry not counted, and why."""

    part: int
    line_no: int
    nhs_number: str
    element: str
    reason: ValueReason
    cells: dict[str, str]


def observations(
    register: RawRegister,
    extract: CanonicalExtract,
    extract_on: date,
    on_register: Mapping[str, date] = MappingProxyType({}),
) -> tuple[list[Observation], list[SetAside], list[tuple[RawEntry, RowReason]]]:
    """Entries of landed people as observations; single entries set aside; long rows without a landed person.

    `on_register` gives NHS number and birthday of people the practice sent before: in a delta an entry may be
    about somebody of whom nothing else changed.
    """
    landed = {person.nhs_number: person for person in extract.people if not person.reasons and person.nhs_number}
    # A long row belongs to the row of the patients' file it names, a damaged number as it was sent.
    refused = {person.cells.get("nhs_number", "").strip() for person in extract.people if person.reasons}
    refused |= {person.nhs_number for person in extract.people if person.reasons and person.nhs_number}
    born_on = {number: day for number, day in on_register.items() if number not in refused}
    born_on |= {number: person.values["born_on"] for number, person in landed.items()}
    leaving = {person.nhs_number for person in extract.removed}
    number_at = [read_nhs_number(raw.cells.get("nhs_number", "")).digits for raw in register.people]
    kept: dict[Observation, None] = {}
    halves: dict[Observation, dict[str, list[tuple[RawEntry, Observation]]]] = defaultdict(lambda: defaultdict(list))
    aside: list[SetAside] = []
    homeless: list[tuple[RawEntry, RowReason]] = []
    for entry in extract.entries:
        person, change = entry.person, entry.change
        number = number_at[person] if person is not None else read_nhs_number(entry.nhs_number).digits
        if person is not None and number in leaving:
            continue
        if person is None and change is not None and read_change(change) not in CHANGES:
            homeless.append((entry, RowReason.CHANGE_UNKNOWN))
            continue
        if number is None or number not in born_on:
            if person is None:
                reason = (
                    RowReason.PERSON_SET_ASIDE
                    if refused & {number, entry.nhs_number.strip()}
                    else RowReason.ROW_WITHOUT_PERSON
                )
                homeless.append((entry, reason))
            continue
        said = _said(entry.term, entry.value, entry.element, entry.unit, entry.code)
        is_removed = change is not None and read_change(change) == REMOVED
        when = read_date(entry.date)
        if problem := _problem(said, when, born_on[number], extract_on, is_removed):
            aside.append(_set_aside(entry, number, problem))
            continue
        assert said.element is not None
        assert when.day is not None
        seen = Observation(
            number,
            said.element,
            when.day,
            said.is_declined,
            when.is_precise,
            said.value,
            said.unit,
            said.term,
            is_removed,
        )
        if said.half:
            halves[seen._replace(value="", unit="", term="")][said.half].append((entry, seen))
        else:
            kept[seen] = None
    for both in halves.values():
        whole, alone = _whole_pressures(both)
        kept |= dict.fromkeys(sorted(whole))
        aside += alone
    return list(kept), aside, homeless


class _Said(NamedTuple):
    """What the words and the value of an entry say, whoever it is of and of whichever day."""

    element: Element | None
    is_declined: bool
    # Why it is no entry at all; and why it is no result, which no longer matters where it was taken back.
    fault: ValueReason | None
    problem: ValueReason | None
    half: str | None
    value: str
    unit: str
    term: str


@lru_cache(maxsize=65_536)
def _said(term: str, value: str, element_text: str | None, unit: str, code: str) -> _Said:
    read = read_entry(term, value, _element_in_column(element_text), unit)
    fault = None
    if is_rounded(code) or is_rounded(term):
        fault = ValueReason.CODE_DAMAGED
    elif read.element is None:
        fault = read.problem or ValueReason.TERM_UNKNOWN
    half = None if read.is_declined else read.half
    return _Said(
        read.element, read.is_declined, fault, read.problem, half, value.strip(), unit.strip(), read_text(term) or ""
    )


def _problem(said: _Said, when: ReadDate, born_on: date, extract_on: date, is_removed: bool) -> ValueReason | None:
    if said.fault:
        return said.fault
    if not when.is_readable:
        return ValueReason.DATE_UNREADABLE
    if when.day is None:
        return ValueReason.DATE_MISSING
    if when.day == PLACEHOLDER:
        return ValueReason.DATE_PLACEHOLDER
    if when.day > extract_on:
        return ValueReason.DATE_IN_FUTURE
    if when.is_precise and when.day < born_on:
        return ValueReason.DATE_BEFORE_BIRTH
    return None if is_removed else said.problem


def _set_aside(entry: RawEntry, number: str, reason: ValueReason) -> SetAside:
    cells = {"date": entry.date, "value": entry.value, "term": entry.term}
    if entry.code:
        cells["code"] = entry.code
    return SetAside(entry.part, entry.line_no, number, entry.element or "", reason, cells)


def _whole_pressures(
    both: Mapping[str, list[tuple[RawEntry, Observation]]],
) -> tuple[set[Observation], list[SetAside]]:
    """Blood pressures of one person and day sent as two entries, paired in the order they stand in; the rest alone."""
    systolic, diastolic = both.get("systolic", []), both.get("diastolic", [])
    whole = {
        upper._replace(value=f"{upper.value}/{lower.value}".strip("/"), term=f"{upper.term} / {lower.term}")
        for (_, upper), (_, lower) in zip(systolic, diastolic, strict=False)
    }
    pairs = min(len(systolic), len(diastolic))
    alone = [
        _set_aside(entry, half.nhs_number, ValueReason.PRESSURE_HALF_MISSING)
        for entry, half in (*systolic[pairs:], *diastolic[pairs:])
    ]
    return whole, alone


@lru_cache(maxsize=256)
def _element_in_column(text: str | None) -> str | None:
    folded = (text or "").strip().lower().replace(" ", "_")
    return folded if folded in set(Element) else None
