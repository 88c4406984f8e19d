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
    assert read_entry(term, value, None) == (element, False, None)
    assert read_entry(term, value, element.value) == (element, False, None)


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
        ("Influenza vaccination", "1", ValueReason.TERM_UNKNOWN),
    ],
)
def test_what_is_no_result_says_why(term: str, value: str, problem: ValueReason) -> None:
    assert read_entry(term, value, None).problem is problem


@pytest.mark.parametrize("value", ["40/20", "350/200"])
def test_the_bounds_themselves_are_plausible(value: str) -> None:
    assert read_entry("Blood pressure", value, None).problem is None


def test_the_column_an_entry_stands_in_beats_its_wording() -> None:
    assert read_entry("2533649013", "27.4", "bmi") == (Element.BMI, False, None)
    assert read_entry("", "", "smoking").problem is ValueReason.VALUE_MISSING
