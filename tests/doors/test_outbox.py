"""The outbox: a ledger row for each file, a write only where bytes differ, and files of a day taken back."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from pipeline.doors import outbox
from pipeline.doors.db import Database
from pipeline.doors.sealed_files import Seal, new_age_identity, opened

AS_OF = date(2026, 11, 20)


def put(
    connection: Connection, folder: Path, path: str, content: bytes, as_of: date = AS_OF, kind: str = "list"
) -> None:
    outbox.put(connection, folder, path, content, as_of, kind, "alder", 3)


def ledger(connection: Connection) -> dict[str, str]:
    return {row.path: row.content_sha256 for row in connection.execute(text("select * from outbox_file"))}


def test_a_file_is_written_and_recorded_by_its_hash(database: Database, tmp_path: Path) -> None:
    with database.transaction() as connection:
        put(connection, tmp_path, "d/a.csv", b"x")
        first = ledger(connection)["d/a.csv"]
        put(connection, tmp_path, "d/a.csv", b"y")
        assert (tmp_path / "d" / "a.csv").read_bytes() == b"y"
        assert ledger(connection)["d/a.csv"] != first


def test_the_same_content_again_does_not_touch_the_file(database: Database, tmp_path: Path) -> None:
    with database.transaction() as connection:
        put(connection, tmp_path, "a.csv", b"x")
        before = (tmp_path / "a.csv").stat()
        put(connection, tmp_path, "a.csv", b"x")
        after = (tmp_path / "a.csv").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@pytest.mark.parametrize("damage", ["removed", "changed"])
def test_what_somebody_did_to_a_file_is_put_right(database: Database, tmp_path: Path, damage: str) -> None:
    with database.transaction() as connection:
        put(connection, tmp_path, "a.csv", b"x")
        (tmp_path / "a.csv").unlink() if damage == "removed" else (tmp_path / "a.csv").write_bytes(b"z")
        put(connection, tmp_path, "a.csv", b"x")
    assert (tmp_path / "a.csv").read_bytes() == b"x"


def test_only_the_day_s_files_of_the_kind_are_taken_back(database: Database, tmp_path: Path) -> None:
    with database.transaction() as connection:
        put(connection, tmp_path, "stays.csv", b"x")
        put(connection, tmp_path, "goes.csv", b"x")
        put(connection, tmp_path, "yesterday.csv", b"x", as_of=date(2026, 11, 19))
        put(connection, tmp_path, "other.csv", b"x", kind="letter")
        outbox.keep_only(connection, tmp_path, AS_OF, "list", ["stays.csv"])
        assert sorted(ledger(connection)) == ["other.csv", "stays.csv", "yesterday.csv"]
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == ["other.csv", "stays.csv", "yesterday.csv"]


def test_taking_back_a_file_that_was_collected_is_no_fault(database: Database, tmp_path: Path) -> None:
    with database.transaction() as connection:
        put(connection, tmp_path, "goes.csv", b"x")
        (tmp_path / "goes.csv").unlink()
        outbox.keep_only(connection, tmp_path, AS_OF, "list", [])
        assert ledger(connection) == {}


IDENTITY, RECIPIENT = new_age_identity()
SEAL = Seal(None, RECIPIENT, "one")


def sealed(connection: Connection, folder: Path, content: bytes, seal: Seal | None = SEAL) -> bytes:
    path = outbox.put(connection, folder, "d/a.csv", content, AS_OF, "list", "alder", 3, seal)
    return (folder / path).read_bytes()


def test_a_sealed_file_lies_there_sealed_and_the_ledger_knows_both_hashes(database: Database, tmp_path: Path) -> None:
    with database.transaction() as connection:
        lies_there = sealed(connection, tmp_path, b"Qzplanted")
        (row,) = connection.execute(text("select * from outbox_file"))
    assert [path.name for path in (tmp_path / "d").iterdir()] == ["a.csv.age"]
    assert opened(lies_there, [], IDENTITY) == b"Qzplanted"
    assert (row.path, row.sealed_with) == ("d/a.csv.age", "one")
    assert row.content_sha256 == hashlib.sha256(b"Qzplanted").hexdigest()
    assert row.sealed_sha256 == hashlib.sha256(lies_there).hexdigest()


def test_a_sealed_file_is_the_same_bytes_again_while_nothing_changed(database: Database, tmp_path: Path) -> None:
    with database.transaction() as connection:
        first = sealed(connection, tmp_path, b"x")
        assert sealed(connection, tmp_path, b"x") == first
        changed = sealed(connection, tmp_path, b"y")
    assert changed != first
    assert opened(changed, [], IDENTITY) == b"y"


@pytest.mark.parametrize("damage", ["removed", "changed", "opened"])
def test_what_somebody_did_to_a_sealed_file_is_put_right(database: Database, tmp_path: Path, damage: str) -> None:
    with database.transaction() as connection:
        sealed(connection, tmp_path, b"x")
        target = tmp_path / "d" / "a.csv.age"
        target.unlink() if damage == "removed" else target.write_bytes(b"z" if damage == "changed" else b"x")
        assert opened(sealed(connection, tmp_path, b"x"), [], IDENTITY) == b"x"


def test_another_passphrase_or_key_seals_anew(database: Database, tmp_path: Path) -> None:
    identity, recipient = new_age_identity()
    with database.transaction() as connection:
        sealed(connection, tmp_path, b"x")
        assert opened(sealed(connection, tmp_path, b"x", Seal(None, recipient, "two")), [], identity) == b"x"
