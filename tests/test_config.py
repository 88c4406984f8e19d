"""Settings from the environment: safe when nothing is said, plain when something is wrong."""

import pickle
from pathlib import Path

import pytest

from pipeline.config import settings_from
from pipeline.doors.sealed_files import new_age_identity
from pipeline.errors import CorrectConfiguration

KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


def test_people_are_real_unless_somebody_says_otherwise() -> None:
    for said in ({}, {"SMI_LIVE": ""}, {"SMI_LIVE": "  "}, {"SMI_LIVE": "Yes"}, {"SMI_LIVE": "1"}):
        assert settings_from({"SMI_KEY": KEY, **said}).is_live
    for no in ("false", "No", "0", " off "):
        assert not settings_from({"SMI_LIVE": no}).is_live


def test_real_people_need_a_key_of_32_bytes() -> None:
    assert settings_from({"SMI_KEY": KEY}).key == b"01234567890123456789012345678901"
    for wrong in ("", "a2V5", KEY[:-4], KEY + "AAAA", "schlüssel", "not base64 at all"):
        with pytest.raises(CorrectConfiguration, match="SMI_KEY"):
            settings_from({"SMI_KEY": wrong})


def test_a_wrong_key_is_not_repeated_in_the_error() -> None:
    with pytest.raises(CorrectConfiguration) as told:
        settings_from({"SMI_KEY": "s3cretbutshort"})
    assert "s3cret" not in str(told.value)


def test_synthetic_data_needs_no_key_and_never_shares_one_with_real_people() -> None:
    assert settings_from({"SMI_LIVE": "false"}).key != settings_from({"SMI_KEY": KEY}).key


@pytest.mark.parametrize("port", ["0", "65536", "-1", "5432.0", "²", "٣", "a"])
def test_a_port_is_a_number_from_1_to_65535(port: str) -> None:
    with pytest.raises(CorrectConfiguration, match="SMI_DATABASE_PORT is"):
        settings_from({"SMI_LIVE": "false", "SMI_DATABASE_PORT": port})


def test_settings_that_are_blank_are_settings_that_are_not_made() -> None:
    blank = dict.fromkeys(("SMI_DATA_DIR", "SMI_DATABASE_URL", "SMI_DATABASE_PORT", "SMI_FONT_DIR", "SMI_KEY"), "")
    assert settings_from({"SMI_LIVE": "false", **blank}) == settings_from({"SMI_LIVE": "false"})


def test_folders_are_absolute_wherever_the_command_was_given(tmp_path: Path) -> None:
    made = settings_from({"SMI_LIVE": "false", "SMI_DATA_DIR": "here"})
    assert made.data_dir.is_absolute()
    assert made.archive_dir.parent == made.data_dir


def test_nothing_but_true_and_false_is_a_mode() -> None:
    for text in ("maybe", "2", "falsch", "true false"):
        with pytest.raises(CorrectConfiguration, match="SMI_LIVE is"):
            settings_from({"SMI_LIVE": text, "SMI_KEY": KEY})


def test_the_largest_file_that_is_read_can_be_set() -> None:
    assert settings_from({"SMI_LIVE": "false"}).max_file_bytes == 200_000_000
    assert settings_from({"SMI_LIVE": "false", "SMI_MAX_FILE_MB": "5"}).max_file_bytes == 5_000_000
    for wrong in ("0", "-1", "two", "1.5"):
        with pytest.raises(CorrectConfiguration, match="SMI_MAX_FILE_MB"):
            settings_from({"SMI_LIVE": "false", "SMI_MAX_FILE_MB": wrong})


PASSPHRASE = "five words drawn by chance"


def test_a_passphrase_is_found_by_the_code_of_a_provider_or_the_first_that_has_one() -> None:
    said = {"SMI_LIVE": "false", "SMI_PASSPHRASE_SPRING_NORTH": f" {PASSPHRASE}\n", "SMI_PASSPHRASE_CALICO": ""}
    settings = settings_from(said)
    assert settings.passphrase_for("spring-north") == PASSPHRASE
    assert settings.passphrase_for("calico") is None
    assert settings.passphrase_for("calico", None, "spring-north") == PASSPHRASE


@pytest.mark.parametrize("weak", ["short", "fifteen letters", "a" * 40, "123123123123123123123123"])
def test_a_passphrase_that_can_be_guessed_is_refused_and_not_repeated(weak: str) -> None:
    with pytest.raises(CorrectConfiguration, match="SMI_PASSPHRASE_ALDER") as told:
        settings_from({"SMI_LIVE": "false", "SMI_PASSPHRASE_ALDER": weak})
    assert weak not in str(told.value)


def test_a_key_of_age_is_one() -> None:
    identity, _ = new_age_identity()
    assert settings_from({"SMI_LIVE": "false", "SMI_AGE_IDENTITY": f"{identity}\n"}).age_identity == identity
    for wrong in ("age1public", identity.lower(), identity[:-1]):
        with pytest.raises(CorrectConfiguration, match="SMI_AGE_IDENTITY") as told:
            settings_from({"SMI_LIVE": "false", "SMI_AGE_IDENTITY": wrong})
        assert wrong not in str(told.value)


def test_settings_show_no_secret() -> None:
    identity, _ = new_age_identity()
    url = "postgresql://smi:qzword@host/smi"
    said = {"SMI_KEY": KEY, "SMI_PASSPHRASE_ALDER": PASSPHRASE, "SMI_AGE_IDENTITY": identity, "SMI_DATABASE_URL": url}
    shown = f"{settings_from(said)!r} {settings_from(said)}"
    assert not [secret for secret in (KEY, "0123456789", PASSPHRASE, identity, "qzword") if secret in shown]


def test_settings_go_along_to_the_processes_that_read_files() -> None:
    settings = settings_from({"SMI_KEY": KEY, "SMI_PASSPHRASE_ALDER": "five words drawn by chance here"})
    assert settings.passphrases
    assert pickle.loads(pickle.dumps(settings)) == settings
