"""Settings, read once from the environment by the shell and passed on as a frozen value."""

import base64
import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import CorrectConfiguration

_SYNTHETIC_KEY = hashlib.sha256(b"smi-outreach synthetic data only").digest()
_PASSPHRASE, _SHORTEST_PASSPHRASE = "SMI_PASSPHRASE_", 16
_AGE_IDENTITY = re.compile(r"AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}")
_YES, _NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


@dataclass(frozen=True)
class Settings:
    """Where things are and whether the people are real.

    `is_live` is true unless SMI_LIVE says otherwise: forgetting a setting must never make real
    people look like test data. `key` (32 bytes) derives opaque ids and encrypts the archive. `passphrases`
    (by variable) and `age_identity` close and open what goes to providers and comes back. No secret is shown.
    """

    is_live: bool
    data_dir: Path
    database_url: str | None = field(repr=False)
    database_port: int | None
    key: bytes = field(repr=False)
    font_dir: Path | None
    practice_map_dir: Path | None
    max_file_bytes: int = 200_000_000
    archive_days: int = 30
    passphrases: Mapping[str, str] = field(default_factory=dict, repr=False, hash=False)
    age_identity: str | None = field(default=None, repr=False)

    @property
    def archive_dir(self) -> Path:
        return self.data_dir / "archive"

    def passphrase_for(self, *codes: str | None) -> str | None:
        """The passphrase of the first of these providers and partners that has one."""
        own = (self.passphrases.get(passphrase_variable(code)) for code in codes if code)
        return next((passphrase for passphrase in own if passphrase), None)


def settings_from(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from SMI_* variables; raises CorrectConfiguration naming the variable and what to do."""
    is_live = _boolean(environ, "SMI_LIVE", default=True)
    port = environ.get("SMI_DATABASE_PORT", "").strip()
    if port and not (port.isascii() and port.isdecimal() and 0 < int(port) < 65536):
        raise CorrectConfiguration(f"SMI_DATABASE_PORT is {port!r}: expected a port number from 1 to 65535.")
    megabytes = environ.get("SMI_MAX_FILE_MB", "").strip() or "200"
    if not (megabytes.isascii() and megabytes.isdecimal() and int(megabytes) > 0):
        raise CorrectConfiguration(f"SMI_MAX_FILE_MB is {megabytes!r}: expected a whole number of megabytes.")
    return Settings(
        is_live=is_live,
        data_dir=Path(environ.get("SMI_DATA_DIR") or ".smi").absolute(),
        database_url=environ.get("SMI_DATABASE_URL") or None,
        database_port=int(port) if port else None,
        key=_key(environ, is_live),
        font_dir=Path(environ["SMI_FONT_DIR"]) if environ.get("SMI_FONT_DIR") else None,
        practice_map_dir=Path(environ["SMI_PRACTICE_MAPS"]) if environ.get("SMI_PRACTICE_MAPS") else None,
        max_file_bytes=int(megabytes) * 1_000_000,
        archive_days=_archive_days(environ),
        passphrases=_passphrases(environ),
        age_identity=_age_identity(environ),
    )


def passphrase_variable(code: str) -> str:
    """The variable that holds the passphrase of a provider or partner: SMI_PASSPHRASE_SPRING_NORTH of spring-north."""
    return _PASSPHRASE + code.upper().replace("-", "_")


def _boolean(environ: Mapping[str, str], name: str, default: bool) -> bool:
    text = environ.get(name, "").strip().lower()
    if not text:
        return default
    if text in _YES | _NO:
        return text in _YES
    raise CorrectConfiguration(f"{name} is {text!r}: expected true or false.")


def _archive_days(environ: Mapping[str, str]) -> int:
    text = environ.get("SMI_ARCHIVE_DAYS", "").strip() or "30"
    if not (text.isascii() and text.isdecimal() and 0 < int(text) <= 3660):
        raise CorrectConfiguration(f"SMI_ARCHIVE_DAYS is {text!r}: expected a number of days from 1 to 3660.")
    return int(text)


def _passphrases(environ: Mapping[str, str]) -> Mapping[str, str]:
    given = {name: said.strip() for name, said in environ.items() if name.startswith(_PASSPHRASE) and said.strip()}
    for name in sorted(given):
        # Whoever has the file can try as often as they like.
        if len(given[name]) < _SHORTEST_PASSPHRASE or len(set(given[name])) < _SHORTEST_PASSPHRASE // 2:
            raise CorrectConfiguration(
                f"{name} can be guessed: give at least {_SHORTEST_PASSPHRASE} characters, such as five words drawn by "
                "chance, and tell them to the provider by another way than the files."
            )
    return given


def _age_identity(environ: Mapping[str, str]) -> str | None:
    identity = environ.get("SMI_AGE_IDENTITY", "").strip()
    if identity and not _AGE_IDENTITY.fullmatch(identity):
        raise CorrectConfiguration(
            "SMI_AGE_IDENTITY is not a key of age: make one with `smi-outreach seal-key`; it begins AGE-SECRET-KEY-1."
        )
    return identity or None


def _key(environ: Mapping[str, str], is_live: bool) -> bytes:
    text = environ.get("SMI_KEY", "")
    if not text:
        if is_live:
            raise CorrectConfiguration(
                "SMI_KEY is not set. With real people the archive is always encrypted: make a key with "
                "`smi-outreach key`, keep it in your secrets store and set SMI_KEY. "
                "For synthetic data set SMI_LIVE=false instead."
            )
        return _SYNTHETIC_KEY
    try:
        key = base64.b64decode(text, altchars=b"-_", validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise CorrectConfiguration("SMI_KEY is not a key: make one with `smi-outreach key`.")
    return key
