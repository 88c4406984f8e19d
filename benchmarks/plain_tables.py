"""What was taken in, as plain files: what the floor, pandas and the data validation engine are given."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from pipeline.doors.db import Database


@dataclass(frozen=True)
class Plain:
    """Files written from the database after the first day; the sample is of whole practices."""

    typed_observations: Path
    people: Path
    observations: Path
    by_practice: tuple[Path, ...]
    people_in_sample: int
    observations_in_sample: int


def write_plain_tables(database: Database, folder: Path, sample: int) -> Plain:
    """All typed observations, and of at least `sample` people their rows and observations as CSV."""
    folder.mkdir()
    submitted = folder / "submitted"
    submitted.mkdir()
    typed, people, observations = (folder / name for name in ("typed.copy", "people.csv", "observations.csv"))
    _copy_out(database, "copy observation to stdout", typed)
    practices = _sampled(database, sample)
    listed = ", ".join(f"'{code}'" for code, _ in practices)
    ids = f"(select extract_id from extract where practice_code in ({listed}))"
    _copy_out(database, f"copy (select * from landed_person where extract_id in {ids}) to stdout csv header", people)
    seen = f"select * from observation where practice_code in ({listed})"
    rows = _copy_out(database, f"copy ({seen}) to stdout csv header", observations) - 1
    files = []
    for code, _ in practices:
        own = f"(select extract_id from extract where practice_code = '{code}')"
        columns = "nhs_number, family_name, born_on, 'added' as change_type"
        path = submitted / f"{code}.csv"
        _copy_out(
            database, f"copy (select {columns} from landed_person where extract_id in {own}) to stdout csv header", path
        )
        said = {"dataset_id": "people", "file_name": code, "file_extension": "csv"}
        path.with_suffix(".metadata.json").write_text(json.dumps(said))
        files.append(path)
    return Plain(typed, people, observations, tuple(files), sum(count for _, count in practices), rows)


def _sampled(database: Database, sample: int) -> Sequence[tuple[str, int]]:
    counted = text(
        "select practice_code, count(*) from landed_person natural join extract group by practice_code order by 1"
    )
    chosen: list[tuple[str, int]] = []
    with database.transaction() as connection:
        for code, count in connection.execute(counted):
            chosen.append((code, count))
            if sum(people for _, people in chosen) >= sample:
                break
    return chosen


def _copy_out(database: Database, statement: str, path: Path) -> int:
    """Writes what a COPY gives and returns how many lines it has."""
    lines = 0
    with database.transaction() as connection, path.open("wb") as file:
        driver = connection.connection.driver_connection
        assert driver is not None
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for block in copy:
                lines += bytes(block).count(b"\n")
                file.write(block)
    return lines
