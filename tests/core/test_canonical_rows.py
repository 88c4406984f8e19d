"""Rows as canonical people and observations: what doubt means, what is dropped, what is set aside."""

from datetime import date

import pytest

from pipeline.core.canonical_entries import observations
from pipeline.core.canonical_rows import CanonicalExtract, read_people, stop_marks
from pipeline.core.raw_register import RawEntry, RawPerson, RawRegister
from pipeline.core.reasons import RowReason, RowWarning, ValueReason
from pipeline.core.register_contract import WAYS_TO_A_PERSON

DAY = date(2026, 11, 20)
NUMBER = "9990000026"
ROW = {"nhs_number": NUMBER, "family_name": "Brackwell", "born_on": "04/05/1980", "address_1": "4 Fennel Row",
       "postcode": "BB11 1AA", "phone_mobile": "07700 900123"}  # fmt: skip


def read(*rows: dict[str, str], entries: tuple[RawEntry, ...] = ()) -> tuple[RawRegister, CanonicalExtract]:
    people = [RawPerson(0, at, ROW | said) for at, said in enumerate(rows, start=2)]
    register = RawRegister("wide", people, list(entries))
    return register, read_people(register, DAY, is_live=False)


def entry(on: str, term: str = "Body mass index", value: str = "27", person: int | None = 0) -> RawEntry:
    return RawEntry(0, 2, person, NUMBER, None, on, value, "", term)


@pytest.mark.parametrize("mark", ["is_restricted", "is_not_to_be_shared", "refuses_outreach"])
@pytest.mark.parametrize(
    ("text", "is_set"), [("Y", True), ("see notes", True), ("n/a", True), ("No", False), ("", False)]
)
def test_a_stop_mark_in_doubt_is_one(mark: str, text: str, is_set: bool) -> None:
    (person,) = read({mark: text})[1].people
    assert stop_marks(person) == ([mark] if is_set else [])


def test_an_interpreter_in_doubt_is_needed_and_a_diagnosis_in_doubt_is_not_made() -> None:
    (person,) = read({"is_interpreter_needed": "Urdu", "has_diabetes": "perhaps"})[1].people
    assert person.values["is_interpreter_needed"] is True
    assert person.values["has_diabetes"] is False
    assert person.noticed == [(RowWarning.UNCLEAR, "is_interpreter_needed"), (RowWarning.UNCLEAR, "has_diabetes")]


def test_hard_to_reach_in_doubt_is_not_and_the_practice_is_told() -> None:
    (person,) = read({"is_hard_to_reach": "sometimes"})[1].people
    assert person.values["is_hard_to_reach"] is False
    assert person.noticed == [(RowWarning.UNCLEAR, "is_hard_to_reach")]


@pytest.mark.parametrize("column", ["check_done_on", "no_response_on", "declined_check_on", "unsuitable_on"])
def test_a_practices_own_entry_of_a_day_to_come_is_none(column: str) -> None:
    (person,) = read({column: "21/11/2026"})[1].people
    assert person.values[column] is None
    assert person.noticed == [(RowWarning.IMPOSSIBLE, column)]
    assert stop_marks(person) == []


@pytest.mark.parametrize("text", ["01/11/2026", "in autumn", "2026", "yes"])
def test_any_word_of_a_death_is_a_death(text: str) -> None:
    (person,) = read({"died_on": text})[1].people
    assert stop_marks(person) == ["died"]


@pytest.mark.parametrize(
    ("text", "left_on"),
    [("", None), ("01/02/2026", date(2026, 2, 1)), ("2026", date(2026, 1, 1)), ("in spring", DAY)],
)
def test_a_day_of_leaving_that_cannot_be_read_is_still_a_leaving(text: str, left_on: date | None) -> None:
    (person,) = read({"deregistered_on": text})[1].people
    assert person.values["deregistered_on"] == left_on


def test_no_way_to_a_protected_person_is_left_in_the_row_or_in_the_cells_kept_beside_it() -> None:
    (person,) = read({"is_restricted": "Y"})[1].people
    assert {person.values[column] for column in WAYS_TO_A_PERSON} == {None}
    assert not set(WAYS_TO_A_PERSON) & set(person.cells)


def test_one_protected_row_protects_every_row_of_its_number() -> None:
    people = read({"is_not_to_be_shared": "Y"}, {})[1].people
    assert [person.values["address_1"] for person in people] == [None, None]
    assert all("address_1" not in person.cells for person in people)


def test_identical_rows_collapse_and_differing_ones_are_marked() -> None:
    _, same = read({}, {}, {})
    assert (len(same.people), same.rows_collapsed) == (1, 2)
    _, other = read({}, {"title": "Dr"})
    assert [person.differs_from_another for person in other.people] == [True, True]


def test_rows_alike_but_for_their_entries_differ() -> None:
    _, extract = read({}, {}, entries=(entry("01/06/2026", person=0), entry("01/06/2025", person=1)))
    assert [person.differs_from_another for person in extract.people] == [True, True]


