"""Files appear whole or not at all."""

import contextlib
import os
from pathlib import Path

from pipeline.errors import FreeDiskSpace


def write_whole(target: Path, content: bytes, is_durable: bool = False) -> None:
    """Writes beside the target and renames, so that nobody ever sees half a file.

    `is_durable` waits for the disk: for what cannot be made again from the database.
    """
    # Two processes may be writing the same content at once: each has a half of its own.
    half = target.with_name(f".{target.name}.{os.getpid()}.half")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with half.open("wb") as file:
            file.write(content)
            if is_durable:
                file.flush()
                os.fsync(file.fileno())
        half.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        raise FreeDiskSpace(
            f"Cannot write to {target.parent}: {error.strerror}. Free some space or correct the folder's rights, "
            "then run again: finished files stay, the unfinished one was removed."
        ) from error
