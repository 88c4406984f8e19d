"""Why somebody is where they are on the list, for engineers in full and for workers without a clinical fact."""

from datetime import date

import pytest

from pipeline.core.priority_reasons import CODES, full_sentence, worker_sentence

DAY = date(2026, 11, 20)
CLINICAL_WORDS = ("antipsychotic", "clozapine", "depot", "diabetes", "cardio", "smok", "interpreter")


def test_the_full_sentence_says_band_gap_and_every_reason() -> None:
    said = full_sentence(3, ["overdue", "risk_diabetes", "most_deprived_fifth"], date(2022, 3, 1), DAY)
    assert said == (
        "Band 3: last complete check more than three years ago; nothing recorded since March 2022; diabetes; "
        "most deprived fifth."
    )


@pytest.mark.parametrize("code", CODES)
def test_no_worker_reads_a_clinical_fact(code: str) -> None:
    said = worker_sentence(["overdue", code], date(2022, 3, 1), DAY).lower()
    assert not [word for word in CLINICAL_WORDS if word in said]
    assert said.endswith(".")


def test_a_clinical_reason_is_told_as_advice_and_which_one_is_not() -> None:
    plain, advised = worker_sentence(["overdue"], None, DAY), worker_sentence(["overdue", "risk_cvd"], None, DAY)
    assert plain != advised
    assert advised == worker_sentence(["overdue", "risk_depot_or_clozapine"], None, DAY)


def test_a_gap_is_told_once_it_is_longer_than_a_year() -> None:
    assert "since" not in worker_sentence(["overdue"], date(2025, 11, 20), DAY)
    assert "nothing recorded since November 2025" in worker_sentence(["overdue"], date(2025, 11, 19), DAY)
