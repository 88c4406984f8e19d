"""The funnel: how far everybody overdue has come, in how many days, and what waits longer than the policy allows."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pipeline.core import funnel
from pipeline.core.contact_policy import Step
from pipeline.core.funnel import Funnel, Shared
from pipeline.core.late_work import LateWork
from pipeline.core.region import Region
from pipeline.core.worklist import REACHED
from pipeline.doors import db, outbox
from pipeline.doors.pages import page

_REACHED = [str(outcome) for outcome in REACHED]
_LETTERS = [str(Step.LETTER), str(Step.LETTER_AGAIN)]


def read_funnel(connection: Connection, as_of: date, region: Region) -> Funnel:
    """The day's funnel in full counts, as it was known on the day: for the service alone."""
    return funnel.funnel(
        _counted(connection, as_of),
        late_work(connection, as_of, region),
        db.records(connection, "funnel/capacity", as_of=as_of),
        db.records(connection, "funnel/outcomes", as_of=as_of),
        _names(region),
    )


def late_work(connection: Connection, as_of: date, region: Region) -> list[dict[str, Any]]:
    """Who waits for what longer than allowed, by opaque id, with provider, network and since when."""
    return db.records(
        connection, "funnel/late_work", as_of=as_of, reached=_REACHED, letters=_LETTERS, **allowed(region, as_of)
    )


def late_work_csv(connection: Connection, as_of: date, region: Region) -> bytes:
    """The same as CSV."""
    heading = ("kind", "provider_code", "pcn_code", "person_id", "since")
    rows = late_work(connection, as_of, region)
    return _csv([heading, *([str(row[column]) for column in heading] for row in rows)])


def allowed(region: Region, as_of: date) -> dict[str, int]:
    """After how many days each thing is late; a reported check by the region's rule of the day."""
    days = {str(kind): kind.allowed for kind in LateWork}
    return days | {str(LateWork.CHECK_NOT_CONFIRMED): region.policy_on(as_of).confirmation_days}


def read_shared(connection: Connection, as_of: date, region: Region) -> Shared:
    """What may leave the service: the counts, small ones hidden so that nobody can work them out."""
    return funnel.shared(_counted(connection, as_of), _names(region))


def write_funnel(connection: Connection, folder: Path, as_of: date, region: Region) -> list[str]:
    """Writes two pages with their CSVs into the outbox, for the service and to be shared; returns their paths.

    The same day gives the same bytes.
    """
    found = read_funnel(connection, as_of, region)
    told = read_shared(connection, as_of, region)
    values = {"as_of": as_of, "found": found, "told": told, "allowed": allowed(region, as_of), "words": funnel}
    contents = {
        "funnel": ("funnel/page.html", funnel.lines(found)),
        "funnel-to-share": ("funnel/to_share.html", funnel.shared_lines(told)),
    }
    paths = []
    for name, (template, lines) in contents.items():
        for kind, content in (("html", page(template, values)), ("csv", _csv(lines))):
            path = f"{as_of.isoformat()}/{name}-{as_of.isoformat()}.{kind}"
            outbox.put(connection, folder, path, content, as_of, name, "service", len(lines) - 1)
            paths.append(path)
    return paths


def _counted(connection: Connection, as_of: date) -> list[dict[str, Any]]:
    return db.records(connection, "funnel/counts", as_of=as_of, reached=_REACHED)


def _names(region: Region) -> dict[str, str]:
    return {code: provider.name for code, provider in region.providers.items()}


def _csv(lines: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode()
