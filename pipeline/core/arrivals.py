"""Which files of an inbox belong together as one register extract."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

_PART = re.compile(r"^(?P<base>.+?)[ _-](patients|events ?\d*|part ?\d+)\.csv$", re.IGNORECASE)
_CODE = re.compile(r"^[A-Z][0-9]{5}$")
_CODE_IN_NAME = re.compile(r"^([A-Z][0-9]{5})(?![0-9A-Za-z])")
_CORRECTIONS = re.compile(r"(?<![a-z])corrections(?=[ _.(-])", re.IGNORECASE)
_DATE_IN_NAME = re.compile(r"(?<!\d)(20\d{2})-?(\d{2})-?(\d{2})(?!\d)")


@dataclass(frozen=True, order=True)
class Arrival:
    """The files of one extract, by their paths inside the inbox, and the practice whose folder they lie in."""

    practice_code: str
    paths: tuple[str, ...]


def group_arrivals(paths: Iterable[str]) -> list[Arrival]:
    """Arrivals in a fixed order: the parts of one SystmOne report together, every other file alone.

    The practice is the first folder of the path, else the code the file's name begins with, else "".
    """
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in paths:
        *folders, name = path.split("/")
        match = _PART.match(name)
        groups["/".join(folders), match["base"].lower() if match else name].append(path)
    return sorted(Arrival(_practice(members[0]), tuple(sorted(members))) for members in groups.values())


def shown_path(path: str) -> str:
    """A path as it can be stored, printed and listed on one line: what is not printable becomes a sign."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in path)


def practice_in_name(path: str) -> str | None:
    """The ODS code a file's name begins with."""
    match = _CODE_IN_NAME.match(path.rsplit("/", 1)[-1])
    return match[1] if match else None


def date_text_in_name(path: str) -> str | None:
    """The date in a file's name (20261120 or 2026-11-20) as yyyy-mm-dd."""
    match = _DATE_IN_NAME.search(path.rsplit("/", 1)[-1])
    return "-".join(match.groups()) if match else None


def is_named_corrections(path: str) -> bool:
    """Whether a file's name says that it holds corrected rows only, as the file we sent out does."""
    return _CORRECTIONS.search(path.rsplit("/", 1)[-1]) is not None


def part_name(path: str) -> str:
    """What the name of a part of a SystmOne report ends with (`patients`, `events1`), "" for any other file."""
    match = _PART.match(path.rsplit("/", 1)[-1])
    return match[2].lower().replace(" ", "") if match else ""


def _practice(path: str) -> str:
    folder = path.split("/", 1)[0].upper()
    if "/" in path and _CODE.match(folder):
        return folder
    return practice_in_name(path) or ""
