"""The reference files an operator of the county would load: its practices and how each one sends."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from pipeline.synthetic.practices import Practice

_PRACTICES = ("practice_code", "name", "postcode", "pcn_code", "from_on", "to_on")
_PROFILES = (
    "practice_code", "system", "extract_kind", "history", "expected_every_days", "agreement_provider",
    "agreement_from", "agreement_to", "agreement_reference",
)  # fmt: skip
_FOUNDED_ON = "2013-04-01"


def write_reference(folder: Path, practices: Sequence[Practice]) -> None:
    """Writes practices.csv and profiles.csv."""
    _write(folder / "practices.csv", _PRACTICES, map(_practice, practices))
    _write(folder / "profiles.csv", _PROFILES, map(_profile, practices))


def _practice(practice: Practice) -> Sequence[str]:
    return practice.code, practice.name, practice.postcode, practice.pcn_code, _FOUNDED_ON, ""


def _profile(practice: Practice) -> Sequence[str]:
    reference = f"DSA-{practice.code}" if practice.agreement_provider else ""
    agreement = (
        practice.agreement_provider,
        _day(practice.agreement_from),
        _day(practice.agreement_to),
        reference,
    )
    return practice.code, practice.form, "full", "full", "30", *agreement


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)
