"""Stops: somebody may not be contacted, said by a person; recorded at once, listed with all others, lifted by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Row

from pipeline.core.stop_reasons import RECORDABLE, StopKind, StopReason, recordable
from pipeline.doors import db
from pipeline.errors import DecideDifferently

# A mistyped year would put somebody off for a decade; a pause that must last is recorded again.
LONGEST_PAUSE = timedelta(days=366)


class StopSource(StrEnum):
    """How a stop came to us."""

    PHONE = "phone"
    EMAIL = "email"
    MEETING = "meeting"
    KEY_WORKER = "key_worker"
    PRACTICE = "practice"
    FAMILY = "family"


@dataclass(frozen=True)
class Recorded:
    """A stop on record; `is_new` is false where it stood in just these words."""

    stop_id: str
    is_new: bool


def record_stop(
    connection: Connection, person: str, reason: str, by: str, source: StopSource, as_of: date, until: date | None
) -> Recorded:
    """Records a stop or pause from a day on; raises DecideDifferently where it is none that can be.

    It counts for whoever asks from the commit on. The same again while it stands changes nothing.
    """
    said = _checked(reason, by, as_of, until)
    about = {
        "person_id": person, "reason": str(said), "source": str(source), "said_by": by.strip(), "from_on": as_of,
        "until_on": until,
    }  # fmt: skip
    if standing := db.value(connection, "stops/standing", **about):
        return Recorded(standing, is_new=False)
    key = "\x1f".join(str(part) for part in about.values())
    made = db.value(connection, "stops/record_stop", key=key, **about)
    return Recorded(made or db.value(connection, "stops/standing", **about), is_new=made is not None)


def protect(connection: Connection) -> None:
    """Addresses and phones of whoever is protected are dropped, as those of people a practice marks."""
    for statement in (
        "stops/forget_addresses",
        "reconcile/forget_protected_addresses",
        "reconcile/forget_protected_overwritten",
        "reconcile/forget_protected_words",
    ):
        db.execute(connection, statement)


def stops_of(connection: Connection, people: Sequence[str], as_of: date) -> Sequence[Row[object]]:
    """Every stop of somebody, lifted ones too, and what registers and traces say by themselves (without an id)."""
    return db.rows(connection, "stops/of_people", person_ids=list(people), as_of=as_of)


def lift_stop(connection: Connection, people: Sequence[str], stop_id: str, by: str, why: str, as_of: date) -> None:
    """Lifts a stop; raises DecideDifferently where it is not the person's, is lifted, or is the practice's to lift.

    What a practice's file said may be lifted once a newer register of theirs has the person without the mark.
    """
    if not by.strip() or not why.strip():
        raise DecideDifferently("To lift a stop needs the name of who decided (--by) and the reason (--why).")
    found = next((row for row in stops_of(connection, people, as_of) if row.stop_id == stop_id), None)
    if found is None:
        raise DecideDifferently(
            "The person has no stop of that id. `smi-outreach stops PERSON` lists theirs; one without an id is said by "
            "a register or the trace itself and ends when that says so no more."
        )
    if found.lifted_on is not None:
        raise DecideDifferently(f"Stop {stop_id} was already lifted on {found.lifted_on} by {found.lifted_by}.")
    if found.is_from_file and not found.is_said_no_more:
        raise DecideDifferently(
            f"Stop {stop_id} comes from the practice's own file ({found.source}): the practice must change its record. "
            "Once a newer register of theirs has the person without the mark, it can be lifted here."
        )
    db.execute(
        connection, "stops/lift_stop", stop_id=stop_id, lifted_by=by.strip(), lifted_why=why.strip(), as_of=as_of
    )


def _checked(reason: str, by: str, as_of: date, until: date | None) -> StopReason:
    said = recordable(reason)
    if said is None:
        codes = ", ".join(RECORDABLE)
        raise DecideDifferently(f"--reason is none that can be recorded. Give one of: {codes}.")
    if not by.strip():
        raise DecideDifferently("A stop needs the name of who says so (--by).")
    if said.kind is StopKind.PAUSE and until is None:
        raise DecideDifferently(f"{said} is a pause and needs its last day: --until DATE.")
    if said is StopReason.DIED and until is not None:
        raise DecideDifferently("died has no end: leave --until out.")
    if until is not None and not as_of <= until <= as_of + LONGEST_PAUSE:
        raise DecideDifferently(
            f"--until is {until}: expected a day from {as_of} to {as_of + LONGEST_PAUSE}. What must last longer is a "
            "stop without an end, or a pause recorded again."
        )
    return said
