"""Channels somebody does not want: refused at once, by whoever says so; open again only by name and reason."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from pipeline.core.identity import opaque_id
from pipeline.core.whom import number_refused
from pipeline.doors import db
from pipeline.errors import DecideDifferently


def refuse_channel(
    connection: Connection, people: Sequence[str], channel: str, by: str, source: str, as_of: date
) -> bool:
    """Records that a person refuses a channel; returns whether that is new. Raises DecideDifferently."""
    if not by.strip():
        raise DecideDifferently("A refusal needs the name of who says so (--by).")
    if refused := number_refused(by, "--by"):
        raise DecideDifferently(refused)
    who = str(db.value(connection, "minding/goes_on_as", person_id=people[0]))
    if _standing(connection, people, channel, as_of):
        return False
    count = db.value(connection, "channels/count_refusals", person_id=who)
    db.execute(
        connection,
        "channels/refuse",
        channel_refusal_id=opaque_id("f", "refusal", who, channel, as_of, count),
        person_id=who,
        channel=channel,
        said_by=by.strip(),
        source=source,
        as_of=as_of,
    )
    return True


def accept_channel(connection: Connection, people: Sequence[str], channel: str, by: str, why: str, as_of: date) -> None:
    """Lifts a person's refusal of a channel; raises DecideDifferently where none stands, or without name and reason."""
    if not by.strip() or not why.strip():
        raise DecideDifferently("To lift a refusal needs the name of who decided (--by) and the reason (--why).")
    if refused := number_refused(by, "--by") or number_refused(why, "--why"):
        raise DecideDifferently(refused)
    standing = _standing(connection, people, channel, as_of)
    if not standing:
        raise DecideDifferently(
            f"The person does not refuse {channel}: `smi-outreach stops PERSON` lists what they do."
        )
    db.execute(
        connection,
        "channels/accept",
        channel_refusal_ids=standing,
        lifted_by=by.strip(),
        lifted_why=why.strip(),
        as_of=as_of,
    )


def _standing(connection: Connection, people: Sequence[str], channel: str, as_of: date) -> list[str]:
    found = db.rows(connection, "channels/standing", person_ids=list(people), channel=channel, as_of=as_of)
    return [row.channel_refusal_id for row in found]
