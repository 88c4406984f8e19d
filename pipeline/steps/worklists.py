"""Worklists: decide a day's lists, then write them as workbooks: one for each who works from one, a sheet a PCN."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pipeline.config import Settings
from pipeline.core.region import Region
from pipeline.core.shared_places import Booked, venue_days, with_shared_places
from pipeline.core.withdrawn_reasons import why_withdrawn
from pipeline.core.worklist import TakenBack, WorklistRow
from pipeline.core.worklist_guide import ClinicDay, Guide, Service
from pipeline.core.worklist_rows import worklist_row
from pipeline.doors import db, outbox
from pipeline.doors.provider_roles import reading_as, require_all_seen
from pipeline.doors.sealed_files import Seal
from pipeline.doors.seals import SealBook, seals_in_force
from pipeline.doors.worklist_page import PageFacts, page_seal, worklist_page
from pipeline.doors.worklist_workbook import worklist_workbook

_ITEM = (
    "worklist_item_id", "worklist_id", "person_id", "pcn_code", "rank", "partner_code", "worker_code", "step", "round",
    "content",
)  # fmt: skip
# Somebody back from leave may open a list so many days old; older ones are compared with nothing.
OPEN_LIST_DAYS = 28
# Nobody's, a partner's, a worker's of a partner, a worker's of the provider itself.
Holder = tuple[str | None, str | None]


@dataclass(frozen=True)
class ListFile:
    """What one file holds: each item is in exactly one, the provider's own holds what nobody else has."""

    provider_code: str
    holder: Holder
    rows: Sequence[WorklistRow]
    taken_back: Sequence[TakenBack]

    @property
    def stem(self) -> str:
        """The file's name but for the day; no code holds a plus."""
        return "+".join(code for code in (self.provider_code, *self.holder) if code)


def issue_worklists(connection: Connection, as_of: date) -> dict[str, int]:
    """Decides the day's lists from the day's plan and what is due after checks; returns people per provider.

    Each item is marked beside the list before, and whoever was on that one and is not on this has the reason recorded.
    """
    db.execute(connection, "worklists/open_worklists", as_of=as_of)
    db.execute(connection, "worklists/withdraw_items", as_of=as_of)
    listed = db.records(connection, "worklists/listed_people", as_of=as_of)
    rows = [(person, worklist_row(person, as_of)) for person in listed]
    db.execute(connection, "worklists/drop_listed")
    db.execute(connection, "worklists/create_listed")
    db.copy_rows(connection, "listed_item", _ITEM, (_stored(person, row) for person, row in rows))
    db.execute(connection, "worklists/mark_listed", as_of=as_of)
    db.execute(connection, "worklists/list_items")
    db.execute(connection, "worklists/refresh_statistics")
    db.execute(connection, "worklists/forget_withdrawals", as_of=as_of, open_list_days=OPEN_LIST_DAYS)
    db.execute(connection, "worklists/find_withdrawn", as_of=as_of, open_list_days=OPEN_LIST_DAYS)
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
    seals.require([row.provider_code for row in listed])
    guide = _guide(connection, region, as_of)
    names = {(row.kind, row.code): row.name for row in db.rows(connection, "worklists/holders")}
    written = []
    for provider in listed:
        files = _files(connection, provider.provider_code, as_of)
        require_all_seen(provider.provider_code, provider.people, sum(len(file.rows) for file in files))
        for file in files:
            called = [region.providers[provider.provider_code].name]
            kinds = zip(("partner", "worker"), file.holder, strict=True)
            called += [names.get((kind, code), code) for kind, code in kinds if code]
            for ending, content, seal in _forms(file, ", ".join(called), guide, seals, settings, as_of):
                path = f"{as_of.isoformat()}/worklists/{file.stem}-{as_of.isoformat()}.{ending}"
                about = (as_of, "worklist", file.provider_code, len(file.rows))
                written.append(outbox.put(connection, folder, path, content, *about, seal))
    outbox.keep_only(connection, folder, as_of, "worklist", written)
    db.execute(connection, "worklists/hand_over", as_of=as_of)
    return written


