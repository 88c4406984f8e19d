"""The withdrawal of an extract: out with it, then everything applied since, in again, in order; one transaction."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from pipeline.config import Settings
from pipeline.core.region import Intake
from pipeline.steps import ingest, reconcile, withdraw
from pipeline.steps.withdraw import Applied, Withdrawal


@dataclass(frozen=True)
class Again:
    """An extract that was taken in again, and what became of it."""

    applied: Applied
    fate: str
    reason: str | None
    detail: str | None


def withdraw_extract(
    connection: Connection, settings: Settings, intake: Intake, extract_id: str, by: str, why: str, as_of: date
) -> tuple[Withdrawal, list[Again]]:
    """Everything that says what we believe is what it would be, had the extract never come.

    What was applied on top of it is read again from the archive and reconciled one by one, as it was.
    """
    done = withdraw.withdraw_extract(connection, extract_id, by, why, as_of)
    for each in done.again:
        with TemporaryDirectory() as name:
            folder = Path(name)
            withdraw.restore_files(settings, each, folder)
            (landed,) = ingest.ingest(connection, settings, folder, [each.arrival], each.first_as_of)
        withdraw.keep_profile(connection, each, landed.extract_id)
        reconcile.reconcile(connection, intake)
    fates = withdraw.settle_again(connection, done.again)
    return done, [
        Again(each, now.fate, now.fate_reason, now.fate_detail) for each, now in zip(done.again, fates, strict=True)
    ]
