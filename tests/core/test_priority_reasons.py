"""Why somebody is where they are on the list, for engineers in full and for workers without a clinical fact."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.priority_reasons import CODES, EARLIER_CONTACT, full_sentence, sentence_parts, worker_sentence
from pipeline.core.region import Priority

DAY = date(2026, 11, 20)
CLINICAL = [code for code in CODES if sentence_parts(code)[1] == EARLIER_CONTACT]
# Every word of a clinical sentence that could give a fact away, and what a stranger must not read besides.
_PLAIN = {"or", "of", "last", "more", "known", "not", "high", "blood", "pressure", "disease", "practice", "area"}
CLINICAL_WORDS = {
    *(
        word
        for code in CODES
        if code in CLINICAL or code.endswith("_not_known")
        for word in re.findall(r"[a-z0-9]+", sentence_parts(code)[0].lower())
    ),
    *("mental", "psych", "schizo", "bipolar", "smi", "diagnos", "medicin", "depriv", "homeless", "abode"),
} - _PLAIN


def test_the_full_sentence_says_band_gap_and_every_reason() -> None:
    codes = [
        "never_all_six", "risk_depot_or_clozapine", "risk_antipsychotic", "risk_smoker", "most_deprived_fifth",
    ]  # fmt: skip
    assert full_sentence(1, codes, date(2021, 3, 1), DAY) == (
        "Band 1: no complete check ever; nothing recorded since March 2021; antipsychotic depot or clozapine; smoker; "
        "most deprived fifth."
    )


def test_what_is_not_known_is_told_last_and_together() -> None:
    said = full_sentence(3, ["overdue", "interpreter_needed", "deprivation_not_known"], DAY, DAY)
    assert said.endswith("; interpreter needed; deprivation not known.")
    codes = ["never_nothing_recorded", "deprivation_not_known", "smoking_not_known", "bmi_not_known"]
    assert full_sentence(1, codes, None, DAY).endswith("; deprivation, smoking and BMI not known.")


@given(st.lists(st.sampled_from(CODES), unique=True), st.none() | st.dates(date(2000, 1, 1), DAY), st.integers(1, 9))
def test_no_worker_reads_a_clinical_fact_whatever_comes_together(
    codes: list[str], last_element_on: date | None, band: int
) -> None:
    said = worker_sentence(["overdue", *codes], last_element_on, DAY)
    assert not {word for word in CLINICAL_WORDS if re.search(rf"\b{word}", said.lower())}
    assert said.endswith(".")
    assert said[0].isupper()
    for code in codes:
        told = full_sentence(band, codes, last_element_on, DAY).lower()
        if code != "risk_antipsychotic" and not code.endswith("_not_known"):
            assert sentence_parts(code)[0].lower() in told, "engineers read every reason"


def test_the_words_that_are_looked_for_are_those_of_the_full_sentences() -> None:
    assert {"antipsychotic", "clozapine", "depot", "diabetes", "cardiovascular", "smoker", "bmi"} <= CLINICAL_WORDS
    assert len(CLINICAL) == 8


def test_the_worker_s_wording_is_a_gap_and_an_advice() -> None:
    codes = ["never_nothing_recorded", "risk_depot_or_clozapine"]
    assert worker_sentence(codes, date(2021, 3, 1), DAY) == (
        "No check on record; nothing recorded since March 2021; earlier contact advised from the practice's record."
    )


@pytest.mark.parametrize("code", CLINICAL)
def test_a_clinical_reason_is_told_as_advice_and_which_one_is_not(code: str) -> None:
    plain, advised = worker_sentence(["overdue"], None, DAY), worker_sentence(["overdue", "risk_cvd"], None, DAY)
    assert plain != advised
    assert advised == worker_sentence(["overdue", code], None, DAY)


def test_a_gap_is_told_once_it_is_longer_than_a_year() -> None:
    assert "since" not in worker_sentence(["overdue"], date(2025, 11, 20), DAY)
    assert "nothing recorded since November 2025" in worker_sentence(["overdue"], date(2025, 11, 19), DAY)


def test_the_usual_bands_and_order_name_only_reasons_that_have_a_sentence() -> None:
    usual = Priority()
    named = {reason for band in usual.bands for reason in band} | set(usual.order)
    assert named - {"longest_gap", "most_missing"} <= set(CODES)


def test_the_page_about_priority_names_every_reason_and_its_examples_are_what_is_said() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "priority.md").read_text()
    assert {code for code in CODES if f"`{code}`" not in page} == set()
    examples = re.findall(r"^\| ((?:`\w+` ?)+) \| (Band (\d).+?) \| (.+?) \|$", page, flags=re.MULTILINE)
    assert len(examples) >= 4
    for cells, full, band, worker in examples:
        codes = re.findall(r"\w+", cells)
        assert (full_sentence(int(band), codes, None, DAY), worker_sentence(codes, None, DAY)) == (full, worker)
