"""Collect: which extracts lie in the inbox."""

from pathlib import Path

from pipeline.core.arrivals import Arrival, group_arrivals
from pipeline.errors import CheckInbox

OUTCOMES_FOLDER = "outcomes"


def collect(inbox: Path) -> list[Arrival]:
    """The extracts in the inbox, in a fixed order; raises CheckInbox where there is no such folder.

    Hidden files are files still being written. Providers' outcomes lie in a folder of their own.
    """
    if not inbox.is_dir():
        raise CheckInbox(
            f"The inbox {inbox} is not a folder. Give the folder that holds one subfolder per practice, "
            "named by its ODS code."
        )
    paths = [
        path.relative_to(inbox)
        for path in inbox.rglob("*")
        if (path.is_symlink() or not path.is_dir()) and not path.name.startswith(".")
    ]
    return group_arrivals(path.as_posix() for path in paths if path.parts[0] != OUTCOMES_FOLDER)
