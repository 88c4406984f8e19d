"""ZIP archives of practices' files: their members, or the one sentence why the archive is refused."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline.core.arrivals import shown_path
from pipeline.core.raw_register import NotUnderstood
from pipeline.core.reasons import FileReason

MOST_MEMBERS = 50
SIGNATURE = b"PK\x03\x04"
_ARCHIVE_SIGNATURES = (b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ")
_WORKBOOK_MEMBERS = {"[content_types].xml", "mimetype"}
_CHUNK = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


def is_workbook(content: bytes) -> bool:
    """Whether a ZIP is a workbook by what lies in it (an XLSX is a ZIP too); NotUnderstood for a broken one."""
    return any(info.filename.lower() in _WORKBOOK_MEMBERS for info in _opened(content).infolist())


def members(content: bytes, most_bytes: int) -> list[tuple[str, bytes]]:
    """Name and content of every file in the archive, in the order of their names.

    Raises NotUnderstood for a name that leads outside, a password, an archive in the archive, too many members
    and more than `most_bytes` in all: counted while unpacking, for an archive's own figures may lie.
    """
    archive = _opened(content)
    wanted = [info for info in archive.infolist() if not info.is_dir()]
    if any(_leads_outside(info.orig_filename) for info in wanted):
        raise NotUnderstood(FileReason.ARCHIVE_NAME_OUTSIDE)
    if len(wanted) > MOST_MEMBERS:
        raise NotUnderstood(FileReason.ARCHIVE_TOO_MANY, f"It holds {len(wanted)} files; at most {MOST_MEMBERS}.")
    if any(info.flag_bits & 0x1 for info in wanted):
        raise NotUnderstood(FileReason.ARCHIVE_PASSWORD)
    found: list[tuple[str, bytes]] = []
    left = most_bytes
    for info in sorted(wanted, key=lambda info: info.filename):
        name = PurePosixPath(info.filename.replace("\\", "/"))
        # What macOS lays beside the files it packs is nobody's register.
        if name.parts[0] == "__MACOSX" or name.name.startswith("."):
            continue
        unpacked = _unpacked(archive, info, left)
        left -= len(unpacked)
        if unpacked.startswith(_ARCHIVE_SIGNATURES) or (unpacked.startswith(SIGNATURE) and not is_workbook(unpacked)):
            raise NotUnderstood(FileReason.ARCHIVE_NESTED)
        found.append((shown_path(name.name), unpacked))
    return found


def parts_of_workbook(content: bytes, most_bytes: int) -> Iterator[tuple[str, bytes]]:
    """Name and content of every part of a workbook, one at a time; raises NotUnderstood for one that is a bomb."""
    archive = _opened(content)
    left = most_bytes
    for info in archive.infolist():
        unpacked = _unpacked(archive, info, left)
        left -= len(unpacked)
        yield info.filename, unpacked


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN as error:
        raise NotUnderstood(FileReason.FILE_UNREADABLE, "It is a ZIP archive or workbook that is broken.") from error


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most_bytes: int) -> bytes:
    made = io.BytesIO()
    try:
        with archive.open(info) as packed:
            while chunk := packed.read(_CHUNK):
                if made.tell() + len(chunk) > most_bytes:
                    raise NotUnderstood(FileReason.ARCHIVE_TOO_BIG)
                made.write(chunk)
    except _BROKEN as error:
        raise NotUnderstood(FileReason.FILE_UNREADABLE, "It is a ZIP archive or workbook that is broken.") from error
    return made.getvalue()


def _leads_outside(name: str) -> bool:
    folded = name.replace("\\", "/")
    return folded.startswith("/") or re.match(r"^[A-Za-z]:", folded) is not None or ".." in folded.split("/")
