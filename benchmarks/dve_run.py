"""NHS England's data validation engine, in an environment of its own, making our row checks on the same rows."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.apart import NotRun, installed, said_by

_HERE = Path(__file__).resolve().parent / "dve"
_LOCK, _RULES, _PROGRAM = _HERE / "requirements.txt", _HERE / "people.dischema.json", _HERE / "check.py"


@dataclass(frozen=True)
class Checked:
    """Seconds of its services, the import of its libraries apart, and how many records they let pass."""

    seconds: float
    by_service: dict[str, float]
    records: int


def install() -> None:
    """The environment as the lock has it; raises NotRun with uv's own words where that is impossible."""
    installed("dve", _LOCK)


def check_with_engine(submitted: Path, work: Path) -> Checked:
    """Lets it check the files (which it moves away); raises NotRun where it stops or loses a row."""
    said = said_by([installed("dve", _LOCK), _PROGRAM, submitted, work, _RULES])
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
