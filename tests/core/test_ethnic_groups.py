"""Practices' words for ethnicity are read as the five census groups; whatever is not understood is a group too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.ethnic_groups import EthnicGroup, ethnic_group

SAID = {
    EthnicGroup.WHITE: (
        "White British", "British or mixed British - ethnic category 2001 census", "A", "White: English", "Irish",
        "Other White background", "White - Gypsy or Irish Traveller", "White Polish", "Any other white background",
        "British (NHS ethnic category 2001)",
    ),
    EthnicGroup.ASIAN: (
        "Pakistani", "Asian or Asian British: Indian", "Bangladeshi or British Bangladeshi", "Chinese", "R",
        "British Asian",
        "Other Asian background - ethn categ 2001 census", "East African Asian", "Sri Lankan",
    ),
    EthnicGroup.BLACK: (
        "Black British", "Caribbean", "African", "M", "Black or Black British: African", "West Indian", "Other Black",
    ),
    EthnicGroup.MIXED: (
        "Mixed: White and Asian", "White and Black Caribbean", "Other mixed background", "D", "Black and Asian",
        "Mixed multiple ethnic groups",
    ),
    EthnicGroup.OTHER: ("Arab", "Any other ethnic group", "S", "Other ethnic group - ethnic category 2001 census"),
    EthnicGroup.NOT_KNOWN: (None, "", " ", "Not stated", "Z", "Ethnic category not stated - 2001 census", "Refused",
                            "Patient declined to say", "?", "Unknown", "Qzplanted"),
}  # fmt: skip


@pytest.mark.parametrize(("group", "said"), [(group, said) for group, words in SAID.items() for said in words])
def test_a_practice_s_words_are_read_as_one_group(group: EthnicGroup, said: str | None) -> None:
    assert ethnic_group(said) is group
    assert ethnic_group(said.upper() if said else said) is group


@given(st.text(max_size=40))
def test_anything_at_all_has_a_group(said: str) -> None:
    assert ethnic_group(said) in EthnicGroup
