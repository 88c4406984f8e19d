"""What an answer asks for: every entry has a place, and none asks for what must not be written down."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest

from pipeline.core import worklist
from pipeline.core.contact_policy import Step
from pipeline.core.outcome_reasons import OutcomeReason
from pipeline.core.returned_row import read_row
from pipeline.core.step_labels import STEP_LABELS
from pipeline.core.worklist import ELEMENTS, NOTE, Outcome
from pipeline.core.worklist_form import COLUMNS, FIELDS, Entry, Field, asked_by

AS_OF = date(2026, 11, 20)
HEADINGS = {field.heading for field in FIELDS}


def test_an_answer_comes_back_under_every_heading_a_worker_fills_in_each_once() -> None:
    entered = {
        worklist.CONTACTED_ON, worklist.CALL_BACK_ON, worklist.TIME_OF_DAY, worklist.CHANNEL, worklist.BOOKED_FOR,
        worklist.BOOKED_AT, worklist.BOOKED_WHERE, worklist.BOOKED_WITH, worklist.WHY_NOT, worklist.RESULTS_HELD_BY,
        worklist.RESULTS_SENT_ON, worklist.REFUSES, worklist.SAFE_CONTACT, worklist.NOTE, *ELEMENTS.values(),
    }  # fmt: skip
    assert entered == HEADINGS
    assert sorted(COLUMNS) == sorted({*entered, worklist.ITEM_ID, "Name", worklist.OUTCOME})


@pytest.mark.parametrize("outcome", list(Outcome))
def test_an_outcome_asks_only_for_entries_that_there_are(outcome: Outcome) -> None:
    asked = asked_by(outcome)
    assert {*asked.needs, *asked.may} <= HEADINGS
    assert not set(asked.needs) & set(asked.may)
    assert set(asked.one_of) <= set(asked.may)
    assert {heading for heading, _ in asked.labels} <= HEADINGS


def test_every_entry_is_asked_for_by_some_outcome() -> None:
    asked = {heading for outcome in Outcome for heading in (*asked_by(outcome).needs, *asked_by(outcome).may)}
    assert asked | {worklist.CONTACTED_ON} == HEADINGS


@pytest.mark.parametrize("outcome", [Outcome.SAFEGUARDING, Outcome.URGENT_RESULT, Outcome.ENTERED_IN_ERROR])
def test_what_leaves_the_tool_leaves_no_words_in_it(outcome: Outcome) -> None:
    assert NOTE not in {*asked_by(outcome).needs, *asked_by(outcome).may}


def test_elements_are_asked_for_where_a_check_was_done_and_nowhere_else() -> None:
    asking = {outcome for outcome in Outcome if set(ELEMENTS.values()) & set(asked_by(outcome).may)}
    assert asking == {Outcome.CHECK_DONE}


def filled_in(outcome: Outcome) -> dict[str, str]:
    """An answer in which everything stands that the outcome asks for."""
    days = {worklist.CALL_BACK_ON: "26/11/2026", worklist.BOOKED_FOR: "01/12/2026"}
    asked = asked_by(outcome)
    said = {worklist.OUTCOME: outcome.label, worklist.CONTACTED_ON: "20/11/2026"}
    for field in FIELDS:
        if field.heading in (*asked.needs, *asked.may):
            usual = {Entry.DATE: days.get(field.heading, "20/11/2026"), Entry.TIME: "14:30"}
            said[field.heading] = field.choices[0] if field.choices else usual.get(field.entry, "Fernlea Surgery")
    return said


@pytest.mark.parametrize("outcome", list(Outcome))
def test_all_that_an_outcome_asks_for_is_taken_and_nothing_of_it_is_left_out(outcome: Outcome) -> None:
    read = read_row(filled_in(outcome), AS_OF)
    assert read.problem is None
    assert set(read.remarks) <= {OutcomeReason.WORDS_NOT_KEPT}


@pytest.mark.parametrize("field", [field for field in FIELDS if field.window], ids=lambda field: field.heading)
def test_a_day_is_allowed_where_whoever_reads_it_allows_it_and_no_further(field: Field) -> None:
    outcome = next(
        each for each in Outcome if field.heading in (*asked_by(each).needs, *asked_by(each).may, FIELDS[0].heading)
    )
    window = field.window
    assert window is not None
    last = 0 if window.last is None or window.is_past else window.last
    for days, is_allowed in ((window.first, True), (last, True), (window.first - 1, False), (last + 1, False)):
        said = filled_in(outcome) | {field.heading: f"{AS_OF + timedelta(days=days):%d/%m/%Y}"}
        problem = read_row(said, AS_OF).problem
        assert (problem is None) == is_allowed, days
        if problem:
            assert problem.sentence == (window.too_early if days < window.first else window.too_late)


def test_nothing_asks_for_a_value() -> None:
    said = " ".join(str(asdict(field)) for field in FIELDS).lower()
    assert not {"mmol", "mmhg", "systolic", "hba1c"} & set(said.split())
    assert {field.choices for field in FIELDS if field.heading in ELEMENTS.values()} == {("Done", "Declined")}


def test_every_step_has_a_short_name() -> None:
    assert set(STEP_LABELS) == set(Step)
