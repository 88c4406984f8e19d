"""ZIP archives made for tests, good ones and those that lie."""

import io
import struct
import zipfile
from collections.abc import Mapping


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def with_flag(content: bytes, flag: int) -> bytes:
    """The archive with a flag set on its first member, in both places that carry it."""
    made = bytearray(content)
    made[6] |= flag
    made[content.index(b"PK\x01\x02") + 8] |= flag
    return bytes(made)


def understating(content: bytes, said: int) -> bytes:
    """The archive whose first member claims to unpack to less than it does."""
    made = bytearray(content)
    made[22:26] = struct.pack("<I", said)
    at = content.index(b"PK\x01\x02")
    made[at + 24 : at + 28] = struct.pack("<I", said)
    return bytes(made)
