"""Every reader of a single value beside texts nobody thought of: it never raises, and reads what it read again."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.core.column_names import numbered_entry
from pipeline.core.communication_needs import Subset, read_needs, read_subset
from pipeline.core.observation_terms import read_entry
from pipeline.core.postal_address import PostalAddress, clean_text, postal_address
from pipeline.core.reasons import ValueReason
from pipeline.core.register_contract import Element
from pipeline.core.values import (
    read_date,
    read_decile,
    read_flag,
    read_nhs_number,
    read_phone,
    read_sex,
    read_text,
)
from tests import oracle
from tests.intake.profile import generated

USUAL: dict[str, Any] = {
    **generated(150),
    "phases": settings.default.phases,
    "suppress_health_check": [HealthCheck.too_slow],
}
PIECES = (
    "9990000026",
    "9.99E+09",
    "04/05/1980",
    "5",
    "0",
    "9",
    " ",
    "\t",
    "\n",
    "\r\n",
    "-",
    "/",
    ".",
    ",",
    ";",
    "=1+1",
    "@",
    "no",
    "yes",
    "Mar",
    "2021",
    "+44",
    "07700 900123",
    "declined",
    "BMI",
    "mmol/mol",
    "%",
    "units",
    "a day",
    "systolic",
    "128/82",
    "braille",
    "contracted",
    "24 point",
    "easy read",
    "not",
    "\u202e",
    "\u200b",
    "\ufeff",
    "e\u200d\u0301",
    "😀",
    "\x00",
    "\x85",
    "\x1c",
    "٣",
    "²",
    "\u00a0",
    "'",
    '"',
    "\\",
    "BB11 1AA",
    "ZZ99",
    "NFA",
)
PIECE = st.one_of(st.sampled_from(PIECES), st.characters(exclude_categories=("Cs",)))
# Some pieces stand thousands of times: what grows with the square of a text's length hangs here.
RUN = st.builds(lambda piece, times: piece * times, PIECE, st.sampled_from((1, 1, 1, 1, 2, 40, 5_000)))
ANYTHING = st.lists(RUN, max_size=6).map("".join)


@settings(**USUAL)
@given(ANYTHING)
@example("9" * 5_000)
def test_no_text_breaks_a_reader_of_values(text: str) -> None:
    assert read_date(text).is_readable in (True, False)
    assert (read_nhs_number(text).digits is None) == (read_nhs_number(text).problem is not None)
    assert read_flag(text) in (True, False, None)
    assert read_sex(text) in ("female", "male", "other", None)
    assert read_decile(text) in (None, *range(1, 11))
    assert read_phone(text, is_live=True) is None or not read_phone(text, is_live=False)
    assert numbered_entry(f"bmi_date_{text}") is None or text.strip().isdecimal()


@settings(**USUAL)
@given(ANYTHING)
@example("e\u200d\u0301")
def test_what_was_read_is_read_the_same_again(text: str) -> None:
    read = read_text(text)
    assert read is None or read_text(read) == read
    number = read_nhs_number(text).digits
    assert number is None or read_nhs_number(number) == (number, None)
    phone = read_phone(text, is_live=False)
    assert phone is None or read_phone(phone, is_live=False) == phone
    day = read_date(text)
    assert day.day is None or read_date(day.day.isoformat()).day == day.day
    decile = read_decile(text)
    assert decile is None or read_decile(str(decile)) == decile
    assert clean_text(clean_text(text)) == clean_text(text)


@st.composite
def nearly_dates(draw: st.DrawFn) -> str:
    """Days that are and days that never were, each way of writing them, a few with something wrong."""
    day, month = draw(st.integers(0, 32)), draw(st.integers(0, 13))
    year = draw(st.sampled_from((0, 1, 99, 1899, 1900, 1980, 2000, 2023, 2024, 9999)))
    name = draw(st.sampled_from(("Jan", "feb", "MARCH", "apr", "June", "Sep", "sept", "December", "Foo")))
    mark, other = draw(st.sampled_from("/.-")), draw(st.sampled_from("/.- "))
    wide = draw(st.sampled_from(("{}", "{:02}")))
    d, m = wide.format(day), wide.format(month)
    text = draw(
        st.sampled_from(
            (
                f"{d}{mark}{m}{mark}{year:04}",
                f"{d}{other}{name}{other}{year:04}",
                f"{year:04}-{m}-{d}",
                f"{name} {year:04}",
                f"{name}-{year:04}",
                f"{year:04}",
                f"{year:02}{m}{d}",
                f"{d}{mark}{m}{mark}{year % 100:02}",
            )
        )
    )
    return text + draw(st.sampled_from(("", "", "", " 00:00", " 00:00:00", "T00:00:00", "x", ".0", " ")))


@settings(**{**USUAL, "max_examples": USUAL["max_examples"] * 4})
@given(st.one_of(nearly_dates(), nearly_dates(), st.integers(0, 120_000).map(str)))
def test_a_date_is_read_as_the_naive_reading_does(text: str) -> None:
    named = oracle.day_named(text)
    read = read_date(text)
    if named is None:
        assert (read.day, read.is_readable) == (None, text.strip() == ""), text
    else:
        assert read == (named.first, named.is_whole, True), text


@given(st.integers(10_000, 99_999))
def test_a_number_of_five_digits_is_the_day_a_spreadsheet_counts_it_to_be(number: int) -> None:
    assert read_date(str(number)).day == date(1899, 12, 30) + timedelta(days=number)


@settings(**USUAL)
@given(ANYTHING, ANYTHING, st.sampled_from((None, *Element)), st.one_of(st.just(""), ANYTHING))
@example("Alcohol units consumed per week", "5" + " " * 400 + "x", Element.ALCOHOL, "")
def test_an_entry_is_a_result_a_decline_or_has_its_reason(
    term: str, value: str, element: str | None, unit: str
) -> None:
    read = read_entry(term, value, element, unit)
    assert not (read.is_declined and read.problem)
    assert (read.element is None) == (read.problem is ValueReason.TERM_UNKNOWN)
    if element:
        assert read.element == element, "the column an entry stands in decides"
    if read.element:
        assert read_entry(term, value, read.element, unit) == read, "said or seen, the element is the same"
    assert read_entry(term, f" {value} ", element, unit) == read


@settings(**USUAL)
@given(st.integers(0, 999), st.integers(0, 999), st.sampled_from(("/", " / ", "/ ")))
def test_a_pressure_counts_within_its_bounds_and_nowhere_else(upper: int, lower: int, between: str) -> None:
    read = read_entry("O/E - blood pressure reading", f"{upper}{between}{lower}", None)
    is_possible = 40 <= upper <= 350 and 20 <= lower <= 200
    assert (read.problem is None) == is_possible


@settings(**USUAL)
@given(st.sampled_from(Subset), st.lists(ANYTHING.filter(lambda text: not set(text) & set(";,|")), max_size=3))
def test_needs_said_together_are_the_needs_said_alone(subset: Subset, parts: list[str]) -> None:
    needs, is_understood = read_subset(subset, ";".join(parts))
    alone = [read_subset(subset, part) for part in parts]
    assert needs == frozenset().union(*(found for found, _ in alone))
    assert is_understood == all(understood for _, understood in alone)
    assert read_subset(subset, "|".join(reversed(parts))) == (needs, is_understood)
    whole = read_needs({subset.value: ";".join(parts)})
    assert (whole.needs, whole.unread) == (needs, frozenset() if is_understood else {subset})


@settings(**USUAL)
@given(ANYTHING, st.lists(st.one_of(st.none(), ANYTHING, st.sampled_from(("4 Fennel Row", "Burnley"))), max_size=9))
def test_an_address_that_can_be_printed_can_be_printed_again(name: str, lines: list[str | None]) -> None:
    made = postal_address(name, lines, "BB11 1AA")
    if isinstance(made, PostalAddress):
        assert 3 <= len(made.lines) <= 7
        assert made.lines[-1] == "BB11 1AA"
        assert all(line == clean_text(line) for line in made.lines)
        assert postal_address(made.lines[0], made.lines[1:-1], made.lines[-1]) == made
    else:
        assert made.reason.sentence


@pytest.mark.parametrize("postcode", ["", "ZZZSECUR", "NFA", "ZZ99 3VZ", "BB1١ 1AA", "x"])
@settings(**{**USUAL, "max_examples": 20})
@given(lines=st.lists(ANYTHING, max_size=6))
def test_no_lines_make_an_address_of_a_postcode_that_is_none(postcode: str, lines: list[str]) -> None:
    assert not isinstance(postal_address("Ada Bram", lines, postcode), PostalAddress)
