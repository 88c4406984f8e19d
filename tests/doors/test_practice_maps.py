"""Practices' own maps of headings, read from their folder."""

from pathlib import Path

import pytest

from pipeline.doors.practice_maps import practice_map
from pipeline.errors import CorrectConfiguration


def test_a_practice_with_a_map_gets_it_and_others_get_none(tmp_path: Path) -> None:
    (tmp_path / "Z90001.toml").write_text('[columns]\n"Pt Surname" = "family_name"\n')
    assert practice_map(tmp_path, "Z90001") == {"Pt Surname": "family_name"}
    assert practice_map(tmp_path, "Z90002") == {}
    assert practice_map(None, "Z90001") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[columns]\n"Shoe" = "shoe_size"\n', "'Shoe' is said to mean 'shoe_size'"),
        ('[columns]\n"Shoe" = 9\n', "'Shoe' is said to mean 9"),
        ("[columns\n", "is not TOML"),
    ],
)
def test_a_map_that_cannot_be_used_is_named_with_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "Z90001.toml").write_text(text)
    with pytest.raises(CorrectConfiguration, match=said) as raised:
        practice_map(tmp_path, "Z90001")
    assert "Z90001.toml" in str(raised.value)
