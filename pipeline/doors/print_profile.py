"""A print provider's window and margins, read from templates/letters/print-profiles.toml."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from pipeline.errors import CorrectConfiguration


@dataclass(frozen=True)
class PrintProfile:
    """A print provider's window and margins on A4, as the provider's own drawing gives them."""

    side_margin_mm: float
    address_left_mm: float
    address_right_mm: float
    address_top_mm: float
    address_bottom_mm: float
    address_size_pt: float
    address_pitch_mm: float
    sender_left_mm: float
    sender_right_mm: float
    sender_top_mm: float
    body_top_mm: float
    max_pages: float


def read_profile(path: Path, name: str | None) -> PrintProfile:
    """The named profile, or the file's default; raises CorrectConfiguration naming file and key."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise CorrectConfiguration(f"The print profiles {path} cannot be read: {error}.") from None
    chosen = name or tables.get("default")
    table = tables.get(str(chosen))
    if not isinstance(table, dict):
        raise CorrectConfiguration(f"{path} has no print profile {chosen!r}: add its table or choose another.")
    keys = {field.name for field in fields(PrintProfile)}
    wrong = sorted(keys ^ set(table)) + [key for key in sorted(keys & set(table)) if not _is_length(table[key])]
    if wrong:
        raise CorrectConfiguration(
            f"{path}, table {chosen}: {wrong[0]} is missing, not known or not a length; correct it."
        )
    return PrintProfile(**table)


def _is_length(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0
