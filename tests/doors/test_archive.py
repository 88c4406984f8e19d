"""Raw files kept by hash; with real people nobody reads them without the key."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.fernet import InvalidToken

from pipeline.config import Settings, settings_from
from pipeline.doors import archive

CONTENT = b"nhs_number,family_name\r\n9990000018,Brackwell\r\n"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_bytes(CONTENT)
    return path


def settings_of(tmp_path: Path, is_live: bool) -> Settings:
    made = settings_from({"SMI_LIVE": "false", "SMI_DATA_DIR": str(tmp_path / "data")})
    return replace(made, is_live=is_live, key=b"k" * 32)


@pytest.mark.parametrize("is_live", [False, True])
def test_what_is_kept_comes_back_byte_for_byte(tmp_path: Path, source: Path, is_live: bool) -> None:
    settings = settings_of(tmp_path, is_live)
    assert archive.restore(settings, archive.keep(settings, CONTENT, SHA256)) == CONTENT


def test_with_real_people_nothing_legible_is_on_the_disk(tmp_path: Path, source: Path) -> None:
    settings = settings_of(tmp_path, is_live=True)
    name = archive.keep(settings, CONTENT, SHA256)
    source.unlink()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.name for path in files] == [f"{SHA256}.enc"]
    assert b"Brackwell" not in files[0].read_bytes()
    with pytest.raises(InvalidToken):
        archive.restore(replace(settings, key=b"o" * 32), name)


def test_the_same_file_again_is_not_written_again(tmp_path: Path, source: Path) -> None:
    settings = settings_of(tmp_path, is_live=True)
    name = archive.keep(settings, CONTENT, SHA256)
    kept = (settings.archive_dir / name).read_bytes()
    assert archive.keep(settings, CONTENT, SHA256) == name
    assert (settings.archive_dir / name).read_bytes() == kept


def test_no_name_of_the_archive_tells_whose_file_it_was(tmp_path: Path, source: Path) -> None:
    assert archive.keep(settings_of(tmp_path, is_live=False), CONTENT, SHA256) == f"{SHA256[:2]}/{SHA256}"
