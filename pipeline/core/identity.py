"""Opaque ids, derived so that the same inputs give the same ids on any machine and in any order."""

import base64
import hashlib
import hmac


def person_id(key: bytes, nhs_number: str) -> str:
    """An id that cannot be turned back into the NHS number without the service's key (80 bits)."""
    digest = hmac.new(key, b"person:" + nhs_number.encode(), hashlib.sha256).digest()
    return "p" + base64.b32encode(digest[:10]).decode().lower()


def opaque_id(prefix: str, *parts: object) -> str:
    """An id from parts that are themselves no patient data (ids, codes, dates), 80 bits."""
    text = "\x1f".join(str(part) for part in parts)
    return prefix + base64.b32encode(hashlib.sha256(text.encode()).digest()[:10]).decode().lower()
