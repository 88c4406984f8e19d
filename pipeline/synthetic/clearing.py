"""Two counties are never mixed in one folder."""

import csv
from pathlib import Path

from pipeline.errors import CheckInbox


def clear_previous(folder: Path) -> None:
    """Removes the inbox files an earlier county wrote here; refuses where the inbox holds anything else."""
    inbox = folder / "inbox"
    for path in _written_before(folder):
        if path.resolve().is_relative_to(inbox.resolve()):
            path.unlink(missing_ok=True)
    for practice in sorted(path for path in inbox.glob("*") if path.is_dir() and not any(path.iterdir())):
        practice.rmdir()
    left = sum(1 for path in inbox.rglob("*") if path.is_file())
    if left:
        raise CheckInbox(
            f"{inbox} holds {left} files that no synthetic county wrote; choose another folder or move them away."
        )


def _written_before(folder: Path) -> list[Path]:
    truth = folder / "truth" / "files.csv"
    if not truth.is_file():
        return []
    with truth.open(encoding="utf-8", newline="") as file:
        return [folder / row["path"] for row in csv.DictReader(file) if row.get("path")]
