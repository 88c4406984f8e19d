"""NHS England's data validation engine, in an environment of its own, making our row checks on the same rows."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).resolve().parent / "dve"
_LOCK, _RULES, _PROGRAM = _HERE / "requirements.txt", _HERE / "people.dischema.json", _HERE / "check.py"
ENVIRONMENT = Path(__file__).resolve().parent.parent / ".bench" / "dve"
_MOST_SECONDS = 3_600


class NotRun(Exception):
    """The engine could not be installed or run; says why."""


@dataclass(frozen=True)
class Checked:
    """Seconds of its services, the import of its libraries apart, and how many records they let pass."""

    seconds: float
    by_service: dict[str, float]
    records: int


def install() -> None:
    """The environment as the lock has it; raises NotRun with uv's own words where that is impossible."""
    mark, wanted = ENVIRONMENT / "installed", hashlib.sha256(_LOCK.read_bytes()).hexdigest()
    if mark.exists() and mark.read_text() == wanted:
        return
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    uv = Path(sys.executable).with_name("uv")
    for command in (
        [uv, "venv", "--quiet", "--python", sys.executable, ENVIRONMENT],
        [uv, "pip", "sync", "--quiet", "--python", ENVIRONMENT / "bin" / "python", "--require-hashes", _LOCK],
    ):
        _run(command)
    mark.write_text(wanted)


def check_with_engine(submitted: Path, work: Path) -> Checked:
    """Lets it check the files (which it moves away); raises NotRun where it stops or loses a row."""
    said = _run([ENVIRONMENT / "bin" / "python", _PROGRAM, submitted, work, _RULES])
    try:
        told = json.loads(said.strip().splitlines()[-1])
    except (IndexError, ValueError):
        raise NotRun("It ended without saying what it did.") from None
    return Checked(told["seconds"], told["by_service"], told["records"])


def all_in_one(files: Sequence[Path], folder: Path) -> Path:
    """The same rows submitted as a single file, which is what it is fastest at."""
    folder.mkdir()
    with (folder / "all.csv").open("w", encoding="utf-8") as together:
        for place, path in enumerate(files):
            heading, _, rows = path.read_text(encoding="utf-8").partition("\n")
            together.write(rows if place else f"{heading}\n{rows}")
    said = {"dataset_id": "people", "file_name": "all", "file_extension": "csv"}
    (folder / "all.metadata.json").write_text(json.dumps(said))
    return folder


def _run(command: Sequence[str | Path]) -> str:
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
