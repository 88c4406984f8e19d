"""Which column of a returned sheet is which: by its heading, a little renamed or not, wherever it stands."""

import re
from collections.abc import Sequence

from pipeline.core import worklist
from pipeline.core.health_plan import is_plan_heading

NAME = "Name"
# What a worker fills in; everything else on a list is ours.
ENTRIES = (
    worklist.OUTCOME,
    worklist.CONTACTED_ON,
    worklist.CALL_BACK_ON,
    worklist.TIME_OF_DAY,
    worklist.CHANNEL,
    worklist.BOOKED_FOR,
    worklist.BOOKED_AT,
    worklist.BOOKED_WHERE,
    worklist.BOOKED_WITH,
    worklist.WHY_NOT,
    *worklist.ELEMENTS.values(),
    worklist.RESULTS_HELD_BY,
    worklist.RESULTS_SENT_ON,
    worklist.REFUSES,
    worklist.SAFE_CONTACT,
    worklist.NOTE,
)
_OTHER_NAMES = {"itemid": worklist.ITEM_ID, "note": worklist.NOTE} | {
    code.replace("_", ""): label for code, label in worklist.ELEMENTS.items()
}
# What a list says of somebody, and nobody fills in.
OURS = (
    "Rank", "Band", "Mark", "What to do", "Why", "Mind", "Mobile", "Home phone", "Address and email", "Address",
    "Email", "Language and needs", "Practice", "PCN", "Key worker", "Tried so far", "Appointment", "Still missing",
)  # fmt: skip
# A heading may stand below a title and a few lines above the table.
LAST_HEADING_ROW = 50


def _folded(heading: str) -> str:
    """Letters and digits only, nothing in brackets: `Booked at (time)`, `BOOKED_AT` and `booked at` are one."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"\(.*?\)", "", heading).casefold())


_KNOWN = {_folded(heading): heading for heading in (worklist.ITEM_ID, NAME, *ENTRIES)} | _OTHER_NAMES


def placed(cells: Sequence[str]) -> dict[str, list[int]]:
    """The positions of each heading that is one of ours; the same heading may stand twice."""
    found: dict[str, list[int]] = {}
    for position, cell in enumerate(cells):
        if heading := _KNOWN.get(_folded(cell)):
            found.setdefault(heading, []).append(position)
    return found


def is_heading(cells: Sequence[str]) -> bool:
    """Whether the cells are the heading of a list: Outcome and another of ours, and no heading of plans."""
    found = placed(cells)
    return worklist.OUTCOME in found and len(found) > 1 and not is_plan_heading(cells)


def has_lost_its_outcome(cells: Sequence[str]) -> bool:
    """Whether the cells are the heading of a list whose column Outcome was renamed or deleted."""
    found = placed(cells)
    entries = [heading for heading in ENTRIES if heading in found]
    return worklist.ITEM_ID in found and worklist.OUTCOME not in found and len(entries) > 1


def unplaced(cells: Sequence[str]) -> list[int]:
    """The positions of headings that are nobody's, where one of what a worker fills in is missing."""
    if set(ENTRIES) <= set(placed(cells)):
        return []
    known = {*_KNOWN, *map(_folded, OURS)}
    return [at for at, cell in enumerate(cells) if _folded(cell) and _folded(cell) not in known]
