"""Files closed for one organisation, and opened again: workbooks and pages with a passphrase, the rest with age."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from struct import error as TooShort
from xml.parsers.expat import ExpatError

import pyrage
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
from msoffcrypto.format.ooxml import OOXMLFile

from pipeline.doors.locked_page import locked_page
from pipeline.doors.workbooks import Book

_AGE, _WORKBOOK, _PAGE, _TABLE = ".age", ".xlsx", ".html", ".csv"
_OLE, _ENCRYPTED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
_AGE_BEGINS = (b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----")
# A file says how often its passphrase is hashed, and programs say 100,000: millions would keep a run busy.
_MOST_ROUNDS = 500_000
# Whatever a broken or hostile container makes the readers stumble over.
_BROKEN = (
    DecryptionError, FileFormatError, InvalidKeyError, ParseError, ExpatError, TooShort,
    OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError,
)  # fmt: skip


class StaysSealed(Exception):
    """A sealed file that no passphrase or key of ours opens, or that is broken."""


@dataclass(frozen=True)
class Seal:
    """What closes one organisation's files: the passphrase it was told, the public key it gave, or both.

    `mark` tells one seal from another without saying what it is.
    """

    passphrase: str | None = field(repr=False)
    recipient: str | None
    mark: str

    def path_of(self, path: str) -> str:
        """Where a file lies once it is closed: whoever has a passphrase alone gets tables as workbooks."""
        if self.passphrase and path.endswith((_WORKBOOK, _PAGE)):
            return path
        if not self.recipient and path.endswith(_TABLE):
            return str(PurePosixPath(path).with_suffix(_WORKBOOK))
        return path + _AGE

    def close(self, path: str, content: bytes, as_of: date) -> bytes:
        """The sealed bytes of the file that would lie open at `path`; never twice the same."""
        closed = self.path_of(path)
        if closed.endswith(_PAGE) and self.passphrase:
            return locked_page(PurePosixPath(path).stem, content, self.passphrase)
        if closed.endswith(_WORKBOOK) and self.passphrase:
            return _with_passphrase(content if path == closed else _as_workbook(path, content, as_of), self.passphrase)
        if self.recipient:
            return bytes(pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(self.recipient)]))
        assert self.passphrase is not None
        return bytes(pyrage.passphrase.encrypt(content, self.passphrase))


def is_sealed(content: bytes) -> bool:
    """Whether the bytes are a workbook with a passphrase or a file of age."""
    return content.startswith(_AGE_BEGINS) or (content.startswith(_OLE) and _ENCRYPTED in content)


def opened(content: bytes, passphrases: Sequence[str], age_identity: str | None) -> bytes:
    """What is in the sealed bytes; raises StaysSealed where none of the passphrases opens them, nor the identity."""
    if content.startswith(_AGE_BEGINS):
        return _opened_by_age(content, passphrases, age_identity)
    for passphrase in passphrases:
        try:
            return _opened_workbook(content, passphrase)
        except _BROKEN:
            continue
    raise StaysSealed


def new_age_identity() -> tuple[str, str]:
    """A new secret key of age and the public key that belongs to it."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def age_recipient_of(age_identity: str) -> str | None:
    """The public key of a secret one; None where it is mistyped."""
    try:
        return str(pyrage.x25519.Identity.from_str(age_identity).to_public())
    except pyrage.IdentityError:
        return None


def _with_passphrase(workbook: bytes, passphrase: str) -> bytes:
    sealed = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook)).encrypt(passphrase, sealed)
    return sealed.getvalue()


def _as_workbook(path: str, table: bytes, as_of: date) -> bytes:
    """A CSV for whoever has no key of age: every spreadsheet program asks for a workbook's passphrase."""
    name = PurePosixPath(path).stem
    book = Book(name, name, as_of)
    book.add_open_rows("Rows", list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""))), heading_at=0)
    return book.finish()


def _opened_workbook(content: bytes, passphrase: str) -> bytes:
    file = OOXMLFile(io.BytesIO(content))
    if file.type == "agile" and file.info["spinValue"] > _MOST_ROUNDS:
        raise DecryptionError
    file.load_key(password=passphrase, verify_password=True)
    found = io.BytesIO()
    file.decrypt(found, verify_integrity=file.type == "agile")
    return found.getvalue()


def _opened_by_age(content: bytes, passphrases: Sequence[str], age_identity: str | None) -> bytes:
    if age_identity:
        try:
            return bytes(pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(age_identity)]))
        except (pyrage.DecryptError, pyrage.IdentityError):
            pass
    # Each costs seconds and half a gigabyte or more where the file asks for a passphrase, by design; elsewhere nothing.
    for passphrase in passphrases:
        try:
            return bytes(pyrage.passphrase.decrypt(content, passphrase))
        except pyrage.DecryptError:
            continue
    raise StaysSealed
