"""My plan: the page of each plan that is new or changed, for the person who owns it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pipeline.config import Settings
from pipeline.core.my_plan import my_plan, no_page_because
from pipeline.core.region import Region
from pipeline.core.whom import Whom
from pipeline.doors import db, outbox
from pipeline.doors.pages import page
from pipeline.doors.seals import SealBook, seals_in_force
from pipeline.errors import DecideDifferently

# A page that somebody asked for stays when the day is run again.
_OF_THE_DAY, _ASKED_FOR = "my plan", "my plan, asked for"


def write_plan_pages(
    connection: Connection, folder: Path, as_of: date, region: Region, settings: Settings | None = None
) -> list[str]:
    """Writes the page of every plan that changed this day, sealed for its provider; again: the same bytes.

    Returns the paths.

    Whoever needs another format or language has no page: that is on the provider's list, to be done in person.
    """
    plans = _plans(connection, None, as_of, region)
    seals = seals_in_force(connection, settings)
    to_write = [plan for plan in plans if no_page_because(plan) is None]
    seals.require({plan["provider_code"] for plan in to_write})
    written = [_write(connection, folder, plan, _OF_THE_DAY, as_of, region, seals) for plan in to_write]
    outbox.keep_only(connection, folder, as_of, _OF_THE_DAY, written)
    return written


def print_plan(
    connection: Connection, folder: Path, whom: Whom, as_of: date, region: Region, settings: Settings | None = None
) -> str:
    """Writes one person's page as it stands; returns its path. Raises DecideDifferently where there is none."""
    plans = _plans(connection, whom.person_id, as_of, region)
    if not plans:
        raise DecideDifferently(
            "No page can be made: no plan of the person stands, or contact with them is stopped, or nobody covers "
            "their practice. `smi-outreach explain` says which."
        )
    if reason := no_page_because(plans[-1]):
        raise DecideDifferently(f"No page can be made of the person's plan. {reason.sentence}")
    seals = seals_in_force(connection, settings)
    return _write(connection, folder, plans[-1], _ASKED_FOR, as_of, region, seals)


def _plans(connection: Connection, person_id: str | None, as_of: date, region: Region) -> list[dict[str, Any]]:
    return db.records(
        connection,
        "plans/to_print",
        person_id=person_id,
        as_of=as_of,
        review_after_days=region.health_plan.review_after_days,
    )


def _write(
    connection: Connection,
    folder: Path,
    plan: Mapping[str, Any],
    kind: str,
    as_of: date,
    region: Region,
    seals: SealBook,
) -> str:
    provider_code = plan["provider_code"]
    provider = region.providers[provider_code]
    services = db.records(connection, "region/services_of_place", place_code=plan["place_code"])
    said = my_plan(plan, services, provider.outward_name, provider.phone)
    content = page("plan/my-plan.html", {"plan": said})
    path = f"{as_of.isoformat()}/plans/{provider_code}/my-plan-{plan['health_plan_id']}.html"
    return outbox.put(connection, folder, path, content, as_of, kind, provider_code, 1, seals.of(provider_code))
