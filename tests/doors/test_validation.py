"""Great Expectations says which rows and why; an expectation that raised never looks like no bad rows."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.core.reasons import RowReason
from pipeline.doors import shipped, validation
from pipeline.doors.validation import SuiteRaised, judge
from tests.sites import import_validation

SUITE = {
    "name": "two",
    "expectations": [
        {"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "name"},
         "meta": {"reason": "family_name_missing"}},
        {"type": "expect_column_values_to_be_in_set", "kwargs": {"column": "born", "value_set": ["good"]},
         "meta": {"reason": "born_on_unreadable"}},
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def suites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    import_validation()
    monkeypatch.setattr(shipped, "EXPECTATIONS", tmp_path)
    validation._definition.cache_clear()
    (tmp_path / "two.json").write_text(json.dumps(SUITE))
    yield tmp_path
    validation._definition.cache_clear()


def test_each_row_has_its_reasons_by_position() -> None:
    records = [
        {"name": "a", "born": "good"}, {"name": None, "born": "good"}, {"name": "c", "born": "bad"},
        {"name": None, "born": "bad"},
    ]  # fmt: skip
    assert judge("two", records) == {
        1: [RowReason.FAMILY_NAME_MISSING],
        2: [RowReason.BORN_ON_UNREADABLE],
        3: sorted([RowReason.FAMILY_NAME_MISSING, RowReason.BORN_ON_UNREADABLE]),
    }


def test_no_rows_need_no_judge() -> None:
    assert judge("there is no such suite", []) == {}


def test_an_expectation_that_raised_is_a_fault_and_names_no_value() -> None:
    with pytest.raises(SuiteRaised) as told:
        judge("two", [{"name": "Brackwell"}])
    assert "born_on_unreadable" in str(told.value)
    assert "Brackwell" not in str(told.value)


def test_every_expectation_that_ships_has_a_reason_the_product_knows() -> None:
    for path in (Path(shipped.SQL).parent / "expectations").glob("*.json"):
        for expectation in json.loads(path.read_text())["expectations"]:
            assert RowReason(expectation["meta"]["reason"]).sentence
