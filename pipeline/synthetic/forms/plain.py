"""The plain CSV: one row a person, each element's history in numbered columns."""

import csv
from collections.abc import Sequence
from pathlib import Path

from pipeline.synthetic.entries import Entry
from pipeline.synthetic.forms.canonical import COLUMNS, canonical_cells
from pipeline.synthetic.forms.sending import FileTruth, Line, Sent, slashed
from pipeline.synthetic.practices import Practice
from pipeline.synthetic.vocabulary import ELEMENTS


def write_plain(folder: Path, practice: Practice, lines: Sequence[Line]) -> Sent:
    """One UTF-8 CSV, dates dd/MM/yyyy, as many numbered groups as the longest history of each element."""
    path = folder / f"{practice.code}_{practice.extract_on:%Y%m%d}.csv"
    truth = FileTruth(path, "csv", "utf-8")
    longest = {element: max((len(line.entry.of_element(element)) for line in lines), default=0) for element in ELEMENTS}
    rows: list[tuple[Path, int]] = []
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow([*COLUMNS, *_numbered(longest)])
        for place, line in enumerate(lines):
            table.writerow([*map(slashed, canonical_cells(line.entry)), *_histories(line.entry, longest)])
            rows.append((path, place + 2))
            truth.count(line.role)
    return Sent([truth], rows)


def _numbered(longest: dict[str, int]) -> list[str]:
    return [
        f"{element}_{part}_{number}"
        for element, most in longest.items()
        for number in range(1, most + 1)
        for part in ("date", "value", "term")
    ]


def _histories(entry: Entry, longest: dict[str, int]) -> list[str]:
    cells: list[str] = []
    for element, most in longest.items():
        history = entry.of_element(element)
        for line in history:
            cells += (slashed(line.observed_on), line.value, line.term)
        cells += [""] * (3 * (most - len(history)))
    return cells
