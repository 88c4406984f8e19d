"""Who works with whom: a provider moves somebody to another of its partners or workers, by name and with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from pipeline.core.region import Region
from pipeline.doors import db
from pipeline.errors import DecideDifferently


@dataclass(frozen=True)
class Holder:
    """A provider, one of its partners, or a worker of either."""

    provider_code: str
    partner_code: str | None = None
    worker_code: str | None = None


def assign_person(
    connection: Connection,
    region: Region,
    people: Sequence[str],
    holder: Holder,
    by: str,
    why: str,
    as_of: date,
) -> Holder:
    """Has somebody work with the holder from a day on, whoever it was before; the next plan follows.

    `people` is everybody the person is known as. Returns the holder with the partner that a worker's name implies.
    Raises DecideDifferently where there is no such partner or worker of the provider.
    """
    if not by.strip() or not why.strip():
        raise DecideDifferently("To assign somebody needs the name of who decided (--by) and the reason (--why).")
    chosen = _checked(connection, region, holder, as_of)
    db.execute(
        connection, "assign/end_working", person_ids=list(people), provider_code=chosen.provider_code, as_of=as_of
    )
    db.execute(
        connection,
        "assign/record_working",
        person_ids=list(people),
        provider_code=chosen.provider_code,
        partner_code=chosen.partner_code,
        worker_code=chosen.worker_code,
        as_of=as_of,
        said_by=by.strip(),
        why=why.strip(),
    )
    return chosen


def _checked(connection: Connection, region: Region, holder: Holder, as_of: date) -> Holder:
    provider, partner, worker = holder.provider_code, holder.partner_code, holder.worker_code
    if provider not in region.providers:
        raise DecideDifferently(
            f"--provider is none of the region. Give one of: {', '.join(sorted(region.providers))}."
        )
    if partner is not None and db.value(connection, "assign/partner_of", partner_code=partner) != provider:
        raise DecideDifferently(
            f"--partner is no partner of {provider}. `smi-outreach region show` lists who works for whom."
        )
    if worker is None:
        return holder
    found = db.rows(connection, "assign/worker_of", worker_code=worker, as_of=as_of)
    if not found or found[0].provider_code != provider or partner not in (None, found[0].partner_code):
        raise DecideDifferently(
            f"--worker works for nobody of that name on {as_of}: expected a worker_code of workers.csv who works for "
            f"{partner or provider} on that day."
        )
    return Holder(provider, found[0].partner_code, worker)
