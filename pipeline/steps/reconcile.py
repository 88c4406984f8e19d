"""Reconcile: the only way the current register changes."""

from dataclasses import asdict

from sqlalchemy import Connection

from pipeline.core.region import Intake
from pipeline.doors import db

# Each asks one thing of the extracts of a round beside the register as the round before left it; the first that
# holds an extract is its reason. How far a register has shrunk says more than how few of its people are known.
_IMPLAUSIBLE = (
    "reconcile/hold_incomplete",
    "reconcile/hold_shrunken",
    "reconcile/hold_grown",
    "reconcile/hold_unrecognised",
    "reconcile/hold_set_aside",
    "reconcile/hold_repeated",
    "reconcile/hold_short_history",
    "reconcile/hold_unchecked",
)

# One extract a practice and round, oldest first; the order of the statements is the order of the argument:
# contradictions leave before anybody is added, changes are noted before they are made, and what they overwrite is kept
# so that `extract withdraw` can back the extract out.
_ROUND = (
    "reconcile/open_undo",
    "reconcile/correct_births",
    "reconcile/settle_contradictions",
    "reconcile/add_people",
    "reconcile/stage_contradictions",
    # Before changes are noted: whoever left may be a newcomer's old number.
    "reconcile/note_leavers",
    "reconcile/stage_new_numbers",
    "reconcile/note_staged",
    "reconcile/note_changes",
    "reconcile/keep_overwritten",
    "reconcile/apply_people",
    "reconcile/mark_leavers",
    # Protected by a person or the national record, where the practice's file still sends the address.
    "stops/forget_addresses",
    "reconcile/forget_protected_addresses",
    "reconcile/forget_protected_overwritten",
    "reconcile/forget_protected_words",
    "reconcile/keep_retracted",
    "reconcile/apply_observations",
    "reconcile/refresh_register_statistics",
    "reconcile/retract_observations",
    "reconcile/retract_removed",
    "reconcile/close_quarantines",
    "reconcile/forget_landed_observations",
    "reconcile/finish_round",
)

# What was decided about staged rows, by people or by practices that came to agree, takes effect here and only here.
_DECIDED = (
    "reconcile/agree_births",
    "reconcile/take_births",
    "reconcile/correct_births",
    "reconcile/correct_registered_births",
    "reconcile/join_people",
    "reconcile/carry_history",
    "reconcile/carry_outreach",
)
_HEARD = (
    "reconcile/note_heard",
    "reconcile/keep_marks",
    "reconcile/make_way",
    "reconcile/hear_person",
    "reconcile/hear_observations",
)


def reconcile(connection: Connection, intake: Intake = Intake()) -> int:  # noqa: B008
    """Brings the current register up to every landed extract; returns how many were applied.

    A first load is a reconciliation in which everybody is new. Extracts older than the one in force,
    two different ones of one day, and implausible ones are held instead; their stop marks count, and the
    register in force stays. What a person released is held for none of these but being older.
    """
    db.execute(connection, "reconcile/hold_older")
    db.execute(connection, "reconcile/hold_ties")
    _measure(connection, intake)
    applied = 0
    while taken := db.execute(connection, "reconcile/begin_round").rowcount:
        db.execute(connection, "reconcile/refresh_statistics")
        if taken := taken - _hold_implausible(connection, intake):
            for statement in _ROUND:
                db.execute(connection, statement)
            applied += taken
    _carry_out(connection)
    if applied:
        # The extracts' fates just changed: the next step's plans would be made for the old ones.
        db.execute(connection, "reconcile/refresh_statistics")
    db.execute(connection, "reconcile/stop_held_marks")
    return applied


def _carry_out(connection: Connection) -> None:
    """Settles what is decided or agreed; the staged row counts then, and its stop marks count in any case."""
    for statement in _DECIDED:
        db.execute(connection, statement)
    settled = db.rows(connection, "reconcile/settle_decided")
    for row in settled:
        for statement in _HEARD if row.is_heard else ("reconcile/stop_unheard_marks",):
            db.execute(connection, statement, extract_id=row.extract_id, person_id=row.person_id)
    if settled:
        # Whoever was heard may be protected.
        db.execute(connection, "stops/forget_addresses")
        db.execute(connection, "reconcile/forget_protected_addresses")
        db.execute(connection, "reconcile/forget_protected_words")
    db.execute(connection, "reconcile/forget_settled_observations")
    db.execute(connection, "reconcile/finish_decisions")


def _measure(connection: Connection, intake: Intake) -> None:
    """Compares the extracts of the round, and those held before one, with the register in force."""
    db.execute(
        connection,
        "reconcile/measure",
        years_of_history=intake.years_of_history,
        practices_for_a_county=intake.practices_for_a_county,
    )


def _hold_implausible(connection: Connection, intake: Intake) -> int:
    _measure(connection, intake)
    limits = asdict(intake)
    return sum(db.execute(connection, statement, **limits).rowcount for statement in _IMPLAUSIBLE)
