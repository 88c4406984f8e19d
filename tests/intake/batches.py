"""A batch of files through ingest and reconciliation, and what the database holds of it afterwards."""

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.factories import Service

PRACTICES = tuple(f"Z{91_000 + number}" for number in range(20))
# Sends a good file in every batch.
NEIGHBOUR = "Z91999"


@dataclass(frozen=True)
class Landing:
    """What landed of one practice's file, by person; without the numbers of lines and parts."""

    ledger: Any
    people: dict[str, dict[str, Any]]
    entries: dict[str, Counter[tuple[Any, ...]]]
    aside: Counter[tuple[Any, ...]]
    quarantined: Counter[tuple[Any, ...]]


@dataclass
class Intake:
    """The service with one batch of files in its inbox; every batch is undone."""

    service: Service
    folder: Path
    batches: int = field(default=0)

    @contextmanager
    def batch(self) -> Iterator[Service]:
        self.batches += 1
        folder = self.folder / str(self.batches)
        inbox = folder / "inbox"
        inbox.mkdir(parents=True)
        settings = replace(self.service.settings, data_dir=folder)
        savepoint = self.service.connection.begin_nested()
        try:
            yield replace(self.service, settings=settings, inbox=inbox)
        finally:
            savepoint.rollback()
            shutil.rmtree(folder)


def folder_of(service: Service, practice: str) -> Path:
    folder = service.inbox / practice
    folder.mkdir(exist_ok=True)
    return folder


def landings(service: Service, practices: Sequence[str]) -> dict[str, Landing]:
    """What landed of each practice's one extract."""
    ledgers = {row.practice_code: row for row in service.rows("select * from extract")}
    found = {code: Landing(ledgers[code], {}, {}, Counter(), Counter()) for code in practices if code in ledgers}
    of = {row.extract_id: code for code, row in ledgers.items()}
    unlike = ("extract_id", "part", "line_no")
    for row in service.rows("select * from landed_person"):
        said = {name: value for name, value in row._asdict().items() if name not in unlike}
        found[of[row.extract_id]].people[row.nhs_number] = said
        found[of[row.extract_id]].entries[row.nhs_number] = Counter()
    for row in service.rows(
        "select landed_observation.*, landed_person.nhs_number from landed_observation "
        "inner join landed_person using (extract_id, person_id)"
    ):
        *_, number = row
        found[of[row.extract_id]].entries[number][tuple(row[2:-1])] += 1
    for row in service.rows("select * from value_set_aside"):
        key = (row.person_id, row.reason, row.cells["value"], row.cells["term"])
        found[of[row.extract_id]].aside[key] += 1
    for row in service.rows("select * from quarantine"):
        found[of[row.extract_id]].quarantined[row.nhs_number, *sorted(row.reasons)] += 1
    return found
