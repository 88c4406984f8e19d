"""Explain: one person's whole story from what is kept, told only after the look at it was logged."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from pipeline.core.story import Chapter, story
from pipeline.core.whom import Whom, number_refused
from pipeline.doors import db
from pipeline.doors.suites import read_suite
from pipeline.errors import DecideDifferently

_OF_A_PERSON = (
    "explain/extracts",
    "explain/values_set_aside",
    "explain/staged",
    "explain/statuses",
    "explain/stops",
    "explain/stops_on",
    "explain/notes",
    "explain/channel_refusals",
    "explain/visit_risks",
    "explain/notices",
    "explain/traces",
    "explain/plan",
    "explain/episodes",
    "explain/worklist_items",
    "explain/contacts",
    "explain/letters",
    "explain/health_plans",
    "explain/follow_ups",
    "explain/updates",
    "explain/elements",
)


def log_access(connection: Connection, whom: Whom, looked_by: str, why: str, as_of: date) -> None:
    """Notes who looks at whose story and why; raises DecideDifferently without a name and a reason."""
    if not looked_by.strip() or not why.strip():
        raise DecideDifferently(
            "To look at a person's story needs the name of who looks (--by) and the reason (--why)."
        )
    if refused := number_refused(looked_by, "--by") or number_refused(why, "--why"):
        raise DecideDifferently(refused)
    db.execute(
        connection, "explain/log_access", person_id=whom.person_id, looked_by=looked_by.strip(), why=why.strip(),
        as_of=as_of,
    )  # fmt: skip


def explain(connection: Connection, whom: Whom, as_of: date) -> list[Chapter]:
    """The story as it was known on a day; raises DecideDifferently where nothing at all is known of the person."""
    known = db.rows(connection, "explain/identity", person_id=whom.person_id)
    number = whom.nhs_number or (known[0].nhs_number if known else None)
    facts = {
        query.removeprefix("explain/"): db.records(connection, query, person_id=whom.person_id, as_of=as_of)
        for query in _OF_A_PERSON
    }
    facts["registers"] = db.records(connection, "explain/registers", person_id=whom.person_id)
    facts["set_aside"] = db.records(connection, "explain/set_aside", nhs_number=number, as_of=as_of)
    facts["coverage"] = [
        each
        for code in _practices(facts)
        for each in db.records(connection, "explain/coverage", practice_code=code, as_of=as_of)
    ]
    if not known and not facts["set_aside"] and not facts["extracts"]:
        raise DecideDifferently("Nobody is known under this number: no file taken in so far has spoken of them.")
    chapters = story(facts, {str(code): said for code, said in read_suite().row_sentences.items()}, as_of)
    if known and known[0].is_now and known[0].is_now != whom.person_id:
        goes_on = f"Their NHS number was superseded: the story goes on under {known[0].is_now}."
        return [Chapter("Superseded", (goes_on,), []), *chapters]
    return chapters


def accesses(connection: Connection, person_id: str | None) -> Sequence[Row[Any]]:
    """Who looked at whose story, the newest first."""
    return db.rows(connection, "explain/accesses", person_id=person_id)


def _practices(facts: dict[str, list[dict[str, Any]]]) -> list[str]:
    """The practice of the status in force, or those whose registers have the person."""
    now = [each["practice_code"] for each in facts["statuses"] if each["to_on"] is None]
    return now[-1:] or [each["practice_code"] for each in facts["registers"]]
