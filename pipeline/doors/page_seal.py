"""A page's people sealed with a passphrase, so that a browser opens them with what it brings along."""

import base64
import hashlib
import hmac
import json
import unicodedata
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

# What OWASP asks of PBKDF2 with SHA-256; about half a second on a phone.
ITERATIONS = 600_000
_LIST = b"outreach list"


@dataclass(frozen=True)
class PageSeal:
    """The passphrase a provider knows, and the service's key, which nobody outside does."""

    passphrase: str = field(repr=False)
    key: bytes = field(repr=False)


def sealed(seal: PageSeal, list_name: str, content: bytes) -> dict[str, str | int]:
    """The content under AES-256-GCM with all that opening it needs but the passphrase, as base64.

    The same list, content and passphrase give the same bytes. The salt is of the list, so that whoever gets it again
    with other people on it finds the answers they had begun; the nonce is a keyed hash of all of it, so that no key
    seals two contents with one nonce.
    """
    own = HKDF(hashes.SHA256(), 32, salt=None, info=b"smi-outreach page seal").derive(seal.key)
    passphrase = as_typed(seal.passphrase)
    salt = _keyed_hash(own, b"salt", list_name.encode(), passphrase)[:16]
    nonce = _keyed_hash(own, b"nonce", list_name.encode(), passphrase, content)[:12]
    cipher = AESGCM(list_key(passphrase, salt, ITERATIONS))
    return {
        "iterations": ITERATIONS,
        "salt": base64.b64encode(salt).decode(),
        "nonce": base64.b64encode(nonce).decode(),
        "data": base64.b64encode(cipher.encrypt(nonce, content, None)).decode(),
    }


def _keyed_hash(key: bytes, *parts: bytes) -> bytes:
    # With its length before each part, no two lists of parts look alike.
    said = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    return hmac.new(key, said, hashlib.sha256).digest()


def as_typed(passphrase: str) -> bytes:
    """A passphrase as every keyboard gives it: accents composed, no blank at either end (phones add one)."""
    return unicodedata.normalize("NFC", passphrase).strip().encode()


def list_key(passphrase: bytes, salt: bytes, iterations: int) -> bytes:
    """The key of the list itself; the browser derives another from the same root for answers not yet sent."""
    root = hashlib.pbkdf2_hmac("sha256", passphrase, salt, iterations)
    return HKDF(hashes.SHA256(), 32, salt=None, info=_LIST).derive(root)


def embedded(values: object) -> str:
    """JSON that can stand inside a script element: nothing in it ends the element or opens another."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
