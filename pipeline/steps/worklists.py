"""Worklists: decide a day's lists, then write them as workbooks, one a provider with a sheet a PCN."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pipeline.config import Settings
from pipeline.core.contact_policy import StepReason
from pipeline.core.identity import opaque_id
from pipeline.core.letter_choice import full_name
from pipeline.core.priority_reasons import worker_sentence
from pipeline.core.region import Region
from pipeline.core.worklist import OUTCOME_BY_CODE, WorklistRow
from pipeline.doors import db, outbox
from pipeline.doors.provider_roles import reading_as, require_all_seen
from pipeline.doors.seals import seals_in_force
from pipeline.doors.worklist_workbook import worklist_workbook

_ITEM = ("worklist_item_id", "worklist_id", "person_id", "pcn_code", "rank", "content")


def issue_worklists(connection: Connection, as_of: date) -> dict[str, int]:
    """Decides the day's lists from the day's plan; returns people per provider."""
    db.execute(connection, "worklists/open_worklists", as_of=as_of)
    db.execute(connection, "worklists/withdraw_items", as_of=as_of)
    listed = db.records(connection, "worklists/listed_people", as_of=as_of)
    rows = [(person, _row(person, as_of)) for person in listed]
    db.execute(connection, "worklists/drop_listed")
    db.execute(connection, "worklists/create_listed")
    db.copy_rows(
        connection,
        "listed_item",
        _ITEM,
        (
            (row.worklist_item_id, person["worklist_id"], person["person_id"], row.pcn_code, row.rank, _stored(row))
            for person, row in rows
        ),
    )
    db.execute(connection, "worklists/list_items")
    counts: dict[str, int] = {}
    for person, _ in rows:
        counts[person["provider_code"]] = counts.get(person["provider_code"], 0) + 1
    return counts


def write_worklists(
    connection: Connection, folder: Path, as_of: date, region: Region, settings: Settings | None = None
) -> list[str]:
    """Writes the decided lists into the outbox, each read as its provider and sealed for it; again: the same bytes.

    Returns paths inside the outbox.
    """
    listed = db.rows(connection, "worklists/providers_listed", as_of=as_of)
    seals = seals_in_force(connection, settings)
    seals.require([provider_code for provider_code, _ in listed])
    written = []
    for provider_code, people in listed:
        with reading_as(connection, provider_code):
            items = db.rows(connection, "worklists/stored_items", as_of=as_of, provider_code=provider_code)
        require_all_seen(provider_code, people, len(items))
        rows = [WorklistRow(**item.content) for item in items]
        path = f"{as_of.isoformat()}/worklists/{provider_code}-{as_of.isoformat()}.xlsx"
        content = worklist_workbook(region.providers[provider_code].name, as_of, rows)
        seal = seals.of(provider_code)
        written.append(outbox.put(connection, folder, path, content, as_of, "worklist", provider_code, len(rows), seal))
    outbox.keep_only(connection, folder, as_of, "worklist", written)
    db.execute(connection, "worklists/hand_over", as_of=as_of)
    return written


def _stored(row: WorklistRow) -> str:
    return json.dumps(asdict(row), ensure_ascii=False)


def _row(person: Mapping[str, Any], as_of: date) -> WorklistRow:
    address = [person[f"address_{number}"] for number in range(1, 6)] + [person["postcode"]]
    return WorklistRow(
        worklist_item_id=opaque_id("w", as_of, person["provider_code"], person["person_id"]),
        rank=person["rank"],
        band=person["band"],
        pcn_code=person["pcn_code"],
        pcn_name=person["pcn_name"],
        practice_name=person["practice_name"],
        name=full_name(person),
        preferred_name=person["preferred_name"] or "",
        address=", ".join(line for line in address if line),
        phone_mobile=person["phone_mobile"] or "",
        phone_home=person["phone_home"] or "",
        email=person["email"] or "",
        language=person["language"] or "",
        needs=_needs(person),
        key_worker=person["key_worker"] or "",
        what_to_do=StepReason(person["next_step_reason"]).sentence,
        why=worker_sentence(person["reasons"], person["last_element_on"], as_of),
        tried="; ".join(_tried(contact) for contact in person["tried"]),
    )


def _needs(person: Mapping[str, Any]) -> str:
    said = [
        "interpreter needed" if person["is_interpreter_needed"] else None,
        person["contact_method"],
        person["information_format"],
        person["communication_professional"],
        person["communication_support"],
    ]
    return "; ".join(need for need in said if need)


def _tried(contact: Mapping[str, str]) -> str:
    when = date.fromisoformat(contact["on"]).strftime("%d/%m/%Y")
    if contact["channel"] == "letter":
        return f"letter sent {when}"
    return f"{contact['channel']} {when}: {OUTCOME_BY_CODE[contact['outcome']].label.lower()}"
