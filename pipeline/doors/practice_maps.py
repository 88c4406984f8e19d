"""Practices' own maps of headings: SMI_PRACTICE_MAPS/<ODS code>.toml."""

import tomllib
from pathlib import Path

from pipeline.core.practice_map import is_meaning
from pipeline.errors import CorrectConfiguration


def practice_map(folder: Path | None, practice_code: str) -> dict[str, str]:
    """Heading -> meaning for one practice; empty where it has no map. Raises CorrectConfiguration."""
    path = folder / f"{practice_code}.toml" if folder and practice_code else None
    if path is None or not path.is_file():
        return {}
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8")).get("columns", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorrectConfiguration(f"{path} is not TOML: {error}. Correct it, then run again.") from error
    for heading, meaning in given.items():
        if not isinstance(meaning, str) or not is_meaning(meaning):
            raise CorrectConfiguration(
                f"{path}: {heading!r} is said to mean {meaning!r}, which is no column. "
                "`smi-outreach inspect --columns` lists what a heading can mean."
            )
    return dict(given)