@pytest.mark.parametrize("column", ["remission_on", "lithium_on", "registered_on"])
@pytest.mark.parametrize("text", ["21/11/2026", "01/01/1900"])
def test_a_date_that_cannot_be_is_not_used(column: str, text: str) -> None:
    (person,) = read({column: text})[1].people
    assert person.values[column] is None
    assert person.noticed == [(RowWarning.IMPOSSIBLE, column)]


@pytest.mark.parametrize("text", ["21/11/2026", "01/01/1900"])
def test_a_diagnosis_of_a_day_that_cannot_be_counts_from_birth(text: str) -> None:
    (person,) = read({"diagnosis_on": text})[1].people
    assert person.values["diagnosis_on"] == person.values["born_on"]
    assert person.noticed == [(RowWarning.IMPOSSIBLE, "diagnosis_on")]


@pytest.mark.parametrize(
    ("on", "reason"),
    [("", ValueReason.DATE_MISSING), ("soon", ValueReason.DATE_UNREADABLE), ("21/11/2026", ValueReason.DATE_IN_FUTURE),
     ("03/05/1980", ValueReason.DATE_BEFORE_BIRTH), ("01/01/1900", ValueReason.DATE_PLACEHOLDER)],
)  # fmt: skip
def test_an_entry_with_an_impossible_day_is_set_aside_alone(on: str, reason: ValueReason) -> None:
    register, extract = read({}, entries=(entry(on), entry("20/11/2026"), entry("04/05/1980")))
    kept, aside, homeless = observations(register, extract, DAY)
    assert {seen.observed_on for seen in kept} == {date(1980, 5, 4), DAY}
    assert [seen.reason for seen in aside] == [reason]
    assert homeless == []


def test_a_vague_day_is_kept_as_vague_and_a_decline_as_a_decline() -> None:
    register, extract = read({}, entries=(entry("Mar 2021"), entry("01/06/2026", "Body mass index declined", "")))
    kept, _, _ = observations(register, extract, DAY)
    assert [(seen.is_precise, seen.is_declined) for seen in kept] == [(False, False), (True, True)]


def test_entries_of_nobody_and_of_somebody_set_aside_say_which() -> None:
    register, extract = read({}, entries=(entry("01/06/2026", person=None),))
    extract.people[0].reasons = [RowReason.BORN_ON_MISSING]
    assert [reason for _, reason in observations(register, extract, DAY)[2]] == [RowReason.PERSON_SET_ASIDE]
    register.entries[0] = RawEntry(0, 2, None, "9990000042", None, "01/06/2026", "27", "", "Body mass index")
    assert [reason for _, reason in observations(register, extract, DAY)[2]] == [RowReason.ROW_WITHOUT_PERSON]


def pressures(*said: tuple[str, str, str]) -> tuple[list[str], list[tuple[str, ValueReason]]]:
    register, extract = read({}, entries=tuple(entry(on, f"{half} blood pressure", value) for half, on, value in said))
    kept, aside, _ = observations(register, extract, DAY)
    return [seen.value for seen in kept], [(each.cells["value"], each.reason) for each in aside]


def test_two_halves_of_one_day_are_one_blood_pressure_and_a_half_alone_is_none() -> None:
    alone = ValueReason.PRESSURE_HALF_MISSING
    june, july = "01/06/2026", "01/07/2026"
    assert pressures(("Diastolic", june, "82"), ("Systolic", june, "128")) == (["128/82"], [])
    assert pressures(("Systolic", june, "128")) == ([], [("128", alone)])
    assert pressures(("Systolic", june, "128"), ("Diastolic", july, "82")) == ([], [("128", alone), ("82", alone)])
    assert pressures(("Systolic", june, "128"), ("Diastolic", "Jun 2026", "82"))[0] == []
    assert pressures(("Systolic", june, "128"), ("Diastolic", june, "8")) == (
        [], [("8", ValueReason.VALUE_UNREADABLE), ("128", alone)]
    )  # fmt: skip
    twice = [(half, june, value) for half, value in
             (("Systolic", "150"), ("Diastolic", "90"), ("Systolic", "140"), ("Diastolic", "85"))]  # fmt: skip
    assert pressures(*twice) == (["140/85", "150/90"], [])


def test_an_entry_with_a_rounded_code_is_set_aside_and_the_code_named() -> None:
    whole = entry("01/06/2026")
    rounded = whole._replace(code="1005671000000100")
    register, extract = read({}, entries=(rounded, entry("02/06/2026", "1005671000000100"), whole))
    kept, aside, _ = observations(register, extract, DAY)
    assert len(kept) == 1
    assert [each.reason for each in aside] == [ValueReason.CODE_DAMAGED] * 2
    assert aside[0].cells["code"] == "1005671000000100"
