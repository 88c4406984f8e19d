"""The address on the envelope: printable as given, shortened safely, or refused with one reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.postal_address import (
    LONGEST_LINE,
    PostalAddress,
    UnfitAddress,
    UnfitReason,
    clean_text,
    postal_address,
)

NAME = "Ms Ada Sample"


def lines_of(*places: str | None, postcode: str | None = "BB99 9AA") -> tuple[str, ...]:
    made = postal_address(NAME, places, postcode)
    assert isinstance(made, PostalAddress), made
    return made.lines


def reason_of(*places: str | None, postcode: str | None = "BB99 9AA", name: str = NAME) -> UnfitReason:
    made = postal_address(name, places, postcode)
    assert isinstance(made, UnfitAddress), made
    return made.reason


def test_the_person_comes_first_and_the_postcode_last_in_its_usual_form() -> None:
    assert lines_of("12 Mill Lane", None, " ", "Burnley", postcode=" bb999aa ") == (
        NAME,
        "12 Mill Lane",
        "Burnley",
        "BB99 9AA",
    )


def test_one_line_between_name_and_postcode_is_enough() -> None:
    assert lines_of("12 Mill Lane") == (NAME, "12 Mill Lane", "BB99 9AA")


def test_a_line_that_repeats_the_one_above_or_the_postcode_is_left_out() -> None:
    assert lines_of("12 Mill Lane", "Burnley", "BURNLEY", "bb99 9aa", "-") == (
        NAME,
        "12 Mill Lane",
        "Burnley",
        "BB99 9AA",
    )


def test_more_than_seven_lines_are_shortened_by_joining_the_shortest_neighbours() -> None:
    assert lines_of("Flat 4", "Rose Court", "12", "Mill Lane", "Higher Ashby", "Burnley", "Lancashire") == (
        NAME,
        "Flat 4, Rose Court",
        "12 Mill Lane",
        "Higher Ashby",
        "Burnley",
        "Lancashire",
        "BB99 9AA",
    )


def test_lines_that_cannot_be_joined_on_one_line_are_refused_and_not_cut() -> None:
    places = [f"Line number {number} with quite a lot of words" for number in range(6)]
    assert reason_of(*places) is UnfitReason.TOO_MANY_LINES


@pytest.mark.parametrize("postcode", ["ZZ99 3VZ", "zz993cz", "ZZZSECUR", "NFA", "ANK"])
def test_a_postcode_that_stands_for_no_address_is_not_an_address(postcode: str) -> None:
    assert reason_of("12 Mill Lane", "Burnley", postcode=postcode) is UnfitReason.POSTCODE_NOT_AN_ADDRESS


@pytest.mark.parametrize("postcode", ["BB99", "BB99 9A", "12345", "BB99 9CA", "BB99 ٩AA", "BB99 9AA X"])
def test_a_postcode_of_another_shape_is_malformed(postcode: str) -> None:
    assert reason_of("12 Mill Lane", postcode=postcode) is UnfitReason.POSTCODE_MALFORMED


@pytest.mark.parametrize("place", ["No fixed abode", "NFA", "n.f.a.", "of no fixed address", "Homeless"])
def test_no_fixed_abode_is_said_as_such_whatever_the_postcode(place: str) -> None:
    assert reason_of(place, "Burnley", postcode=None) is UnfitReason.NO_FIXED_ABODE


def test_a_place_whose_name_only_contains_such_a_word_is_an_address() -> None:
    assert lines_of("Homeless Action House", "1 Nfalo Street")[1] == "Homeless Action House"


@pytest.mark.parametrize("places", [(), (None, " "), ("Not known",), ("-", "."), ("BB99 9AA",)])
def test_an_address_without_any_place_is_missing(places: tuple[str | None, ...]) -> None:
    assert reason_of(*places) is UnfitReason.ADDRESS_MISSING


def test_an_address_without_postcode_is_named_so() -> None:
    assert reason_of("12 Mill Lane", postcode=None) is UnfitReason.POSTCODE_MISSING


def test_an_address_without_a_name_has_too_few_lines() -> None:
    assert reason_of("12 Mill Lane", name=" - ") is UnfitReason.TOO_FEW_LINES


@pytest.mark.parametrize("sign", '@()=[]"\\/,<>~')
def test_a_line_that_starts_with_a_sign_printers_refuse_is_not_printable(sign: str) -> None:
    assert reason_of("12 Mill Lane", f"{sign}Burnley") is UnfitReason.LINE_NOT_PRINTABLE
    assert reason_of("12 Mill Lane", name=f"{sign}Sample") is UnfitReason.LINE_NOT_PRINTABLE


def test_a_line_over_the_limit_is_refused_and_one_at_the_limit_is_kept_whole() -> None:
    assert lines_of("x" * LONGEST_LINE)[1] == "x" * LONGEST_LINE
    assert reason_of("x" * (LONGEST_LINE + 1)) is UnfitReason.LINE_NOT_PRINTABLE


def test_every_reason_has_one_sentence_of_its_own() -> None:
    sentences = {reason.sentence for reason in UnfitReason}
    assert len(sentences) == len(UnfitReason)
    assert all(sentence.endswith(".") for sentence in sentences)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Ada\u202e elpmaS", "Ada elpmaS"),
        ("Ada\u2028Sample\r\n", "Ada Sample"),
        ("A\u0000da\u200b \ue000Sample\ufeff", "Ada Sample"),
        ("Jose\u0301", "José"),
        ("  Ada \t  Sample ", "Ada Sample"),
        ("Ada\u00a0Sample", "Ada Sample"),
        ("\ud800Ada", "Ada"),
    ],
)
def test_text_is_cleaned_of_what_cannot_be_seen(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text(), st.lists(st.none() | st.text(), max_size=9), st.none() | st.sampled_from(["BB99 9AA", "M11AA"]))
def test_whatever_comes_in_an_address_is_either_refused_or_fits_the_envelope(
    name: str, places: list[str | None], postcode: str | None
) -> None:
    made = postal_address(name, places, postcode)
    assert made == postal_address(name, places, postcode)
    if isinstance(made, PostalAddress):
        assert 3 <= len(made.lines) <= 7
        assert all(line and len(line) <= LONGEST_LINE and line == clean_text(line) for line in made.lines)
        assert made.lines[-1] in ("BB99 9AA", "M1 1AA")
