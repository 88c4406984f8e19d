"""PostgreSQL: the engine, transactions, and every statement by the name of its file in sql/queries."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import psycopg
from sqlalchemy import Connection, CursorResult, Engine, Row, TextClause, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import NullPool

from pipeline.config import Settings
from pipeline.doors import shipped
from pipeline.doors.embedded_postgres import running_cluster
from pipeline.errors import CorrectConfiguration, FreeDiskSpace, StartDatabase, WaitForOtherRun

_MIGRATION_LOCK, _RUN_LOCK = 736_101, 736_102


@dataclass(frozen=True)
class Database:
    """An open, migrated database. Steps get connections; only the shell opens and commits."""

    engine: Engine
    url: str

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction: committed on success, rolled back on any exception."""
        with _told_to_the_operator(), self.engine.begin() as connection:
            connection.execute(text("set local time zone 'UTC'"))
            yield connection

    @contextmanager
    def only_run(self) -> Iterator[None]:
        """Holds the database's run lock, or raises WaitForOtherRun at once."""
        with self.engine.connect() as connection:
            if not connection.execute(text("select pg_try_advisory_lock(:key)"), {"key": _RUN_LOCK}).scalar_one():
                raise WaitForOtherRun(
                    "Another run is at work on this database. Wait until it ends (`smi-outreach status` shows it), "
                    "then run again: nothing was changed."
                )
            connection.commit()
            yield


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """The database of SMI_DATABASE_URL, or the embedded one; migrated, and of the mode it was made in."""
    with ExitStack() as stack:
        url = settings.database_url or stack.enter_context(
            running_cluster(settings.data_dir, settings.is_live, settings.database_port)
        )
        url = _for_our_driver(url)
        engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
        try:
            with engine.connect() as connection:
                connection.execute(text("select 1"))
        except OperationalError as error:
            raise StartDatabase(
                "The database cannot be reached. Check that the PostgreSQL server of SMI_DATABASE_URL "
                f"({engine.url.render_as_string(hide_password=True)}) runs and that the password is right."
            ) from error
        with _told_to_the_operator():
            _migrate(url, engine)
        database = Database(engine, url)
        with database.transaction() as connection:
            _remember_mode(connection, settings)
        try:
            yield database
        finally:
            engine.dispose()


def _for_our_driver(url: str) -> str:
    told = "SMI_DATABASE_URL is not the address of a PostgreSQL server: expected postgresql://user:password@host:5432/name."
    if url.startswith("postgres://"):
        url = url.replace("postgres://", "postgresql://", 1)
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        # Whatever was quoted here may hold the password.
        raise CorrectConfiguration(told) from None
    if parsed.get_backend_name() != "postgresql":
        raise CorrectConfiguration(told)
    return parsed.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def execute(connection: Connection, name: str, **binds: Any) -> CursorResult[Any]:
    """Runs sql/queries/<name>.sql with its binds."""
    return connection.execute(_statement(name), binds)


def execute_many(connection: Connection, name: str, rows: Sequence[dict[str, Any]]) -> None:
    """Runs sql/queries/<name>.sql once for each row of binds; no rows, no call."""
    if rows:
        connection.execute(_statement(name), rows)


def rows(connection: Connection, name: str, **binds: Any) -> Sequence[Row[Any]]:
    """All rows of sql/queries/<name>.sql."""
    return execute(connection, name, **binds).all()


def records(connection: Connection, name: str, **binds: Any) -> list[dict[str, Any]]:
    """All rows of sql/queries/<name>.sql, each as column -> value."""
    return [row._asdict() for row in execute(connection, name, **binds)]


def one(connection: Connection, name: str, **binds: Any) -> Row[Any]:
    """The single row of sql/queries/<name>.sql."""
    return execute(connection, name, **binds).one()


def value(connection: Connection, name: str, **binds: Any) -> Any:
    """The single value of sql/queries/<name>.sql, None where it has no row."""
    return execute(connection, name, **binds).scalar_one_or_none()


def copy_rows(connection: Connection, table: str, columns: Sequence[str], records: Iterable[Sequence[Any]]) -> int:
    """Bulk-loads records into `table` by COPY; returns how many. Table and columns are ours, never input."""
    count = 0
    driver = connection.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, cursor.copy(f"copy {table} ({', '.join(columns)}) from stdin") as copy:
        for record in records:
            copy.write_row(record)
            count += 1
    return count


def copy_csv(
    connection: Connection, table: str, columns: Sequence[str], text: str, may_be_blank: Sequence[str]
) -> None:
    """Bulk-loads CSV into `table` by COPY; a blank is null but in the columns that `may_be_blank`."""
    options = "format csv" + (f", force_not_null ({', '.join(may_be_blank)})" if may_be_blank else "")
    driver = connection.connection.driver_connection
    assert driver is not None
    statement = f"copy {table} ({', '.join(columns)}) from stdin with ({options})"
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(text)


@cache
def _statement(name: str) -> TextClause:
    return text((shipped.SQL / "queries" / f"{name}.sql").read_text(encoding="utf-8"))


def _migrate(url: str, engine: Engine) -> None:
    from yoyo import get_backend, read_migrations

    with engine.connect() as guard:
        guard.execute(text("select pg_advisory_lock(:key)"), {"key": _MIGRATION_LOCK})
        guard.commit()
        backend = get_backend(url, migration_table="schema_migration")
        migrations = read_migrations(str(shipped.SQL / "migrations"))
        pending = backend.to_apply(migrations)
        if pending:
            # yoyo keeps its own lock in a table, which outlives a killed process; ours does not.
            backend.break_lock()
            with backend.lock():
                backend.apply_migrations(backend.to_apply(migrations))
        backend.connection.close()


def _remember_mode(connection: Connection, settings: Settings) -> None:
    fingerprint = hashlib.sha256(b"fingerprint:" + settings.key).hexdigest()[:16]
    made = one(connection, "database/remember_mode", is_live=settings.is_live, key_fingerprint=fingerprint)
    if made.is_live != settings.is_live:
        was, now = ("real people", "synthetic data") if made.is_live else ("synthetic data", "real people")
        raise CorrectConfiguration(
            f"This database was made for {was} and SMI_LIVE asks for {now}. A database never changes its mode: "
            "use another SMI_DATA_DIR or SMI_DATABASE_URL, or set SMI_LIVE to match."
        )
    if made.key_fingerprint != fingerprint:
        raise CorrectConfiguration(
            "SMI_KEY is not the key this database was made with: every id would change and the archive could not be "
            "read. Set the key it was made with."
        )


@contextmanager
def _told_to_the_operator() -> Iterator[None]:
    """Turns a full disk and a lost server into what to do about them, from SQLAlchemy and from COPY alike."""
    try:
        yield
    except (OperationalError, psycopg.OperationalError) as error:
        raised = error.orig if isinstance(error, OperationalError) else error
        state = getattr(raised, "sqlstate", None)
        if state == "53100":
            raise FreeDiskSpace("The database's disk is full. Free some space and run again.") from error
        if state is None or state.startswith(("08", "57P")):
            raise StartDatabase(
                "The connection to the database was lost. Nothing of the unfinished step was kept; "
                "start the database and run again."
            ) from error
        raise
