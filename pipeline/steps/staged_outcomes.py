"""Outcomes that wait for a person: late ones, and those that contradict what was taken; what is decided about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pipeline.core.outcome_reasons import OUTCOME_REASON_BY_CODE, OutcomeReason
from pipeline.core.returned_outcomes import STOPS
from pipeline.core.said import Said, said_from
from pipeline.core.worklist import REACHED, Outcome
from pipeline.doors import db, outcome_ledger
from pipeline.errors import DecideDifferently


@dataclass(frozen=True)
class StagedOutcome:
    """One outcome that waits: what it says, why it waits, and what had been taken of the same item."""

    staged_outcome_id: str
    worklist_item_id: str
    provider_code: str
    practice_code: str
    list_on: date
    staged_on: date
    reason: OutcomeReason
    said: Said
    taken: Said | None


@dataclass(frozen=True)
class RungThrough:
    """How many concerns and results were rung through in the last 28 days; a manager's figure, of nobody."""

    safeguarding: int
    urgent_result: int


def waiting_outcomes(connection: Connection) -> list[StagedOutcome]:
    """Every outcome that waits for a person, the oldest first."""
    return [_staged(row) for row in db.records(connection, "outcomes/waiting")]


def rung_through(connection: Connection, as_of: date) -> RungThrough:
    """Counts only."""
    return RungThrough(**db.one(connection, "outcomes/rung_through", as_of=as_of)._asdict())


def contacts_beside(connection: Connection, staged_outcome_id: str) -> list[dict[str, Any]]:
    """The contacts with the same person that count by now: day, channel, outcome, provider."""
    return db.records(connection, "outcomes/contacts_beside", staged_outcome_id=staged_outcome_id)


def accept_outcome(connection: Connection, staged_outcome_id: str, by: str, why: str, as_of: date) -> StagedOutcome:
    """Takes what waited, in the place of anything else that was said of the same item. Raises DecideDifferently.

    Whatever else waits of the item is refused with it, and its stops are lifted: one of two sayings is right.
    """
    found = _decide(connection, staged_outcome_id, "accepted", by, why, as_of)
    item_id = found.worklist_item_id
    (item,) = db.records(connection, "outcomes/known_items", item_ids=[item_id], reached=list(REACHED), as_of=as_of)
    outcome_ledger.take_back(connection, item_id, as_of, by, why, but_staged=staged_outcome_id)
    if found.said.outcome is Outcome.ENTERED_IN_ERROR:
        outcome_ledger.remember_taken_back(connection, item_id, found.said)
    else:
        outcome_ledger.keep(connection, item, found.said, as_of)
        stop = found.said.outcome if found.said.outcome in STOPS else None
        outcome_ledger.protect(connection, item, found.said, stop, as_of, of=staged_outcome_id, is_set_aside=False)
    return found


def refuse_outcome(connection: Connection, staged_outcome_id: str, by: str, why: str, as_of: date) -> StagedOutcome:
    """Records that what waited is never taken; a stop that it set stays until somebody lifts it."""
    return _decide(connection, staged_outcome_id, "refused", by, why, as_of)


def _decide(
    connection: Connection, staged_outcome_id: str, decision: str, by: str, why: str, as_of: date
) -> StagedOutcome:
    if not by.strip() or not why.strip():
        raise DecideDifferently("To decide this needs the name of who decided (--by) and the reason (--reason).")
    found = next((each for each in waiting_outcomes(connection) if each.staged_outcome_id == staged_outcome_id), None)
    if found is None:
        decided = db.execute(connection, "outcomes/decided", staged_outcome_id=staged_outcome_id).one_or_none()
        raise DecideDifferently(
            f"No outcome waits under {staged_outcome_id!r}. `smi-outreach outcomes` lists those that do."
            if decided is None
            else f"{staged_outcome_id} was already {decided.decision} by {decided.decided_by} on {decided.decided_on}."
        )
    db.execute(
        connection,
        "outcomes/decide",
        staged_outcome_id=staged_outcome_id,
        decision=decision,
        decided_by=by.strip(),
        why=why.strip(),
        as_of=as_of,
    )
    return found


def _staged(row: Mapping[str, Any]) -> StagedOutcome:
    return StagedOutcome(
        row["staged_outcome_id"],
        row["worklist_item_id"],
        row["provider_code"],
        row["practice_code"],
        row["list_on"],
        row["staged_on"],
        OUTCOME_REASON_BY_CODE[row["reason"]],
        said_from(row["content"]),
        said_from(row["taken"]) if row["taken"] else None,
    )
