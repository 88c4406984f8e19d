"""What an answer asks for: every entry has a place, and none asks for what must not be written down."""

from dataclasses import asdict

import pytest

from pipeline.core import worklist
from pipeline.core.contact_policy import Step
from pipeline.core.step_labels import STEP_LABELS
from pipeline.core.worklist import ELEMENTS, NOTE, Outcome
from pipeline.core.worklist_form import COLUMNS, FIELDS, asked_by

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


def test_nothing_asks_for_a_value() -> None:
    said = " ".join(str(asdict(field)) for field in FIELDS).lower()
    assert not {"mmol", "mmhg", "systolic", "hba1c"} & set(said.split())
    assert {field.choices for field in FIELDS if field.heading in ELEMENTS.values()} == {("Done", "Declined")}


def test_every_step_has_a_short_name() -> None:
    assert set(STEP_LABELS) == set(Step)