def _forms(
    file: ListFile, called: str, guide: Guide, seals: SealBook, settings: Settings | None, as_of: date
) -> Iterator[tuple[str, bytes, Seal | None]]:
    """A file as a workbook and as a page, each with how it is sealed."""
    seal = seals.of(file.provider_code, file.holder[0])
    yield "xlsx", worklist_workbook(called, as_of, file.rows, guide, file.taken_back), seal
    # A page opens with a passphrase in any browser; nothing but its own program opens a file of age.
    if seal is None or seal.passphrase:
        facts = PageFacts(called, as_of, as_of, f"{file.stem}-{as_of.isoformat()}")
        yield "html", worklist_page(facts, file.rows, file.taken_back, guide, page_seal(seal, settings)), None


def write_venue_lists(
    connection: Connection, folder: Path, on: date, as_of: date, region: Region, settings: Settings | None = None
) -> list[tuple[str, int]]:
    """Writes a list for each place at which several people of one provider are booked on a day, sealed for it.

    Their items are those of the newest list, so that what comes back is read as ever. Returns paths and people.
    """
    providers = [row.provider_code for row in db.rows(connection, "worklists/providers_booked", held_on=on)]
    seals = seals_in_force(connection, settings)
    seals.require(providers)
    guide = _guide(connection, region, as_of)
    written = []
    for code in providers:
        about = {"provider_code": code, "held_on": on, "as_of": as_of, "open_list_days": OPEN_LIST_DAYS}
        found = db.rows(connection, "worklists/booked_items", **about)
        places = venue_days(Booked(row.worklist_item_id, on, row.held_where) for row in found if row.worklist_item_id)
        for number, ((_, where), items) in enumerate(places.items(), start=1):
            with reading_as(connection, code):
                stored = db.rows(connection, "worklists/items_named", worklist_item_ids=list(items))
            require_all_seen(code, len(items), len(stored))
            content = {row.worklist_item_id: row.content for row in stored}
            rows = [replace(WorklistRow(**content[item]), rank=at) for at, item in enumerate(items, start=1)]
            called = f"{region.providers[code].name}, {where} on {on:%d/%m/%Y}"
            # The place may be somebody's address: the file is named by its number.
            path = f"{as_of.isoformat()}/worklists/{code}-venue-{on.isoformat()}-{number}.xlsx"
            book = worklist_workbook(called, as_of, rows, guide)
            named = (as_of, "venue list", code, len(rows))
            written.append((outbox.put(connection, folder, path, book, *named, seals.of(code)), len(rows)))
    outbox.keep_only(connection, folder, as_of, "venue list", [path for path, _ in written])
    return written


def _files(connection: Connection, provider_code: str, as_of: date) -> list[ListFile]:
    """A provider's files of a day: of everybody who has an item, or had one on the list before that is taken back."""
    about = {"as_of": as_of, "provider_code": provider_code}
    with reading_as(connection, provider_code):
        items = db.rows(connection, "worklists/stored_items", **about)
        gone = db.rows(connection, "worklists/taken_back", open_list_days=OPEN_LIST_DAYS, **about)
    rows: dict[Holder, list[WorklistRow]] = {}
    taken_back: dict[Holder, list[TakenBack]] = {}
    for item in items:
        rows.setdefault((item.partner_code, item.worker_code), []).append(WorklistRow(**item.content))
    for each in gone:
        why = why_withdrawn(each.withdrawn_reason, each.withdrawn_until_on)
        told = TakenBack(each.worklist_item_id, each.listed_on, each.name, why)
        taken_back.setdefault((each.partner_code, each.worker_code), []).append(told)
    holders = sorted({*rows, *taken_back}, key=lambda holder: tuple(code or "" for code in holder))
    return [
        ListFile(provider_code, holder, with_shared_places(rows.get(holder, [])), taken_back.get(holder, []))
        for holder in holders
    ]


def _guide(connection: Connection, region: Region, as_of: date) -> Guide:
    return Guide(
        region.safety,
        tuple((row.place_code, row.name) for row in db.rows(connection, "worklists/places")),
        tuple(Service(**row) for row in db.records(connection, "worklists/services")),
        tuple(ClinicDay(**row) for row in db.records(connection, "worklists/clinic_days", as_of=as_of)),
    )


def _stored(person: Mapping[str, Any], row: WorklistRow) -> tuple[object, ...]:
    return (
        row.worklist_item_id,
        person["worklist_id"],
        person["person_id"],
        row.pcn_code,
        row.rank,
        person["partner_code"],
        person["worker_code"],
        person["step"],
        row.round,
        json.dumps(asdict(row), ensure_ascii=False),
    )
