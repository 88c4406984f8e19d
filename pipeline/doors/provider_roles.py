"""Providers' own database roles: what is read under one is what row-level security lets that provider see."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from pipeline.doors import db
from pipeline.errors import CorrectConfiguration


@contextmanager
def reading_as(connection: Connection, provider_code: str) -> Iterator[None]:
    """Inside, the transaction is the provider: nobody else's people are there, nothing can be written.

    Afterwards it is what it was before, whatever happened inside.
    """
    ready_roles(connection, [provider_code])
    before = connection.begin_nested()
    try:
        db.execute(connection, "roles/take_on", provider_code=provider_code)
        yield
    finally:
        # Nothing was changed, so nothing is lost; and a role is laid down even where a statement failed.
        before.rollback()


def ready_roles(connection: Connection, provider_codes: Collection[str]) -> None:
    """Makes the roles of these providers where they are not yet, and gives each its rights; again: nothing.

    Raises CorrectConfiguration with what a database administrator must run where we may not make roles.
    """
    to_run = [db.value(connection, "roles/make_ready", provider_code=code) for code in sorted(provider_codes)]
    if any(to_run):
        statements = " ".join(statement for statement in to_run if statement)
        raise CorrectConfiguration(
            "Each provider's files are read under a database role of its own, and the user of SMI_DATABASE_URL may not "
            "make these roles or they may do too much. Nothing was written. Give the user CREATEROLE, or let a "
            f"database administrator run this once, then run again:\n{statements}"
        )


def require_all_seen(provider_code: str, there: int, seen: int) -> None:
    """Raises CorrectConfiguration where the provider's role does not see all of its people: some would be lost."""
    if seen != there:
        raise CorrectConfiguration(
            f"The database role of {provider_code} sees {seen} of {there} rows of its own: somebody changed the "
            "row-level security of the tables. Nothing was written. Restore the policies that sql/migrations makes."
        )
