"""Whom a command is about: an opaque id, or an NHS number that was typed unseen; neither is repeated in an error."""

import re

from sqlalchemy import Connection

from pipeline.core.identity import person_id as id_of
from pipeline.core.values import read_nhs_number
from pipeline.core.whom import Whom, number_refused
from pipeline.doors import db
from pipeline.errors import DecideDifferently

# Anything else may be a name, and is not repeated.
_ID = re.compile(r"[pwl][a-z2-7]{16}")


def whom_of_id(connection: Connection, said: str) -> Whom:
    """Whom a person, worklist item or letter id names. Raises DecideDifferently."""
    if refused := number_refused(said, "PERSON"):
        raise DecideDifferently(refused)
    if not _ID.fullmatch(said.strip()):
        raise DecideDifferently(
            "PERSON is a person's id (p...), a worklist item's (w...) or a letter's (l...), or - to type an NHS number."
        )
    found = db.value(connection, "whom/of_id", id=said.strip())
    if found is None:
        raise DecideDifferently(
            f"Nobody is known by the id {said.strip()}. Ids stand in worklists, drafts and `smi-outreach staged`; "
            "give - to be asked for an NHS number."
        )
    return Whom(found)


def whom_of_number(key: bytes, typed: str) -> Whom:
    """Whom an NHS number is about, known to us or not. Raises DecideDifferently where it is none."""
    read = read_nhs_number(typed)
    if read.digits is None:
        raise DecideDifferently("What was typed is no NHS number: ten digits, the last of which checks the others.")
    return Whom(id_of(key, read.digits), read.digits)


def require_known(connection: Connection, whom: Whom) -> None:
    """Raises DecideDifferently where no register or file taken in has spoken of the person."""
    if not db.value(connection, "whom/is_known", person_id=whom.person_id):
        raise DecideDifferently("Nobody is known by that NHS number. Nothing was recorded.")


def family_of(connection: Connection, whom: Whom) -> list[str]:
    """Everybody the person is known as: one id, or one for each NHS number."""
    return [row.person_id for row in db.rows(connection, "whom/family", person_id=whom.person_id)]
