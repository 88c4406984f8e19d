"""Transactions, the run lock, migrations and modes; a fault of the server is told as what to do."""

from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DataError, IntegrityError

from pipeline.config import Settings
from pipeline.doors import db
from pipeline.doors.db import Database, open_database
from pipeline.errors import CorrectConfiguration, FreeDiskSpace, StartDatabase, WaitForOtherRun

FILE = "insert into source_file (file_sha256, byte_count, archived_as) values (:name, 1, 'x')"


def files(database: Database) -> int:
    with database.transaction() as connection:
        return int(connection.execute(text("select count(*) from source_file")).scalar_one())


def lose(connection: Connection) -> None:
    connection.execute(text(FILE), {"name": "lost"})
    connection.execute(text("select 1 / 0"))


def end_session(database: Database, one: Connection) -> None:
    pid = one.execute(text("select pg_backend_pid()")).scalar_one()
    with database.transaction() as other:
        other.execute(text("select pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    one.execute(text("select 1"))


def test_a_transaction_keeps_all_or_nothing(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(text(FILE), {"name": "kept"})
    with pytest.raises(DataError), database.transaction() as connection:
        lose(connection)
    assert files(database) == 1


def test_a_fault_of_a_statement_does_not_repeat_its_values(database: Database) -> None:
    with pytest.raises(IntegrityError) as told, database.transaction() as connection:
        connection.execute(text(FILE), [{"name": "Brackwell"}] * 2)
    assert "parameters hidden" in str(told.value)


def test_rows_are_loaded_in_bulk_in_their_order(database: Database) -> None:
    with database.transaction() as connection:
        rows = [(f"f{at}", at, 'a,"b"\n\\.\tü') for at in range(1_000)]
        assert db.copy_rows(connection, "source_file", ("file_sha256", "byte_count", "archived_as"), rows) == 1_000
        back = connection.execute(
            text("select file_sha256, byte_count, archived_as from source_file order by byte_count")
        ).all()
    assert [tuple(row) for row in back] == rows


def test_two_cannot_hold_the_run_lock_and_it_is_free_afterwards(database: Database) -> None:
    with database.only_run(), pytest.raises(WaitForOtherRun), database.only_run():
        raise AssertionError("never reached")
    with database.only_run():
        pass


def test_opening_again_migrates_nothing(database: Database, settings: Settings) -> None:
    with database.transaction() as connection:
        before = connection.execute(text("select * from schema_migration order by 1")).all()
    with open_database(settings) as again, again.transaction() as connection:
        assert connection.execute(text("select * from schema_migration order by 1")).all() == before


def test_a_database_keeps_its_mode(database: Database, settings: Settings) -> None:
    with (
        pytest.raises(CorrectConfiguration, match="made for synthetic data"),
        open_database(replace(settings, is_live=True)),
    ):
        raise AssertionError("never reached")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (psycopg.errors.DiskFull("could not extend file"), FreeDiskSpace),
        (psycopg.errors.AdminShutdown("terminating connection"), StartDatabase),
        (psycopg.errors.ConnectionFailure("lost"), StartDatabase),
        (psycopg.OperationalError("server closed the connection unexpectedly"), StartDatabase),
        (psycopg.errors.TooManyConnections("sorry"), psycopg.OperationalError),
    ],
)
def test_a_fault_in_the_middle_of_a_copy_is_told_like_any_other(
    database: Database, fault: psycopg.Error, told: type[Exception]
) -> None:
    with pytest.raises(told), database.transaction():
        raise fault


def test_a_session_the_server_ended_is_told(database: Database) -> None:
    with pytest.raises(StartDatabase, match="Nothing of the unfinished step was kept"), database.transaction() as one:
        end_session(database, one)


@pytest.mark.parametrize(
    "url", ["nonsense", "sqlite:///x", "mysql://u:p4ss@h/d", "postgresql://u:p4ss@h:port/d", "postgresql+psycopg"]
)
def test_an_address_that_is_none_is_told_without_its_password(settings: Settings, url: str) -> None:
    with (
        pytest.raises(CorrectConfiguration, match="SMI_DATABASE_URL") as told,
        open_database(replace(settings, database_url=url)),
    ):
        raise AssertionError("never reached")
    assert "p4ss" not in str(told.value)
    assert told.value.__cause__ is None
