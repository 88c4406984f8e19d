"""People of one list who live at one address, or are booked at one place on one day: seen, never named, together.

Every row stays one person's: a mark tells the worker that others are near, and how many, not who.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from ukpostcodeutils.validation import is_valid_postcode

from pipeline.core.placeholder import is_pseudo_postcode
from pipeline.core.postal_address import has_no_fixed_abode
from pipeline.core.worklist import WorklistRow

_Item = TypeVar("_Item")
# Who has a room there lives with the others, whatever the room's number; a flat is a home of its own.
_HOUSE_OF_MANY = re.compile(
    r"\b(care|nursing|residential|rest) home\b|\bhostel\b|\bsupported (living|housing|accommodation|lodgings?)\b"
    r"|\bsheltered\b|\bextra care\b|\bfoyer\b|\bnight shelter\b|\brefuge\b|\bymca\b|\bsalvation army\b",
    re.IGNORECASE,
)
_ROOM = re.compile(r"^(room|rm|bed|bedroom|bedsit)\.? *(no\.?)? *[0-9]*[a-z]?\b[ ,]*", re.IGNORECASE)
_NUMBER_ALONE = re.compile(
    r"(flat|apartment|apt|unit|no\.?)? *[0-9]+[a-z]?|(flat|apartment|apt|unit) *[a-z]", re.IGNORECASE
)
_SHORT = {"street": "st", "road": "rd", "avenue": "ave", "lane": "ln", "drive": "dr", "close": "cl", "court": "ct"}
# Everybody's home is another place.
_AT_HOME = re.compile(
    r"(at )?((the|their|his|her|own|patient s|person s|client s) )*(own )?home( visit| address)?|home visit"
)
_WORDS = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Booked:
    """Where and when one item's person is booked."""

    worklist_item_id: str
    held_on: date
    held_where: str


def with_shared_places(rows: Sequence[WorklistRow]) -> list[WorklistRow]:
    """The rows of one list, each of several at one address with its mark: a letter for the place, and how many."""
    marks = {
        row.worklist_item_id: _said(at, len(group))
        for at, group in enumerate(_groups(rows, lambda row: place_of(row.address)))
        for row in group
    }
    return [replace(row, shared_place=marks.get(row.worklist_item_id, "")) for row in rows]


def venue_days(booked: Iterable[Booked]) -> Mapping[tuple[date, str], tuple[str, ...]]:
    """The items of each place and day at which several are booked, by day, then place as it was first written."""
    of: dict[tuple[date, str], list[Booked]] = defaultdict(list)
    for each in booked:
        where = _plain(each.held_where)
        if where and not _AT_HOME.fullmatch(where):
            of[each.held_on, where].append(each)
    return {
        (on, members[0].held_where): tuple(member.worklist_item_id for member in members)
        for (on, _), members in sorted(of.items(), key=lambda group: group[0])
        if len(members) > 1
    }


def place_of(address: str) -> tuple[str, str] | None:
    """What tells one place from another, of an address as a row holds it; None where it is no place to live at."""
    *lines, last = [part.strip() for part in address.split(",") if part.strip()] or [""]
    postcode = "".join(last.upper().split())
    if not lines or not is_valid_postcode(postcode) or is_pseudo_postcode(postcode) or has_no_fixed_abode(lines):
        return None
    if house := next((line for line in lines if _HOUSE_OF_MANY.search(line)), None):
        return postcode, _plain(_ROOM.sub("", house))
    first = _ROOM.sub("", lines[0])
    # A number is on a line of its own as often as not.
    kept = [first] if first and not _NUMBER_ALONE.fullmatch(first) else [first, *lines[1:2]]
    if len(kept) > 1 and _NUMBER_ALONE.fullmatch(kept[1]):
        kept += lines[2:3]
    place = _plain(" ".join(kept))
    return (postcode, place) if place else None


def _groups(rows: Sequence[_Item], key: Callable[[_Item], Hashable | None]) -> list[list[_Item]]:
    """Groups of two and more, in the order in which the list has their first."""
    of: dict[Hashable, list[_Item]] = defaultdict(list)
    for row in rows:
        if (place := key(row)) is not None:
            of[place].append(row)
    return [group for group in of.values() if len(group) > 1]


def _said(at: int, people: int) -> str:
    return (
        f"Place {_letters(at)}: {people} people of this list live here. See each alone; name nobody to another, and "
        "leave nothing that others could read."
    )


def _letters(at: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    name = ""
    at += 1
    while at:
        at, left = divmod(at - 1, 26)
        name = chr(ord("A") + left) + name
    return name


def _plain(text: str) -> str:
    return " ".join(_SHORT.get(word, word) for word in _WORDS.findall(text.casefold()))
