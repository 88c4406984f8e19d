"""What an entry says about an element: a result, a decline, or the reason why it is not counted."""

import pytest

from pipeline.core.observation_terms import read_entry
from pipeline.core.reasons import ValueReason
from pipeline.core.register_contract import Element


@pytest.mark.parametrize(
    ("term", "value", "element"),
    [
        ("O/E - blood pressure reading", "128/82", Element.BLOOD_PRESSURE),
        ("Body mass index", "27.4", Element.BMI),
        ("Alcohol units consumed per week", "12", Element.ALCOHOL),
        ("Alcohol units consumed per week", "10 U/week", Element.ALCOHOL),
        ("Alcohol units consumed per week", "0", Element.ALCOHOL),
        ("Lifetime non-drinker", "", Element.ALCOHOL),
        ("Serum total cholesterol level", "5.1", Element.LIPIDS),
        ("HbA1c level - IFCC standardised", "41", Element.GLUCOSE),
        ("Haemoglobin A1c level - DCCT aligned", "5.9", Element.GLUCOSE),
        ("Plasma fasting glucose level", "5.2", Element.GLUCOSE),
        ("Never smoked tobacco", "", Element.SMOKING),
    ],
)
def test_a_result_is_known_by_its_wording(term: str, value: str, element: Element) -> None:
    assert read_entry(term, value, None) == (element, False, None, None)
    assert read_entry(term, value, element.value) == (element, False, None, None)


@pytest.mark.parametrize(
    "term", ["Blood pressure procedure declined", "Body mass index declined", "Cholesterol test refused"]
)
def test_a_decline_is_no_result_whatever_value_stands_beside_it(term: str) -> None:
    assert read_entry(term, "128/82", None).is_declined
    assert read_entry(term, "", None).is_declined


@pytest.mark.parametrize(
    ("term", "value", "problem"),
    [
        ("O/E - blood pressure reading", "", ValueReason.VALUE_MISSING),
        ("O/E - blood pressure reading", "128", ValueReason.VALUE_UNREADABLE),
        ("O/E - blood pressure reading", "900/20", ValueReason.VALUE_IMPLAUSIBLE),
        ("O/E - blood pressure reading", "39/20", ValueReason.VALUE_IMPLAUSIBLE),
        ("Body mass index", "9.9", ValueReason.VALUE_IMPLAUSIBLE),
        ("Body mass index", "150.1", ValueReason.VALUE_IMPLAUSIBLE),
        ("Serum cholesterol level", "55", ValueReason.VALUE_IMPLAUSIBLE),
        ("Serum cholesterol level", "high", ValueReason.VALUE_UNREADABLE),
        ("Alcohol units consumed per week", "", ValueReason.VALUE_MISSING),
        ("Alcohol units consumed per week", "10 cigarettes", ValueReason.VALUE_UNREADABLE),
        ("Alcohol units consumed per week", "501", ValueReason.VALUE_IMPLAUSIBLE),
        ("Alcohol units consumed", "80 units a day", ValueReason.VALUE_IMPLAUSIBLE),
        ("Systolic blood pressure", "", ValueReason.VALUE_MISSING),
        ("Systolic blood pressure", "high", ValueReason.VALUE_UNREADABLE),
        ("Systolic blood pressure", "39", ValueReason.VALUE_IMPLAUSIBLE),
        ("Diastolic blood pressure", "201", ValueReason.VALUE_IMPLAUSIBLE),
        ("Influenza vaccination", "1", ValueReason.TERM_UNKNOWN),
    ],
)
def test_what_is_no_result_says_why(term: str, value: str, problem: ValueReason) -> None:
    assert read_entry(term, value, None).problem is problem


@pytest.mark.parametrize("value", ["40/20", "350/200"])
def test_the_bounds_themselves_are_plausible(value: str) -> None:
    assert read_entry("Blood pressure", value, None).problem is None


def test_the_column_an_entry_stands_in_beats_its_wording() -> None:
    assert read_entry("2533649013", "27.4", "bmi") == (Element.BMI, False, None, None)
    assert read_entry("", "", "smoking").problem is ValueReason.VALUE_MISSING


@pytest.mark.parametrize(
    "value",
    ["10 U/week", "12 units/wk", "14upw", "14 upw", "8 Unt/Wk", "6 U/wee0", "3 units a day", "20 units per week", "0",
     "10-12 units weekly", "<1 unit", "Teetotal", "tee-total", "None", "500"],
)  # fmt: skip
def test_drinking_is_read_however_it_is_written(value: str) -> None:
    assert read_entry("Alcohol intake", value, None) == (Element.ALCOHOL, False, None, None)


def test_a_teetotaller_needs_no_number() -> None:
    assert read_entry("Teetotaller", "", None) == (Element.ALCOHOL, False, None, None)


@pytest.mark.parametrize(
    ("term", "value", "unit", "problem"),
    [
        ("HbA1c level", "19.9", "", None),
        ("HbA1c level", "25.1", "", None),
        ("HbA1c level", "20", "", ValueReason.HBA1C_UNIT_UNKNOWN),
        ("HbA1c level", "25", "", ValueReason.HBA1C_UNIT_UNKNOWN),
        ("HbA1c level", "22", "mmol/mol", None),
        ("HbA1c level", "22 mmol/mol", "", None),
        ("HbA1c level - IFCC standardised", "22", "", None),
        ("HbA1c level", "20.1", "%", None),
        ("HbA1c level", "22", "%", ValueReason.VALUE_IMPLAUSIBLE),
        ("Haemoglobin A1c level - DCCT aligned", "41", "", ValueReason.VALUE_IMPLAUSIBLE),
        ("HbA1c level - IFCC standardised", "6.5", "%", None),
        ("HbA1c level - IFCC standardised", "6.5", "", ValueReason.VALUE_IMPLAUSIBLE),
        ("HbA1c level", "201", "", ValueReason.VALUE_IMPLAUSIBLE),
        ("HbA1c level", "10", "mmol/mol", None),
        ("Plasma fasting glucose level", "22", "", None),
    ],
)
def test_hba1c_is_judged_in_its_own_unit_and_set_aside_where_nothing_says_which(
    term: str, value: str, unit: str, problem: ValueReason | None
) -> None:
    assert read_entry(term, value, "glucose", unit).problem is problem


def test_half_a_blood_pressure_is_known_as_half() -> None:
    assert read_entry("Systolic blood pressure", "128", None) == (Element.BLOOD_PRESSURE, False, None, "systolic")
    assert read_entry("Diastolic blood pressure", "82 mmHg", "blood_pressure").half == "diastolic"
    assert read_entry("Systolic and diastolic blood pressure", "128", None).problem is ValueReason.VALUE_UNREADABLE
    assert read_entry("Systolic blood pressure", "128/82", None).half is None
