"""SNOMED identifiers a spreadsheet rounded, told apart from whole ones and from every other code."""

import pytest

from pipeline.core.snomed_codes import is_check_digit_right, is_rounded

WHOLE = ["1005671000000105", "853681000000104", "999791000000106", "1082641000000106", "271649006", "24671000000101",
         "2738571000000112", "2533649013", "999012731000230108"]  # fmt: skip


@pytest.mark.parametrize("code", WHOLE)
def test_a_whole_identifier_has_its_check_digit_and_is_not_damaged(code: str) -> None:
    assert is_check_digit_right(code)
    assert not is_check_digit_right(code[:-1] + str((int(code[-1]) + 1) % 10))
    assert not is_rounded(code)


@pytest.mark.parametrize("code", [code for code in WHOLE if len(code) > 15])
def test_what_a_spreadsheet_leaves_of_it_is_damaged(code: str) -> None:
    rounded = code[:15] + "0" * (len(code) - 15)
    assert is_rounded(rounded)
    assert is_rounded(rounded + ".0")
    assert is_rounded(f"{float(code):.5E}")


@pytest.mark.parametrize(
    "code", ["", "YZa01", "1377.", "137A.", "213841000033116", "100000000000000", "27.4", "Body mass"]
)
def test_other_codes_and_words_are_left_alone(code: str) -> None:
    assert not is_rounded(code)
