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
    kept: set[Observation] = set()
    halves: dict[Observation, dict[str, list[tuple[RawEntry, Observation]]]] = defaultdict(lambda: defaultdict(list))
    aside: list[SetAside] = []
    homeless: list[tuple[RawEntry, RowReason]] = []
    for entry in extract.entries:
        is_own_row = entry.person is None
        number = number_at[entry.person] if entry.person is not None else read_nhs_number(entry.nhs_number).digits
        if not is_own_row and number in leaving:
            continue
        if is_own_row and entry.change is not None and read_change(entry.change) not in CHANGES:
            homeless.append((entry, RowReason.CHANGE_UNKNOWN))
            continue
        if number is None or number not in born_on:
            if is_own_row:
                reason = (
                    RowReason.PERSON_SET_ASIDE
                    if refused & {number, entry.nhs_number.strip()}
                    else RowReason.ROW_WITHOUT_PERSON
                )
                homeless.append((entry, reason))
            continue
        outcome = _observation(entry, number, born_on[number], extract_on)
        if not isinstance(outcome, Observation):
            aside.append(_set_aside(entry, number, outcome))
        elif half := _half(outcome):
            one_day = outcome._replace(value="", unit="", term="")
            halves[one_day][half].append((entry, outcome))
        else:
            kept.add(outcome)
    for both in halves.values():
        whole, alone = _whole_pressures(both)
        kept |= whole
        aside += alone
    return sorted(kept), aside, homeless


def _half(seen: Observation) -> str | None:
    if seen.is_declined or seen.element != Element.BLOOD_PRESSURE:
        return None
    return read_entry(seen.term, seen.value, seen.element, seen.unit).half


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


def _observation(entry: RawEntry, number: str, born_on: date, extract_on: date) -> Observation | ValueReason:
    read = read_entry(entry.term, entry.value, _element_in_column(entry.element), entry.unit)
    if is_rounded(entry.code) or is_rounded(entry.term):
        return ValueReason.CODE_DAMAGED
    if read.element is None:
        return read.problem or ValueReason.TERM_UNKNOWN
    when = read_date(entry.date)
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
    is_removed = read_change(entry.change or "") == REMOVED
    if read.problem and not is_removed:
        return read.problem
    value, unit, term = entry.value.strip(), entry.unit.strip(), read_text(entry.term) or ""
    return Observation(number, read.element, when.day, read.is_declined, when.is_precise, value, unit, term, is_removed)


@lru_cache(maxsize=256)
def _element_in_column(text: str | None) -> str | None:
    folded = (text or "").strip().lower().replace(" ", "_")
    return folded if folded in set(Element) else None
