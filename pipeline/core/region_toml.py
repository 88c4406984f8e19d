"""region.toml as it was written: where each section, key and value stands, which the TOML reader does not say."""

import re
import tomllib
from collections.abc import Collection
from typing import Any

from pipeline.core.fault import Fault

FILE = "region.toml"


class Lines:
    """Line numbers by section, which of its kind, and key; 0 for what is not there."""

    def __init__(self, text: str, lists: Collection[str]) -> None:
        self._found: dict[tuple[str, int, str], int] = {}
        self._texts = text.splitlines()
        section, counts = "", dict.fromkeys(lists, -1)
        for number, line in enumerate(self._texts, start=1):
            if header := re.match(r"\s*\[\[?\s*([\w-]+)\s*\]", line):
                section = header[1]
                if section in counts:
                    counts[section] += 1
                self._found.setdefault((section, counts.get(section, 0), ""), number)
            elif key := re.match(r"\s*([\w-]+)\s*=", line):
                self._found.setdefault((section, counts.get(section, 0), key[1]), number)

    def of(self, section: str, index: int = 0, key: str = "") -> int:
        """The line of a key, or of the section's own heading where `key` is empty."""
        return self._found.get((section, index, key), 0)

    def of_value(self, section: str, index: int, key: str, value: str, occurrence: int = 0) -> int:
        """The line of a text in a list, which may go on over several lines; else the line of its key."""
        begin = self.of(section, index, key)
        for number in range(max(begin, 1), len(self._texts) + 1):
            line = self._texts[number - 1]
            if number > begin and re.match(r"\s*(\[\[?\s*[\w-]+\s*\]|[\w-]+\s*=)", line):
                break
            occurrence -= line.split("#")[0].count(f'"{value}"')
            if occurrence < 0:
                return number
        return begin


def parse(text: str) -> tuple[dict[str, Any] | None, list[Fault]]:
    """What the file holds, or None and the fault that keeps it from being read."""
    try:
        return tomllib.loads(text), []
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        problem = f"this is not TOML ({str(error).split(' (at')[0]})"
        return None, [Fault(FILE, int(line[1]) if line else 0, problem, "Correct the line")]
