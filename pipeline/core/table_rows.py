"""Single rows of a table: which are no data, and how one is read by position."""

import re
from collections.abc import Sequence

from pipeline.core import column_names as names

_FOOTER = re.compile(r"^\W*(end of report|total|\d+ (patients|rows|records))\b", re.IGNORECASE)
DATE_LABELS = frozenset({"rundate", "extractdate", "relativedate", "reportdate"})
PRACTICE_LABELS = frozenset({"organisation", "practice"})


def is_label(row: Sequence[str]) -> bool:
    """Whether a row above the heading says whose the file is or of which day."""
    label = names.folded(next((cell for cell in row if cell.strip()), ""))
    return label in DATE_LABELS | PRACTICE_LABELS


def is_footer(row: Sequence[str]) -> bool:
    """Whether a row only ends the report."""
    if row.count("") != len(row) - 1:
        return False
    return bool(_FOOTER.match(next(cell for cell in row if cell)))


def whole(row: Sequence[str], width: int) -> list[str]:
    """The row as wide as its heading and one blank beyond, where every part stands that the table does not have."""
    return [*row[:width], *[""] * max(width + 1 - len(row), 1)]
