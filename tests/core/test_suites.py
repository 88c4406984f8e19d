"""A suite that could not be used is found before any row, with what is wrong and what to do."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.corrections import WHAT_TO_CHANGE
from pipeline.core.reasons import UNJUDGED_ROW_SENTENCES, RowReason, RowWarning, read_warning
from pipeline.core.register_contract import PERSON_COLUMNS
from pipeline.core.row_facts import FACTS
from pipeline.core.suites import Severity, suite_faults, suite_from
from pipeline.doors import shipped

SHIPPED = json.loads((shipped.EXPECTATIONS / "register_extract.json").read_text())
Break = Callable[[dict[str, Any]], object]


def faults(content: Any) -> list[str]:
    return [str(fault) for fault in suite_faults("expectations/x.json", content, FACTS)]


def test_the_suite_that_ships_has_no_fault_and_one_sentence_for_every_reason() -> None:
    assert faults(SHIPPED) == []
    suite = suite_from(SHIPPED)
    assert [*suite.row_sentences] == [*RowReason]
    assert {*suite.warning_sentences} == {*RowWarning}
    assert {each.reason for each in suite.expectations if each.severity is Severity.WARNING} == {*RowWarning}
    judged = {each.reason for each in suite.expectations if each.severity is Severity.CRITICAL}
    assert judged == {*RowReason} - UNJUDGED_ROW_SENTENCES.keys()
    assert len({*suite.row_sentences.values()}) == len(RowReason)


def test_every_reason_to_set_a_row_aside_has_a_remedy() -> None:
    assert {*WHAT_TO_CHANGE} == {*RowReason}


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda each: each["meta"].update(reason="nonsense"), "its reason 'nonsense' is none that is judged. Use one"),
        (lambda each: each["meta"].update(reason="no_person_above"), "its reason 'no_person_above' is none that is"),
        (lambda each: each["meta"].update(reason=["nhs_number_missing"]), "is none that is judged"),
        (lambda each: each["meta"].pop("sentence"), "its meta has other parts than reason and sentence"),
        (lambda each: each["meta"].update(sentence="  "), "it has no sentence for the practice"),
        (lambda each: each["meta"].update(sentence="Blank"), "ends with a full stop"),
        (lambda each: each["meta"].update(reason="born_on_missing"), "another expectation has this reason"),
        (lambda each: each.update(severity="warning"), "its severity is 'warning'. Write 'critical'"),
        (lambda each: each.update(severity="fatal"), "its severity is 'fatal'"),
        (lambda each: each.pop("severity"), "it has other parts than an expectation has"),
        (lambda each: each.update(type="expect_column_values_to_be_unique"), "is none that looks at one row alone"),
        (lambda each: each.update(type=[]), "is none that looks at one row alone"),
        (lambda each: each["kwargs"].update(column="family_name"), "there is no fact 'family_name'. Use one of is_nhs"),
        (lambda each: each["kwargs"].update(mostly=0.9), "its kwargs are not those of its type"),
        (lambda each: each["kwargs"].update(value_set=[]), "its value_set is no list"),
        (lambda each: each["kwargs"].update(value_set=[[True]]), "its value_set is no list"),
    ],
)
def test_a_broken_expectation_is_told_with_its_place_and_a_remedy(damage: Break, words: str) -> None:
    content = copy.deepcopy(SHIPPED)
    damage(content["expectations"][0])
    told = "\n".join(faults(content))
    assert words in told
    assert told.startswith("expectations/x.json: expectation 1") or "expectation 6 (born_on_missing)" in told


def test_a_warning_cannot_set_a_row_aside() -> None:
    content = copy.deepcopy(SHIPPED)
    content["expectations"][-1]["severity"] = "critical"
    assert [words for words in faults(content) if "Write 'warning': with this reason a row is taken in" in words]


@pytest.mark.parametrize("at", range(len(SHIPPED["expectations"])))
def test_an_expectation_that_was_taken_out_is_missed_by_name(at: int) -> None:
    content = copy.deepcopy(SHIPPED)
    reason = content["expectations"].pop(at)["meta"]["reason"]
    assert faults(content) == [
        f"expectations/x.json: no expectation has the reason {reason}. "
        "Put it back: rows with this fault would be taken in and nobody told."
    ]


@pytest.mark.parametrize(
    "content", [[], {}, None, "x", {"name": 1, "meta": {}, "expectations": []}, SHIPPED | {"x": 1}]
)
def test_what_is_no_suite_is_told(content: Any) -> None:
    assert [words for words in faults(content) if "it is no suite" in words]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["reason", "column"]), inner),
    max_leaves=5,
)


@given(st.sampled_from(["type", "kwargs", "severity", "meta", "reason", "sentence", "column", "value_set"]), ANYTHING)
def test_whatever_stands_in_a_suite_the_check_tells_and_never_breaks(part: str, anything: Any) -> None:
    content = copy.deepcopy(SHIPPED)
    first = content["expectations"][0]
    place = next(each for each in (first, first["meta"], first["kwargs"]) if part in each)
    before = place[part]
    place[part] = anything
    assert bool(faults(content)) == (anything != before) or part in ("sentence", "value_set", "column")


@pytest.mark.parametrize("warning", RowWarning)
@pytest.mark.parametrize("column", PERSON_COLUMNS)
def test_a_stored_warning_says_its_column_again(column: str, warning: RowWarning) -> None:
    assert read_warning(warning.of(column)) == (column, warning)
