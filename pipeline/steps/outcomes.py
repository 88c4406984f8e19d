"""Outcomes: what outreach workers found, taken from the lists they send back."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pipeline.config import Settings
from pipeline.core.health_plan import is_plan_heading
from pipeline.core.identity import opaque_id
from pipeline.core.outcome_reasons import OutcomeReason
from pipeline.core.outcome_verdict import Known, Verdict, judge
from pipeline.core.raw_register import NotUnderstood, Table
from pipeline.core.reasons import FileReason
from pipeline.core.returned_headings import LAST_HEADING_ROW
from pipeline.core.returned_outcomes import ReturnedRow, read_returned, set_aside
from pipeline.core.said import Said, said_from
from pipeline.core.values import read_text
from pipeline.core.worklist import REACHED, Outcome
from pipeline.doors import db, outcome_ledger
from pipeline.doors.returned_files import ReturnedFile, read_returned_file, returned_files

Item = Mapping[str, Any]


def take_outcomes(connection: Connection, inbox: Path, as_of: date, settings: Settings | None = None) -> dict[str, int]:
    """Takes the filled-in rows of every list below the inbox's outcomes folder; returns rows per fate.

    A row is matched by its item id and checked against its name and its sender. The same list again
    changes nothing; what may be late or contradicts waits for a person. A death or a refusal stops
    contact at once, whatever becomes of its row.
    """
    provider_of = {str(row.folder): str(row.provider_code) for row in db.rows(connection, "outcomes/senders")}
    fates: Counter[str] = Counter()
    for file in returned_files(inbox, provider_of):
        if not db.value(connection, "outcomes/is_file_known", file_sha256=file.sha256):
            fates.update(_take_file(connection, file, as_of, settings))
    return dict(fates)


def _take_file(connection: Connection, file: ReturnedFile, as_of: date, settings: Settings | None) -> list[str]:
    sender = file.sender_code
    tables, problem = _opened(file, settings)
    if problem is _LOCKED:
        # Answered once, and opened as soon as we know what opens it: the same file may come again.
        file = replace(file, sha256=opaque_id("locked-", file.sha256))
        if db.value(connection, "outcomes/is_file_known", file_sha256=file.sha256):
            return []
    db.execute(connection, "outcomes/record_file", file_sha256=file.sha256, sender_code=sender, as_of=as_of)
    if problem is not None:
        return [_record(connection, file, None, _NOTHING, problem, as_of)]
    returned = read_returned(tables, as_of)
    if returned is None and any(_holds_plans(table) for table in tables):
        return []
    if not returned:
        verdict = _UNREADABLE if returned is None else Verdict("empty", OutcomeReason.LIST_BLANK)
        return [_record(connection, file, None, _NOTHING, verdict, as_of)]
    items = _items(connection, [row.item_id for row in returned], as_of)
    return _take_rows(connection, file, [_matched(row, items, sender) for row in returned], items, as_of)


_NOTHING = ReturnedRow("", 0, "", None, Said(), None)
_UNREADABLE = Verdict("quarantined", OutcomeReason.LIST_UNREADABLE)
_LOCKED = Verdict("quarantined", OutcomeReason.LIST_LOCKED)


def _opened(file: ReturnedFile, settings: Settings | None) -> tuple[list[Table], Verdict | None]:
    """The tables of a file, or why there are none."""
    if not file.is_readable:
        return [], _UNREADABLE
    try:
        return read_returned_file(file, settings), None
    except NotUnderstood as error:
        is_locked = error.reason in (FileReason.WORKBOOK_PASSWORD, FileReason.ARCHIVE_PASSWORD)
        return [], _LOCKED if is_locked else _UNREADABLE


def _holds_plans(table: Table) -> bool:
    return any(is_plan_heading(cells) for cells in table.rows[:LAST_HEADING_ROW])


def _matched(row: ReturnedRow, items: Mapping[str, Item], sender: str | None) -> ReturnedRow:
    if row.is_of_the_sheet or not row.item_id:
        return row
    item = items.get(row.item_id)
    if item is None:
        return set_aside(row, OutcomeReason.ITEM_UNKNOWN)
    if sender not in (None, item["provider_code"], item["check_provider_code"]):
        return set_aside(row, OutcomeReason.ITEM_OF_ANOTHER_PROVIDER)
    if row.name is not None and not _is_named(row.name, item["name"]):
        return set_aside(row, OutcomeReason.NAME_DIFFERS)
    return row


def _is_named(cell: str, name: str) -> bool:
    # Below the name the cell may say how the person likes to be called; marks and signs are left to programs.
    return _letters(cell.split("\n", maxsplit=1)[0]) == _letters(name)


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _take_rows(
    connection: Connection, file: ReturnedFile, rows: Sequence[ReturnedRow], items: Mapping[str, Item], as_of: date
) -> list[str]:
    """Takes the rows item by item, by day of contact: no order of rows makes a difference."""
    verdicts = {id(row): Verdict("quarantined", row.problem) for row in rows if row.problem}
    by_item: dict[str, list[ReturnedRow]] = {}
    for row in rows:
        if row.problem is None:
            by_item.setdefault(row.item_id, []).append(row)
    days = {item_id: min(str(row.contacted_on) for row in same) for item_id, same in by_item.items()}
    for item_id in sorted(by_item, key=lambda item_id: (days[item_id], item_id)):
        verdicts |= _take_item(connection, file, by_item[item_id], items[item_id], as_of)
    fates = []
    for row in rows:
        verdict, item = verdicts[id(row)], items.get(row.item_id)
        if verdict.fate in ("quarantined", "staged", "taken"):
            for whose in _concerned(connection, row, item, as_of):
                outcome_ledger.protect(
                    connection,
                    whose,
                    row.said,
                    row.stop,
                    as_of,
                    of=file.sha256,
                    is_set_aside=verdict.fate != "taken",
                )
        fates.append(_record(connection, file, item, row, verdict, as_of))
    return fates


def _concerned(connection: Connection, row: ReturnedRow, item: Item | None, as_of: date) -> list[Item]:
    """Whom a row may stop: of a shifted one both the item's person and whoever on that list has the name."""
    if item is None or row.problem is not OutcomeReason.NAME_DIFFERS:
        return [] if item is None else [item]
    named = db.execute(
        connection, "outcomes/items_of_name", worklist_id=item["worklist_id"], who=read_text(row.name or "")
    ).scalars()
    return [item, *_items(connection, list(named), as_of).values()]


