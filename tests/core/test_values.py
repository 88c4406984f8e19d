"""Readings of single values, each way practices write them and each way they break."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.reasons import RowReason
from pipeline.core.values import (
    is_test_number,
    read_date,
    read_decile,
    read_flag,
    read_nhs_number,
    read_phone,
    read_sex,
    read_text,
)


@pytest.mark.parametrize(
    "text",
    [
        "05/03/2021",
        "5/3/2021",
        "05-Mar-2021",
        "05 Mar 2021",
        "5 March 2021",
        "2021-03-05",
        "05.03.2021",
        " 05/03/2021 ",
        "2021-03-05 00:00:00",
        "05/03/2021 00:00",
        "44260",
        "44260.0",
    ],
)
def test_a_day_is_read_however_it_is_written_and_always_in_british_order(text: str) -> None:
    assert read_date(text) == (date(2021, 3, 5), True, True)


@pytest.mark.parametrize(
    ("text", "first"), [("2021", date(2021, 1, 1)), ("Mar 2021", date(2021, 3, 1)), ("march-2021", date(2021, 3, 1))]
)
def test_a_month_or_year_is_kept_as_imprecise(text: str, first: date) -> None:
    assert read_date(text) == (first, False, True)


@pytest.mark.parametrize(
    "text",
    [
        "03/13/2021",
        "31/02/2021",
        "29/02/2023",
        "00/01/2021",
        "yesterday",
        "05/03/21",
        "Mar 0000",
        "0000",
        "Foo 2021",
        "5th March",
        "2021-13-01",
    ],
)
def test_what_is_no_day_is_unreadable_and_never_guessed(text: str) -> None:
    assert read_date(text) == (None, True, False)


def test_a_blank_is_no_date_and_readable() -> None:
    assert read_date("  ") == (None, True, True)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_day_survives_each_way_of_writing_it(day: date) -> None:
    for written in (f"{day:%d/%m/%Y}", f"{day:%d-%b-%Y}", f"{day:%d %b %Y}", day.isoformat()):
        assert read_date(written) == (day, True, True)


@given(st.one_of(st.text(max_size=12), st.from_regex(r"\A(\d{1,5}|[A-Za-z]{3} \d{4}|\d+[/-]\d+[/-]\d+)\Z")))
def test_no_text_of_a_practice_breaks_a_reading(text: str) -> None:
    read_date(text)
    read_nhs_number(text)
    read_flag(text)
    read_sex(text)
    read_decile(text)
    read_phone(text, is_live=True)
    read_phone(text, is_live=False)
    read_text(text)


@pytest.mark.parametrize("text", ["9990000026", "999 000 0026", "999-000-0026", " 9990000026 ", "9990000026.0"])
def test_an_nhs_number_is_read_however_it_is_spaced(text: str) -> None:
    assert read_nhs_number(text) == ("9990000026", None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", RowReason.NHS_NUMBER_MISSING),
        ("9.99E+09", RowReason.NHS_NUMBER_DAMAGED),
        ("999000002", RowReason.NHS_NUMBER_DAMAGED),
        ("999000002.0", RowReason.NHS_NUMBER_DAMAGED),
        ("0999000026", RowReason.NHS_NUMBER_CHECK_DIGIT),
        ("99900000261", RowReason.NHS_NUMBER_DAMAGED),
        ("999000002O", RowReason.NHS_NUMBER_DAMAGED),
        ("٩٩٩٠٠٠٠٠٢٦", RowReason.NHS_NUMBER_DAMAGED),
        ("9990000025", RowReason.NHS_NUMBER_CHECK_DIGIT),
    ],
)
def test_a_broken_nhs_number_says_what_is_wrong_with_it(text: str, problem: RowReason) -> None:
    assert read_nhs_number(text) == (None, problem)


@given(st.integers(9_990_000_000, 9_999_999_999))
def test_the_check_digit_is_that_of_modulus_11(number: int) -> None:
    text = str(number)
    remainder = sum(int(digit) * weight for digit, weight in zip(text, range(10, 1, -1), strict=False)) % 11
    is_right = remainder != 1 and (11 - remainder) % 11 == int(text[9])
    assert (read_nhs_number(text).problem is None) == is_right


def test_the_test_range_is_known() -> None:
    assert is_test_number("9990000026")
    assert not is_test_number("9476719958")


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Y", True),
        ("yes", True),
        ("1", True),
        ("TRUE", True),
        ("", False),
        ("No", False),
        ("n", False),
        ("perhaps", None),
        ("n/a", None),
    ],
)
def test_a_flag_is_yes_no_or_in_doubt(text: str, flag: bool | None) -> None:
    assert read_flag(text) is flag


@pytest.mark.parametrize(
    ("text", "decile"),
    [("1", 1), ("10", 10), ("3.0", 3), ("0", None), ("11", None), ("²", None), ("", None), ("9" * 5_000, None)],
)
def test_a_decile_is_one_to_ten(text: str, decile: int | None) -> None:
    assert read_decile(text) == decile


@pytest.mark.parametrize(("text", "sex"), [("F", "female"), ("Male", "male"), ("I", "other"), ("U", None), ("", None)])
def test_a_sex_not_recorded_is_none(text: str, sex: str | None) -> None:
    assert read_sex(text) == sex


@pytest.mark.parametrize(
    ("text", "is_live", "phone"),
    [
        ("07700 900123", False, "07700 900123"),
        ("+447700900123", False, "07700 900123"),
        ("(01632) 960-001", False, "01632 960001"),
        ("07700 900123", True, None),
        ("0113 496 0000", False, None),
        ("12345", True, None),
        ("", True, None),
        ("020 7946 09", True, None),
    ],
)
def test_drama_numbers_are_for_synthetic_people_and_real_ones_for_real_people(
    text: str, is_live: bool, phone: str | None
) -> None:
    assert read_phone(text, is_live) == phone


def test_white_space_and_control_characters_are_folded() -> None:
    assert read_text(" Ada \t\x00 \n Brack\x7fwell ") == "Ada Brack well"
    assert read_text(" \n ") is None
