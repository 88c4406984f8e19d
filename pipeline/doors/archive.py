"""Raw files kept by hash: encrypted whenever people are real."""

import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pipeline.config import Settings
from pipeline.doors.whole_files import write_whole
from pipeline.errors import FreeDiskSpace


def keep(settings: Settings, content: bytes, sha256: str) -> str:
    """Stores a file's bytes under their hash (again: nothing happens); returns the name in the archive."""
    name = f"{sha256[:2]}/{sha256}" + (".enc" if settings.is_live else "")
    target = settings.archive_dir / name
    if not target.exists():
        if settings.is_live:
            content = _cipher(settings.key).encrypt(content)
        write_whole(target, content, is_durable=True)
    return name


def remove(settings: Settings, name: str) -> None:
    """Deletes an archived file; one that is gone already is no fault."""
    path = settings.archive_dir / name
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise FreeDiskSpace(
            f"Cannot delete {path}: {error.strerror}. Correct the folder's rights, then run again."
        ) from error


def restore(settings: Settings, name: str) -> bytes:
    """The bytes of an archived file."""
    content = (settings.archive_dir / name).read_bytes()
    return _cipher(settings.key).decrypt(content) if name.endswith(".enc") else content


def _cipher(key: bytes) -> Fernet:
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=b"smi-outreach archive").derive(key)
    return Fernet(base64.urlsafe_b64encode(derived))
