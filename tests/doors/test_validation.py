"""Great Expectations says which rows and why; an expectation that raised never looks like no bad rows."""

import json
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.reasons import UNJUDGED_ROW_SENTENCES, RowReason, RowWarning
from pipeline.core.row_facts import FACTS
from pipeline.doors import shipped, validation
from pipeline.doors.suites import read_suite
from pipeline.doors.validation import Judgement, SuiteRaised, judge
from tests.sites import import_validation

SUITE = json.loads((shipped.EXPECTATIONS / "register_extract.json").read_text())
FACT_OF = {each["meta"]["reason"]: each["kwargs"]["column"] for each in SUITE["expectations"]}
GOOD: dict[str, object] = {fact: True if fact.startswith("is_") else None for fact in FACTS}


@pytest.fixture(autouse=True)
def great_expectations() -> None:
    import_validation()


def columns(*rows: dict[str, object]) -> dict[str, list[object]]:
    """Rows without a fault but for what each says, as columns."""
    return {fact: [{**GOOD, **row}[fact] for row in rows] for fact in FACTS}


def bad(reason: RowReason | RowWarning) -> dict[str, object]:
    return {FACT_OF[reason]: False if isinstance(reason, RowReason) else "phone_home"}


def judged(rows: Sequence[dict[str, object]]) -> Judgement:
    return judge("register_extract", columns(*rows))


@pytest.mark.parametrize("reason", sorted({*RowReason} - UNJUDGED_ROW_SENTENCES.keys()))
def test_a_row_with_one_fault_is_set_aside_for_it_alone(reason: RowReason) -> None:
    assert judged([{}, bad(reason), {}]) == Judgement({1: [reason]})


@pytest.mark.parametrize("warning", RowWarning)
def test_a_row_with_a_doubtful_value_is_warned_of_and_not_set_aside(warning: RowWarning) -> None:
    assert judged([bad(warning), {}]) == Judgement({}, {0: [warning]})


def test_a_question_that_does_not_arise_is_no_fault() -> None:
    assert judged([dict.fromkeys(fact for fact in FACTS if not fact.endswith("_given"))]) == Judgement()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sets(st.sampled_from([*FACT_OF]), max_size=3), max_size=12))
def test_each_row_has_its_own_reasons_wherever_it_stands_and_whatever_stands_beside_it(faults: list[set[str]]) -> None:
    kinds = [read_suite()[name].reason for name in FACT_OF]
    rows = [{name: value for kind in kinds if kind in row for name, value in bad(kind).items()} for row in faults]
    reasons = {at: sorted({*row} & {*RowReason}) for at, row in enumerate(faults) if {*row} & {*RowReason}}
    warnings = {at: sorted({*row} & {*RowWarning}) for at, row in enumerate(faults) if {*row} & {*RowWarning}}
    assert judged(rows) == Judgement(reasons, warnings)  # type: ignore[arg-type]


def test_equal_rows_reach_great_expectations_once(monkeypatch: pytest.MonkeyPatch) -> None:
    frames: list[int] = []
    failed = validation._failed
    monkeypatch.setattr(
        validation, "_failed", lambda suite, names, rows: frames.append(len(rows)) or failed(suite, names, rows)
    )
    assert len(judged([{}, bad(RowReason.BORN_ON_MISSING)] * 5_000).reasons) == 5_000
    assert frames == [2]


def test_no_rows_need_no_judge() -> None:
    assert judge("there is no such suite", columns()) == Judgement()


def test_an_expectation_that_raised_is_a_fault_and_names_no_value() -> None:
    without = columns({"dates_unreadable": "Brackwell"})
    del without["is_born_on_read"]
    with pytest.raises(SuiteRaised) as told:
        judge("register_extract", without)
    assert "born_on_unreadable" in str(told.value)
    assert "Brackwell" not in str(told.value)


def test_great_expectations_raises_on_no_expectation_that_the_check_lets_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every type that is allowed, on every kind of fact: what the check at the start accepts can be evaluated."""
    kinds: list[tuple[str, Any]] = [("null", None), ("not_be_null", None), ("in_set", [True, "a"]), ("not_in", ["a"])]
    names = {
        "null": "to_be_null",
        "not_be_null": "to_not_be_null",
        "in_set": "to_be_in_set",
        "not_in": "to_not_be_in_set",
    }
    for (kind, values), column in product(kinds, ("is_ten_digits", "dates_unreadable")):
        kwargs = {"column": column} | ({} if values is None else {"value_set": values})
        first = {**SUITE["expectations"][0], "type": f"expect_column_values_{names[kind]}", "kwargs": kwargs}
        name = f"{kind}_{column}"
        content = {**SUITE, "name": name, "expectations": [first, *SUITE["expectations"][1:]]}
        (tmp_path / f"{name}.json").write_text(json.dumps(content))
        monkeypatch.setattr(shipped, "EXPECTATIONS", tmp_path)
        rows = [{"is_ten_digits": said, "dates_unreadable": about} for said, about in ((True, None), (None, "a"))]
        assert judge(name, columns(*rows)).warnings == {1: [RowWarning.UNREADABLE]}
