"""Prioritise: everybody overdue gets one disposition; those to be contacted a next step and a rank."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row

from pipeline.core.capacity import Limits, Queued, who_waits
from pipeline.core.contact_history import past_contact
from pipeline.core.contact_policy import NextContact, has_begun, next_contact
from pipeline.core.contact_rules import ContactPolicy
from pipeline.core.contact_steps import ASKED_FOR
from pipeline.core.postal_address import has_no_fixed_abode
from pipeline.core.priority_reasons import counting_codes
from pipeline.core.reach import reach_of
from pipeline.core.region import Priority, Region
from pipeline.doors import db

_DECISION = (
    "person_id", "disposition", "reason", "until_on", "next_step", "round", "time_of_day", "review_on", "passed_over",
    "is_started", "has_no_fixed_abode",
)  # fmt: skip
_ASKED_FOR = sorted(ASKED_FOR)


def prioritise(connection: Connection, as_of: date, region: Region) -> dict[str, int]:
    """Makes the day's plan; returns people per disposition.

    Dispositions partition the overdue: listed, waiting until a date or for room, stopped, practice
    only, uncovered, no agreement. Any stop beats any priority.
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
        register_too_old_after_days=region.contact_policy.register_too_old_after_days,
    )
    # On a day's second run the plan looked empty a moment ago.
    db.execute(connection, "prioritise/refresh_statistics")
    _decide(connection, as_of, region.policy_on(as_of))
    db.execute(connection, "prioritise/wait_for_practice", as_of=as_of, asked_for=_ASKED_FOR)
    db.execute(connection, "prioritise/refresh_statistics")
    db.execute(connection, "prioritise/drop_reasons")
    db.execute(connection, "prioritise/measure_people", as_of=as_of)
    db.execute(connection, "prioritise/refresh_measured")
    db.execute(connection, "prioritise/reason_people", as_of=as_of, asked_for=_ASKED_FOR)
    _rank(connection, as_of, region.priority)
    _assign(connection, as_of)
    _wait_for_room(connection, as_of)
    return {row.disposition: row.people for row in db.rows(connection, "prioritise/count_dispositions", as_of=as_of)}


def _decide(connection: Connection, as_of: date, policy: ContactPolicy) -> None:
    candidates = db.records(connection, "prioritise/candidates", as_of=as_of)
    db.execute(connection, "prioritise/drop_decision")
    db.execute(connection, "prioritise/create_decision")
    decisions = (_decision(candidate, policy, as_of) for candidate in candidates)
    db.copy_rows(connection, "decision", _DECISION, decisions)
    db.execute(connection, "prioritise/apply_decisions", as_of=as_of)


def _rank(connection: Connection, as_of: date, priority: Priority) -> None:
    banded = [
        (code, number)
        for number, band in enumerate(priority.bands, start=1)
        for reason in band
        for code in counting_codes(reason)
    ]
    db.execute(
        connection,
        "prioritise/rank",
        as_of=as_of,
        bands=len(priority.bands),
        band_reasons=[code for code, _ in banded],
        band_numbers=[number for _, number in banded],
        order_entries=[" ".join(counting_codes(entry)) for entry in priority.order],
    )


def _assign(connection: Connection, as_of: date) -> None:
    """Whoever was contacted stays with partner and worker; the others are shared out."""
    db.execute(connection, "assign/begin_working", as_of=as_of)
    db.execute(connection, "assign/keep_working", as_of=as_of)
    db.execute(connection, "prioritise/assign_partners", as_of=as_of)
    db.execute(connection, "assign/assign_workers", as_of=as_of)


def _wait_for_room(connection: Connection, as_of: date) -> None:
    """Where nobody named a limit, nothing is read and nobody waits."""
    limits = db.rows(connection, "prioritise/limits", as_of=as_of)
    if not limits:
        return
    queue = db.rows(connection, "prioritise/queue", as_of=as_of)
    waiting = [
        each
        for provider_code, people in groupby(queue, key=lambda one: one.provider_code)
        for each in who_waits(
            [Queued(one.person_id, one.pcn_code, one.partner_code, one.is_started) for one in people],
            _limits_of(provider_code, limits),
        )
    ]
    db.execute(connection, "prioritise/drop_wait")
    db.execute(connection, "prioritise/create_wait")
    db.copy_rows(connection, "wait_for_room", ("person_id", "reason", "waiting_before"), waiting)
    db.execute(connection, "prioritise/apply_waits", as_of=as_of)
    db.execute(connection, "prioritise/close_ranks", as_of=as_of)


def _limits_of(provider_code: str, rows: Sequence[Row[Any]]) -> Limits:
    own = [row for row in rows if row.provider_code in (None, provider_code)]
    capacities: dict[str, dict[str, int]] = {
        whose: {row.code: row.capacity_a_day for row in own if row.whose == whose and row.capacity_a_day is not None}
        for whose in ("provider", "partner", "pcn")
    }
    return Limits(
        capacities["provider"].get(provider_code),
        capacities["partner"],
        capacities["pcn"],
        {row.code: row.floor_a_day for row in own if row.floor_a_day},
    )


def _decision(candidate: Mapping[str, Any], policy: ContactPolicy, as_of: date) -> tuple[object, ...]:
    history = [past_contact(said) for said in candidate["history"]]
    chosen = next_contact(history, reach_of(candidate), policy, as_of)
    return (
        candidate["person_id"],
        _disposition(chosen),
        chosen.reason,
        chosen.until_on,
        chosen.step,
        chosen.round,
        chosen.time_of_day,
        chosen.review_on,
        list(dict.fromkeys(f"{step}: {because}" for step, because in chosen.passed_over)),
        has_begun(history),
        has_no_fixed_abode(candidate[f"address_{number}"] for number in range(1, 6)),
    )


def _disposition(chosen: NextContact) -> str:
    if chosen.step:
        return "listed"
    return "waiting_until" if chosen.until_on else "practice_only"
