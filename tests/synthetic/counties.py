"""Makes a county and keeps what a test compares: the truth and what the files say."""

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pipeline.synthetic import CountySummary, synthesise
from tests.synthetic.reading import Read, read_county

AS_OF = date(2026, 11, 16)


class MadeCounty(NamedTuple):
    folder: Path
    summary: CountySummary
    people: list[dict[str, str]]
    files: list[dict[str, str]]
    read: Read


def made_county(folder: Path, pcns: Path, *, seed: int, people: int, practices: int, as_of: date = AS_OF) -> MadeCounty:
    summary = synthesise(folder, seed=seed, people=people, practices=practices, as_of=as_of, pcns=pcns)
    truth = folder / "truth"
    return MadeCounty(folder, summary, rows_of(truth / "people.csv"), rows_of(truth / "files.csv"), read_county(folder))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