def _items(connection: Connection, item_ids: list[str], as_of: date) -> dict[str, Item]:
    found = db.records(connection, "outcomes/known_items", item_ids=item_ids, reached=list(REACHED), as_of=as_of)
    return {item["worklist_item_id"]: item for item in found}


def _take_item(
    connection: Connection, file: ReturnedFile, rows: Sequence[ReturnedRow], item: Item, as_of: date
) -> dict[int, Verdict]:
    known, verdicts = _known(item), {}
    seen: list[Said] = []
    holds: Said | None = None
    for row in rows:
        if row.said in seen:
            verdicts[id(row)] = Verdict("repeated")
            continue
        seen.append(row.said)
        others = [other.said for other in rows if other.said != row.said]
        verdict = verdicts[id(row)] = judge(row.said, others, known)
        holds = holds or verdict.holds
        if verdict.fate == "staged":
            _stage(connection, file, row, verdict, as_of)
    if holds is not None and holds.outcome is Outcome.ENTERED_IN_ERROR:
        item_id, by = item["worklist_item_id"], item["provider_code"]
        outcome_ledger.take_back(connection, item_id, as_of, by, outcome_ledger.IN_ERROR)
        outcome_ledger.remember_taken_back(connection, item_id, holds)
    elif holds is not None:
        outcome_ledger.keep(connection, item, holds, as_of)
    return verdicts


def _known(item: Item) -> Known:
    return Known(
        said_from(item["taken"]) if item["taken"] else None,
        tuple(said_from(content) for content in item["taken_back"]),
        tuple((said_from(each["content"]), bool(each["is_decided"])) for each in item["staged"]),
        item["replaced_on"],
        item["closed_on"],
        item["newest_on"],
        item["spoken_on"],
        item["dead_from"],
    )


def _stage(connection: Connection, file: ReturnedFile, row: ReturnedRow, verdict: Verdict, as_of: date) -> None:
    db.execute(
        connection,
        "outcomes/stage",
        staged_outcome_id=opaque_id("o", row.item_id, file.sha256, row.sheet, row.line_no),
        file_sha256=file.sha256,
        sheet=row.sheet,
        line_no=row.line_no,
        worklist_item_id=row.item_id,
        reason=verdict.reason,
        content=json.dumps(row.said.content(), ensure_ascii=False),
        as_of=as_of,
    )


def _record(
    connection: Connection, file: ReturnedFile, item: Item | None, row: ReturnedRow, verdict: Verdict, as_of: date
) -> str:
    told = (*verdict.remarks, *row.remarks) if verdict.fate != "repeated" else ()
    if verdict.fate == "staged" and (row.stop or row.said.refuses):
        told = (*told, OutcomeReason.STOPPED_ALL_THE_SAME)
    db.execute(
        connection,
        "outcomes/record_row",
        file_sha256=file.sha256,
        sheet=row.sheet,
        line_no=row.line_no,
        worklist_item_id=item["worklist_item_id"] if item is not None else None,
        fate=verdict.fate,
        reason=verdict.reason,
        detail=row.nearest.label if row.nearest and verdict.reason is OutcomeReason.OUTCOME_UNKNOWN else None,
        remarks=list(told),
        as_of=as_of,
    )
    return verdict.fate
