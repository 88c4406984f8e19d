"""Prioritise: everybody overdue gets one disposition; those to be contacted a next step and a rank."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pipeline.core.contact_policy import NextContact, PastContact, Reach, Step, StepReason, next_contact
from pipeline.core.letter_choice import no_letter_because
from pipeline.core.region import ContactPolicy
from pipeline.doors import db


def prioritise(connection: Connection, as_of: date, policy: ContactPolicy) -> dict[str, int]:
    """Makes the day's plan; returns people per disposition.

    Dispositions partition the overdue: listed, waiting until a date, stopped, practice only,
    uncovered, no agreement. Any stop beats any priority.
    """
    db.execute(connection, "prioritise/close_episodes", as_of=as_of)
    db.execute(connection, "prioritise/reopen_episodes")
    db.execute(connection, "prioritise/open_episodes", as_of=as_of)
    db.execute(connection, "prioritise/clear_plan", as_of=as_of)
    db.execute(connection, "prioritise/refresh_statistics")
    db.execute(
        connection,
        "prioritise/open_plan",
        as_of=as_of,
        register_too_old_after_days=policy.register_too_old_after_days,
    )
    candidates = db.records(connection, "prioritise/candidates", as_of=as_of)
    db.execute(connection, "prioritise/drop_decision")
    db.execute(connection, "prioritise/create_decision")
    db.copy_rows(
        connection,
        "decision",
        ("person_id", "disposition", "reason", "until_on", "next_step"),
        (_decision(candidate, policy, as_of) for candidate in candidates),
    )
    db.execute(connection, "prioritise/apply_decisions", as_of=as_of)
    db.execute(connection, "prioritise/refresh_statistics")
    db.execute(connection, "prioritise/rank", as_of=as_of)
    return {row.disposition: row.people for row in db.rows(connection, "prioritise/count_dispositions", as_of=as_of)}


def _decision(candidate: Mapping[str, Any], policy: ContactPolicy, as_of: date) -> tuple[object, ...]:
    no_letter = no_letter_because(candidate)
    if no_letter is None and candidate["is_unprintable"]:
        no_letter = StepReason.LETTER_UNPRINTABLE
    reach = Reach(no_letter, bool(candidate["phone_mobile"] or candidate["phone_home"]))
    history = [_past(said) for said in candidate["history"]]
    chosen = next_contact(history, reach, policy, as_of)
    return (candidate["person_id"], _disposition(chosen), chosen.reason, chosen.until_on, chosen.step)


def _disposition(chosen: NextContact) -> str:
    if isinstance(chosen.step, Step):
        return "listed"
    return "waiting_until" if chosen.until_on else "practice_only"


def _past(said: Mapping[str, Any]) -> PastContact:
    call_back = said["call_back_on"]
    return PastContact(
        date.fromisoformat(said["contacted_on"]),
        said["channel"],
        said["outcome"],
        date.fromisoformat(call_back) if call_back else None,
    )
