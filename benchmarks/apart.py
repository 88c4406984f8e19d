"""Other people's programs, each in an environment of its own under .bench/, as a lock with hashes has it."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_BENCH = Path(__file__).resolve().parent.parent / ".bench"
_MOST_SECONDS = 3_600


class NotRun(Exception):
    """A program could not be installed or run; says why."""


def installed(name: str, lock: Path) -> Path:
    """The Python of the environment as the lock has it; raises NotRun with uv's own words where that is impossible."""
    environment = _BENCH / name
    python = environment / "bin" / "python"
    mark, wanted = environment / "installed", hashlib.sha256(lock.read_bytes()).hexdigest()
    if mark.exists() and mark.read_text() == wanted:
        return python
    shutil.rmtree(environment, ignore_errors=True)
    uv = Path(sys.executable).with_name("uv")
    for command in (
        [uv, "venv", "--quiet", "--python", sys.executable, environment],
        [uv, "pip", "sync", "--quiet", "--python", python, "--require-hashes", lock],
    ):
        said_by(command)
    mark.write_text(wanted)
    return python


def said_by(command: Sequence[str | Path]) -> str:
    """What a program printed; raises NotRun with its last words where it fails."""
    try:
        done = subprocess.run(
            list(map(str, command)), capture_output=True, text=True, timeout=_MOST_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotRun(str(error)) from error
    if done.returncode:
        last = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "no reason given")
        raise NotRun(f"`{Path(command[0]).name}` ended with {done.returncode}: {last.strip()}")
    return done.stdout
