"""Providers' own database roles: each sees its own people, whatever the query asks; and nothing else at all."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import NullPool

from pipeline.config import settings_from
from pipeline.doors import shipped
from pipeline.doors.db import Database, open_database
from pipeline.doors.provider_roles import reading_as, ready_roles
from pipeline.errors import CorrectConfiguration
from tests.factories import AS_OF
from tests.sites import administer, environ_of

READABLE = {"worklist", "worklist_item", "withdrawal_notice"}


@pytest.fixture
def two_providers(database: Database) -> Iterator[Connection]:
    """One person on the list of alder, two on that of birch, and a notice about one of each."""
    with database.transaction() as connection:
        for provider, people in (("alder", 1), ("birch", 2)):
            connection.execute(
                text("insert into worklist (worklist_id, as_of, provider_code) values (:list, :on, :provider)"),
                {"list": f"d-{provider}", "on": AS_OF, "provider": provider},
            )
            for at in range(people):
                who = f"{provider}-{at}"
                connection.execute(text(PERSON), {"who": who, "number": f"{len(provider)}{ord(provider[0])}{at}"})
                connection.execute(text(ITEM), {"item": f"w-{who}", "list": f"d-{provider}", "who": who, "at": at})
            connection.execute(
                text(NOTICE), {"on": AS_OF, "provider": provider, "who": f"{provider}-0", "item": f"w-{provider}-0"}
            )
        yield connection


PERSON = "insert into person (person_id, nhs_number, born_on) values (:who, :number, '1980-05-04')"
ITEM = (
    "insert into worklist_item (worklist_item_id, worklist_id, person_id, pcn_code, rank, content) "
    "values (:item, :list, :who, 'U90001', :at, '{}')"
)
NOTICE = (
    "insert into withdrawal_notice (notice_id, as_of, organisation_code, file_number, person_id, worklist_item_id, "
    "reason) values ('n-' || :item, :on, :provider, 1, :who, :item, 'died')"
)


def scalar(connection: Connection, statement: str) -> object:
    return connection.execute(text(statement)).scalar_one()


def without_where(name: str) -> str:
    query = (shipped.SQL / "queries" / f"{name}.sql").read_text()
    stripped = re.sub(r"\nwhere\b.*?(?=\norder by)", "", query, flags=re.DOTALL)
    assert "where" in query
    assert "where" not in stripped
    return stripped


def test_a_list_s_query_without_its_where_clause_still_sees_nobody_of_another_provider(
    two_providers: Connection,
) -> None:
    everything = without_where("worklists/stored_items")
    assert [row.provider_code for row in two_providers.execute(text(everything))] != ["alder"]
    for provider, people in (("alder", 1), ("birch", 2)):
        with reading_as(two_providers, provider):
            assert [row.provider_code for row in two_providers.execute(text(everything))] == [provider] * people


def test_a_notice_s_query_without_its_where_clause_still_sees_nobody_of_another_provider(
    two_providers: Connection,
) -> None:
    everything = without_where("notices/of_file")
    assert len(two_providers.execute(text(everything)).all()) == 2
    with reading_as(two_providers, "alder"):
        assert [row.worklist_item_id for row in two_providers.execute(text(everything))] == ["w-alder-0"]


def test_items_alone_are_hidden_too(two_providers: Connection) -> None:
    with reading_as(two_providers, "birch"):
        assert scalar(two_providers, "select count(*) from worklist_item where worklist_item_id like '%alder%'") == 0
        assert scalar(two_providers, "select count(*) from worklist_item") == 2


def test_a_provider_nobody_listed_for_sees_nothing(two_providers: Connection) -> None:
    with reading_as(two_providers, "cedar"):
        for table in READABLE:
            assert scalar(two_providers, f"select count(*) from {table}") == 0


def test_the_role_may_read_nothing_else_and_write_nothing(two_providers: Connection) -> None:
    ready_roles(two_providers, ["alder"])
    held = two_providers.execute(
        text(
            """
            select relation.relname, kind.privilege
            from
                pg_class as relation,
                unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as kind (privilege)
            where
                relation.relnamespace = 'public'::regnamespace
                and relation.relkind in ('r', 'v', 'm', 'p')
                and has_table_privilege(provider_role('alder'), relation.oid, kind.privilege)
            """
        )
    )
    assert {tuple(row) for row in held} == {(table, "select") for table in READABLE}


REFUSED = (
    "select * from registration", "select * from person", "select * from observation", "select * from stop",
    "select * from stops_on('2026-11-20')", "select * from safe_contact_on('2026-11-20')", "delete from worklist_item",
    "update worklist set provider_code = 'alder'", "set local row_security = off; table worklist",
)  # fmt: skip


def test_what_else_the_role_tries_is_refused_and_the_transaction_goes_on_as_ourselves(
    two_providers: Connection,
) -> None:
    for statement in REFUSED:
        with pytest.raises(ProgrammingError), reading_as(two_providers, "alder"):
            two_providers.exec_driver_sql(statement)
        assert scalar(two_providers, "select count(*) from person") == 3


def test_afterwards_everything_is_seen_again(two_providers: Connection) -> None:
    before = scalar(two_providers, "select current_user")
    with reading_as(two_providers, "alder"):
        assert scalar(two_providers, "select current_user") != before
    assert scalar(two_providers, "select current_user") == before
    assert scalar(two_providers, "select count(*) from worklist_item") == 3


def test_nobody_can_log_in_as_a_provider_and_it_is_a_member_of_nothing(two_providers: Connection) -> None:
    ready_roles(two_providers, ["alder"])
    role = two_providers.execute(
        text(
            "select rolcanlogin or rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication as can, "
            "(select count(*) from pg_auth_members where member = pg_roles.oid) as memberships "
            "from pg_roles where rolname = provider_role('alder')"
        )
    ).one()
    assert tuple(role) == (False, 0)


@pytest.mark.parametrize(
    ("too_much", "remedy"), [("alter role {0} login", "alter role"), ("grant pg_read_all_data to {0}", "revoke")]
)
def test_a_role_that_may_do_too_much_is_not_used(two_providers: Connection, too_much: str, remedy: str) -> None:
    ready_roles(two_providers, ["alder"])
    role = scalar(two_providers, "select quote_ident(provider_role('alder'))")
    attempt = two_providers.begin_nested()
    two_providers.execute(text(too_much.format(role)))
    with pytest.raises(CorrectConfiguration) as told, reading_as(two_providers, "alder"):
        pass
    statement = str(told.value).splitlines()[-1]
    assert statement.startswith(remedy)
    two_providers.execute(text(statement))
    with reading_as(two_providers, "alder"):
        assert scalar(two_providers, "select count(*) from worklist_item") == 1
    attempt.rollback()


def test_two_that_make_the_same_role_at_once_wait_for_each_other(database: Database) -> None:
    failures: list[BaseException] = []

    def make() -> None:
        try:
            with database.transaction() as connection:
                ready_roles(connection, ["elm"])
        except BaseException as failure:  # noqa: BLE001
            failures.append(failure)

    with database.transaction() as connection:
        ready_roles(connection, ["elm"])
        other = threading.Thread(target=make)
        other.start()
        # It has to be waiting when this transaction ends: otherwise the test shows nothing.
        while not scalar(connection, "select count(*) from pg_locks where locktype = 'advisory' and not granted"):
            assert other.is_alive()
    other.join()
    assert failures == []


@contextmanager
def as_user(cluster_url: str, folder: Path, rights: str) -> Iterator[Database]:
    """A database of a user's own, who may do only so much on the server."""
    administer(cluster_url, f"create role small_user login password 'only for this test' {rights}")
    administer(cluster_url, "create database of_small_user owner small_user")
    try:
        url = make_url(cluster_url).set(username="small_user", password="only for this test", database="of_small_user")
        with open_database(settings_from(environ_of(folder, url.render_as_string(hide_password=False)))) as opened:
            yield opened
    finally:
        administer(cluster_url, "drop database of_small_user with (force)")
        engine = create_engine(cluster_url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            made = connection.execute(text("select rolname from pg_roles where rolname ~ '^smi_.*_fir$'")).scalars()
            for role in made.all():
                connection.execute(text(f'drop role "{role}"'))
            connection.execute(text("drop role small_user"))
        engine.dispose()


def test_a_user_with_createrole_makes_the_roles_it_needs(cluster_url: str, tmp_path: Path) -> None:
    with as_user(cluster_url, tmp_path, "createrole") as database, database.transaction() as connection:
        with reading_as(connection, "fir"):
            assert scalar(connection, "select current_user") == scalar(connection, "select provider_role('fir')")
            assert scalar(connection, "select count(*) from worklist_item") == 0
        assert scalar(connection, "select current_user") == "small_user"


def test_a_user_without_it_is_told_what_an_administrator_must_run(cluster_url: str, tmp_path: Path) -> None:
    with as_user(cluster_url, tmp_path, "nocreaterole") as database:
        with pytest.raises(CorrectConfiguration, match="administrator") as told, database.transaction() as connection:
            ready_roles(connection, ["fir"])
        statements = str(told.value).splitlines()[-1]
        administer(cluster_url, statements)
        with database.transaction() as connection, reading_as(connection, "fir"):
            assert scalar(connection, "select count(*) from worklist_item") == 0


def test_a_role_s_name_is_of_its_database_and_fits(database: Database) -> None:
    with database.transaction() as connection:
        names = connection.execute(
            text("select provider_role(code) from (values ('a'), (repeat('a', 80))) as t (code)")
        )
        short, long = names.scalars()
    assert re.fullmatch(r"smi_[0-9a-f]{12}_a", short)
    assert len(long) == 63
