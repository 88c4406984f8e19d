"""Files appear whole or not at all."""

import contextlib
import fcntl
import os
from glob import escape
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import FreeDiskSpace


def write_whole(target: Path, content: bytes, is_durable: bool = False) -> None:
    """Writes beside the target and renames, so that nobody ever sees half a file.

    `is_durable` waits for the disk: for what cannot be made again from the database.
    """
    # Two processes may be writing the same content at once: each has a half of its own.
    half = target.with_name(f".{target.name}.{os.getpid()}.half")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear_halves(target)
        with half.open("wb") as file:
            _lock(file)
            file.write(content)
            file.flush()
            if is_durable:
                os.fsync(file.fileno())
            half.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        raise FreeDiskSpace(
            f"Cannot write to {target.parent}: {error.strerror}. Free some space or correct the folder's rights, "
            "then run again: finished files stay, the unfinished one was removed."
        ) from error


def _clear_halves(target: Path) -> None:
    """Removes what killed processes left of this very file; a half that is being written is locked."""
    for half in target.parent.glob(f".{escape(target.name)}.*.half"):
        with contextlib.suppress(FileNotFoundError), half.open("rb") as file:
            if _lock(file):
                half.unlink(missing_ok=True)


def _lock(file: BinaryIO) -> bool:
    # Where a file system has no locks, halves are left lying rather than taken from whoever writes them.
    with contextlib.suppress(OSError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
