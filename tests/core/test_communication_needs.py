"""The four subsets of the Accessible Information Standard, read exactly or not at all."""

import pytest

from pipeline.core.communication_needs import Need, Subset, read_needs, read_subset

FORMAT, METHOD, PROFESSIONAL, SUPPORT = (
    Subset.FORMAT, Subset.CONTACT_METHOD, Subset.PROFESSIONAL, Subset.SUPPORT
)  # fmt: skip


@pytest.mark.parametrize(
    ("subset", "text", "needs"),
    [
        (FORMAT, "Requires written information in at least 16 point sans serif", {Need.PRINT_16}),
        (FORMAT, "Requires written information in at least 18 point sans serif", {Need.PRINT_18}),
        (FORMAT, "Requires written information in at least 20 point sans serif", {Need.PRINT_20}),
        (FORMAT, "Requires written information in at least 24 point sans serif", {Need.PRINT_24}),
        (FORMAT, "large print 28pt", {Need.PRINT_28}),
        (FORMAT, "Requires large print", {Need.PRINT_LARGE}),
        (FORMAT, "Requires information in Easy read", {Need.EASY_READ}),
        (SUPPORT, "Requires information in Easyread", {Need.EASY_READ}),
        (FORMAT, "Requires information in contracted (Grade 2) Braille", {Need.BRAILLE_CONTRACTED}),
        (FORMAT, "Requires information in uncontracted (Grade 1) Braille", {Need.BRAILLE_UNCONTRACTED}),
        (FORMAT, "Braille grade 2", {Need.BRAILLE_CONTRACTED}),
        (FORMAT, "Braille", {Need.BRAILLE}),
        (FORMAT, "Requires information in Moon alphabet", {Need.MOON}),
        (FORMAT, "Requires information in electronic audio format", {Need.AUDIO, Need.ELECTRONIC}),
        (FORMAT, "Requires information verbally", {Need.SPOKEN}),
        (FORMAT, "Requires information by email", {Need.BY_EMAIL}),
        (FORMAT, "Easy read; 24 point", {Need.EASY_READ, Need.PRINT_24}),
        (METHOD, "Requires contact by letter", {Need.CONTACT_LETTER}),
        (METHOD, "Requires contact by email", {Need.CONTACT_EMAIL}),
        (METHOD, "Requires contact by SMS text message", {Need.CONTACT_SMS}),
        (METHOD, "Requires contact by telephone", {Need.CONTACT_TELEPHONE}),
        (METHOD, "Requires contact by text relay", {Need.CONTACT_TEXT_RELAY}),
        (METHOD, "Requires contact via carer", {Need.CONTACT_VIA_CARER}),
        (METHOD, "Requires visual alert", {Need.CONTACT_ALERT}),
        (PROFESSIONAL, "Needs a British Sign Language interpreter", {Need.BSL_INTERPRETER}),
        (PROFESSIONAL, "Requires lip speaker", {Need.LIP_SPEAKER}),
        (PROFESSIONAL, "Requires deafblind manual interpreter", {Need.DEAFBLIND_COMMUNICATOR}),
        (PROFESSIONAL, "Needs an advocate", {Need.ADVOCATE}),
        (SUPPORT, "Uses British sign language", {Need.BSL_USER}),
        (SUPPORT, "Lip-reads", {Need.LIP_READS}),
        (SUPPORT, "Uses hearing aid", {Need.HEARING_AID}),
        (FORMAT, "", set()),
        (FORMAT, "None recorded", set()),
    ],
)
def test_a_need_is_read_as_what_it_is(subset: Subset, text: str, needs: set[Need]) -> None:
    assert read_subset(subset, text) == (needs, True)


@pytest.mark.parametrize(
    ("subset", "text", "needs"),
    [
        (FORMAT, "at least 22 point sans serif", set()),
        (FORMAT, "Does not need easy read", set()),
        (FORMAT, "Easy read, holograms", {Need.EASY_READ}),
        (METHOD, "No letters", set()),
        (METHOD, "Newsletter", set()),
        (PROFESSIONAL, "see notes", set()),
    ],
)
def test_what_is_not_understood_is_said_to_be_so_and_never_guessed(subset: Subset, text: str, needs: set[Need]) -> None:
    assert read_subset(subset, text) == (needs, False)


def test_of_several_print_sizes_the_largest_counts_and_a_size_is_exact() -> None:
    assert read_needs({"information_format": "20 point | 28 point"}).print_point == 28
    assert read_needs({"communication_support": "Requires written information in at least 24 point"}).print_point == 24
    assert read_needs({"information_format": "large print"}).print_point is None
    assert read_needs({}).needs == frozenset()


def test_each_subset_says_for_itself_that_it_was_not_understood() -> None:
    read = read_needs({"contact_method": "pigeon", "information_format": "Easy read", "communication_support": None})
    assert (read.needs, read.unread) == ({Need.EASY_READ}, {METHOD})
