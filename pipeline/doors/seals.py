"""Whose files are closed with what: passphrases of the environment, public keys of the region pack."""

import hashlib
import hmac
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row

from pipeline.config import Settings, passphrase_variable
from pipeline.core.raw_register import NotUnderstood, Table
from pipeline.core.reasons import FileReason
from pipeline.doors import db, extracts
from pipeline.doors.sealed_files import Seal, StaysSealed, age_recipient_of, is_sealed, opened
from pipeline.errors import CorrectConfiguration

Seals = Mapping[tuple[str, str | None], Seal]


class SealBook:
    """The seal of every provider and partner of the region in force."""

    def __init__(self, seals: Seals, is_live: bool) -> None:
        self._seals, self._is_live = seals, is_live

    def of(self, provider_code: str, partner_code: str | None = None) -> Seal | None:
        """The partner's own seal, else the provider's. None leaves a file open: only ever with synthetic data."""
        seal = self._seals.get((provider_code, partner_code)) or self._seals.get((provider_code, None))
        if seal is None and self._is_live:
            raise _nothing_to_seal_with([provider_code])
        return seal

    def lacking(self, provider_codes: Collection[str]) -> list[str]:
        """Those of these providers for whom nothing may be written: people are real, and nothing seals their files."""
        return [code for code in sorted(provider_codes) if self._is_live and (code, None) not in self._seals]

    def require(self, provider_codes: Collection[str]) -> None:
        """Raises CorrectConfiguration where nothing may be written for one of these providers."""
        if lacking := self.lacking(provider_codes):
            raise _nothing_to_seal_with(lacking)


def seals_in_force(connection: Connection, settings: Settings | None) -> SealBook:
    """The seals of the region in force. Without settings nothing is sealed, which real people's data refuse."""
    is_live = bool(db.value(connection, "seals/are_people_real")) or (settings is not None and settings.is_live)
    if settings is None:
        return SealBook({}, is_live)
    known = db.rows(connection, "seals/known")
    seals = {(row.provider_code, row.partner_code): _seal(row, settings) for row in known}
    return SealBook({whose: seal for whose, seal in seals.items() if seal is not None}, is_live)


def require_seals(connection: Connection, settings: Settings, as_of: date) -> None:
    """Raises CorrectConfiguration before anything is written, where people are real and a provider that covers
    somebody has neither passphrase nor key, or our own key is mistyped.
    """
    if settings.age_identity and not age_recipient_of(settings.age_identity):
        raise CorrectConfiguration("SMI_AGE_IDENTITY is mistyped: set it to what `smi-outreach seal-key` printed.")
    covering = [row.provider_code for row in db.rows(connection, "seals/covering", as_of=as_of)]
    seals_in_force(connection, settings).require(covering)


def read_returned_tables(path: Path, provider_code: str | None, settings: Settings | None) -> list[Table]:
    """The tables of a file that a provider sent back, opened first where it is sealed; raises NotUnderstood."""
    if settings is None:
        return extracts.read_tables(0, path)
    if extracts.is_too_big(path, settings.max_file_bytes):
        raise NotUnderstood(FileReason.FILE_TOO_BIG)
    try:
        name, content = open_sealed(path, provider_code, settings)
    except StaysSealed:
        raise NotUnderstood(FileReason.WORKBOOK_PASSWORD) from None
    if len(content) > settings.max_file_bytes:
        raise NotUnderstood(FileReason.FILE_TOO_BIG)
    return extracts.tables_of(0, name, content, settings.max_file_bytes)


def open_sealed(path: Path, provider_code: str | None, settings: Settings) -> tuple[str, bytes]:
    """The name and bytes of a file, as they were before somebody sealed it; raises StaysSealed.

    The sender's passphrase is tried first, then those of the others: a partner sends through its provider's folder.
    """
    content = path.read_bytes()
    if not is_sealed(content):
        return path.name, content
    own = passphrase_variable(provider_code) if provider_code else ""
    variables = sorted(settings.passphrases, key=lambda name: (name != own, name))
    found = opened(content, [settings.passphrases[name] for name in variables], settings.age_identity)
    return path.name.removesuffix(".age"), found


def _seal(row: Row[Any], settings: Settings) -> Seal | None:
    """What the organisation was told or gave itself; a partner with neither has none of its own."""
    passphrase = settings.passphrase_for(row.partner_code or row.provider_code)
    if not passphrase and not row.age_recipient:
        return None
    said = f"{passphrase or ''}\x1f{row.age_recipient or ''}".encode()
    mark = hmac.new(settings.key, b"seal:" + said, hashlib.sha256).hexdigest()[:16]
    return Seal(passphrase, row.age_recipient, mark)


def _nothing_to_seal_with(codes: Collection[str]) -> CorrectConfiguration:
    variables = ", ".join(passphrase_variable(code) for code in codes)
    return CorrectConfiguration(
        f"Files for {', '.join(codes)} cannot be sealed, and with real people nothing leaves unsealed: none was "
        f"written. Agree a passphrase with each and set {variables}, or put its public key of age into the region "
        "pack as `age_recipient`. Then run again."
    )
