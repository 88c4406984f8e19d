"""What a recorded text says of risk: read as it is written, and never an error whatever is written."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import Service

_ANY = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
_NEARLY = st.from_regex(r"[ ]?[0-9]{0,12}[./,]?[0-9]{0,12}( ?(mmol/mol|%|mmHg|kg/m2))?", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "is_high"),
    [
        ("128/82", False), ("140/82", True), ("139/90", True), ("139/89 mmHg", False), (" 150 / 70", True),
        ("128", None), ("", None), ("128/82/70", False), ("1280/82", None), ("128/8200", None), ("high", None),
    ],
)  # fmt: skip
def test_a_blood_pressure_is_high_from_140_or_90(service: Service, text: str, is_high: bool | None) -> None:
    assert service.value("select is_high_blood_pressure(:text)", text=text) is is_high


@pytest.mark.parametrize(
    ("text", "number"),
    [("27.4", 27.4), ("30", 30), ("31 kg/m2", 31), ("27,4", None), ("1.2.3", None), ("3000", None), ("obese", None)],
)
def test_a_number_is_read_only_where_the_text_begins_with_one(service: Service, text: str, number: Any) -> None:
    assert service.value("select cast(leading_number(:text) as double precision)", text=text) == number


@pytest.mark.parametrize(
    ("term", "value", "unit", "is_high"),
    [
        ("HbA1c level - IFCC standardised", "48", "", True), ("HbA1c", "47", "mmol/mol", False),
        ("HbA1c", "6.5", "%", True), ("Haemoglobin A1c level - DCCT aligned", "6.4", "", False),
        ("HbA1c", "48", "", True), ("HbA1c", "6.5", "", True), ("HbA1c", "22", "", None), ("HbA1c", "22", "%", True),
        ("HbA1c", "22 mmol/mol", "", False), ("HbA1c - IFCC", "7.1", "%", True), ("HbA1c", "seen", "", None),
    ],
)  # fmt: skip
def test_an_hba1c_is_high_by_its_unit(service: Service, term: str, value: str, unit: str, is_high: bool | None) -> None:
    found = service.value("select is_high_hba1c(:term, :value, :unit)", term=term, value=value, unit=unit)
    assert found is is_high


@pytest.mark.parametrize(
    ("term", "is_smoker"),
    [
        ("Current smoker", True), ("Smoker", True), ("Heavy cigarette smoker (20-39 cigs/day)", True),
        ("Smokes drugs", True), ("Currently smoking", True), ("Ex-smoker", False), ("Ex-light smoker (1-9/day)", False),
        ("Never smoked tobacco", False), ("Current non-smoker", False), ("Non smoker", False), ("Exsmoker", False),
        ("Non-tobacco smoker", False), ("Does not smoke", False), ("Stopped smoking", False),
        ("Passive smoker", None), ("Smoking cessation advice", None), ("", None),
    ],
)  # fmt: skip
def test_who_smokes_now_is_told_from_who_did_and_who_never_has(
    service: Service, term: str, is_smoker: bool | None
) -> None:
    assert service.value("select is_current_smoker(:term)", term=term) is is_smoker


@pytest.mark.parametrize(
    ("medicine", "is_depot"),
    [
        ("Clozapine 100mg tablets", True), ("CLOZARIL", True), ("Zuclopenthixol decanoate 200mg/1ml", True),
        ("Paliperidone 50mg/0.5ml suspension for injection", True), ("Aripiprazole long-acting", True),
        ("Abilify Maintena 400mg", True), ("Olanzapine 10mg tablets", False), ("Clopixol 10mg tablets", False),
        ("Quetiapine 300mg modified-release tablets", False),
    ],
)  # fmt: skip
def test_a_depot_or_clozapine_is_known_by_name(service: Service, medicine: str, is_depot: bool) -> None:
    assert service.value("select is_depot_or_clozapine(:medicine)", medicine=medicine) is is_depot


@given(st.lists(st.tuples(_ANY, _ANY | _NEARLY, _ANY | _NEARLY), min_size=1, max_size=40))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_text_is_an_error(service: Service, texts: list[tuple[str, str, str]]) -> None:
    for term, value, unit in texts:
        service.rows(
            "select is_high_blood_pressure(:value), leading_number(:value), is_hba1c(:term, :value, :unit), "
            "is_high_hba1c(:term, :value, :unit), is_current_smoker(:term), is_depot_or_clozapine(:term)",
            term=term, value=value, unit=unit,
        )  # fmt: skip
