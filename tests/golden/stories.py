"""The stories of this folder as values, and the page that lists them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
_STORY = {"title", "trap", "day", "map", "most_bytes", "is_live", "is_full_history"}
_DAY = {"on", "extract", "person", "folders", "links", "sent_back", "release", "refuse", "held", "is_cleared"}
_EXTRACT = {
    "files", "fate", "reason", "of", "form", "says", "rows", "rows_set_aside", "values_set_aside", "unknown_columns",
    "answer_holds", "answer_lacks", "held_says",
}  # fmt: skip


@dataclass(frozen=True)
class Story:
    """What a practice sends on one or several days, and what must become of it."""

    slug: str
    said: Mapping[str, Any]

    @property
    def title(self) -> str:
        return str(self.said["title"])

    @property
    def days(self) -> list[Mapping[str, Any]]:
        return list(self.said["day"])

    def folder_of(self, day: date) -> Path:
        """What arrives on a day, laid out as in the inbox."""
        return HERE / self.slug / day.isoformat()

    def fates(self) -> str:
        """The fates of the story's files in their order, for the index."""
        said = [_fate(extract) for day in self.days for extract in day.get("extract", [])]
        return ", then ".join(said) if len(said) < 4 else ", ".join(dict.fromkeys(said))


def stories() -> list[Story]:
    """Every story in the order of the folder; raises ValueError for a word no story knows."""
    paths = sorted(HERE.glob("*/story.toml"))
    return [_checked(Story(path.parent.name, tomllib.loads(path.read_text(encoding="utf-8")))) for path in paths]


def index() -> str:
    """The table of the README: what each story tells and what must happen."""
    rows = [f"| [{story.slug}]({story.slug}/story.toml) | {story.title} | {story.fates()} |" for story in stories()]
    return "\n".join(["| story | what must happen | the files |", "| --- | --- | --- |", *rows, ""])


def _fate(extract: Mapping[str, Any]) -> str:
    reason = extract.get("reason")
    return f"{extract['fate']} (`{reason}`)" if reason else str(extract["fate"])


def _checked(story: Story) -> Story:
    _check(story, story.said, _STORY)
    for day in story.days:
        _check(story, day, _DAY)
        for extract in day.get("extract", []):
            _check(story, extract, _EXTRACT)
    return story


def _check(story: Story, said: Mapping[str, Any], known: set[str]) -> None:
    if strange := said.keys() - known:
        raise ValueError(f"{story.slug}: {', '.join(sorted(strange))} is no word of a story.")
