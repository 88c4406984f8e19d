"""Public keys of age: a whole one is known, and whatever a typing hand does to it is not."""

import string

from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.age_recipient import is_age_recipient
from pipeline.doors.sealed_files import new_age_identity

KEYS = [new_age_identity()[1] for _ in range(20)]


def test_every_key_that_age_makes_is_one() -> None:
    assert all(is_age_recipient(key) for key in KEYS)


@given(st.sampled_from(KEYS), st.integers(0, 61), st.sampled_from(string.ascii_lowercase + string.digits))
def test_one_letter_mistyped_and_it_is_none(key: str, at: int, letter: str) -> None:
    mistyped = key[:at] + letter + key[at + 1 :]
    assert is_age_recipient(mistyped) == (mistyped == key)


@given(st.sampled_from(KEYS), st.integers(0, 60))
def test_two_letters_exchanged_and_it_is_none(key: str, at: int) -> None:
    exchanged = key[:at] + key[at + 1] + key[at] + key[at + 2 :]
    assert is_age_recipient(exchanged) == (exchanged == key)


def test_nothing_else_is_one() -> None:
    secret, _ = new_age_identity()
    for text in (
        "",
        "age1",
        KEYS[0][:-1],
        KEYS[0] + "q",
        KEYS[0].upper(),
        f" {KEYS[0]}",
        secret,
        "ssh-ed25519 AAAA",
        "1" * 62,
    ):
        assert not is_age_recipient(text)
