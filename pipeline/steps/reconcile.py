"""Reconcile: the only way the current register changes."""

from sqlalchemy import Connection

from pipeline.doors import db

# One extract a practice and round, oldest first; the order of the statements is the order of the argument:
# contradictions leave before anybody is added, changes are noted before they are made.
_ROUND = (
    "reconcile/settle_contradictions",
    "reconcile/add_people",
    "reconcile/stage_contradictions",
    "reconcile/note_changes",
    "reconcile/note_leavers",
    "reconcile/apply_people",
    "reconcile/mark_leavers",
    "reconcile/forget_protected_addresses",
    "reconcile/apply_observations",
    "reconcile/refresh_register_statistics",
    "reconcile/retract_observations",
    "reconcile/retract_removed",
    "reconcile/close_quarantines",
    "reconcile/forget_landed_observations",
    "reconcile/finish_round",
)


def reconcile(connection: Connection) -> int:
    """Brings the current register up to every landed extract; returns how many were applied.

    A first load is a reconciliation in which everybody is new. Extracts older than the one in force,
    two different ones of one day, and those that lack an element are held instead; their stop marks count.
    """
    db.execute(connection, "reconcile/hold_older")
    db.execute(connection, "reconcile/hold_ties")
    applied = 0
    while taken := _begin_round(connection):
        db.execute(connection, "reconcile/refresh_statistics")
        for statement in _ROUND:
            db.execute(connection, statement)
        applied += taken
    if applied:
        # The extracts' fates just changed: the next step's plans would be made for the old ones.
        db.execute(connection, "reconcile/refresh_statistics")
    db.execute(connection, "reconcile/stop_held_marks")
    return applied


def _begin_round(connection: Connection) -> int:
    # Whether an extract lacks something is seen against the register as the round before left it.
    db.execute(connection, "reconcile/hold_incomplete")
    return db.execute(connection, "reconcile/begin_round").rowcount
