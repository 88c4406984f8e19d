"""Files appear whole or not at all."""

import fcntl
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from pipeline.doors import whole_files
from pipeline.doors.whole_files import write_whole
from pipeline.errors import FreeDiskSpace


@pytest.mark.parametrize("is_durable", [False, True])
def test_a_file_is_written_with_the_folders_it_needs_and_nothing_beside_it(tmp_path: Path, is_durable: bool) -> None:
    write_whole(tmp_path / "a" / "b" / "c.txt", b"new", is_durable)
    assert (tmp_path / "a" / "b" / "c.txt").read_bytes() == b"new"
    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == ["c.txt"]


def test_what_killed_runs_left_half_written_is_cleared_away_and_nothing_else(tmp_path: Path) -> None:
    for name in (".c.txt.4000001.half", ".c.txt.17.half", ".other.txt.17.half"):
        (tmp_path / name).write_bytes(b"half")
    write_whole(tmp_path / "c.txt", b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".other.txt.17.half", "c.txt"]


def test_the_half_of_another_process_at_work_is_left_to_it(tmp_path: Path) -> None:
    theirs = tmp_path / ".c.txt.17.half"
    with theirs.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        write_whole(tmp_path / "c.txt", b"new")
        assert theirs.exists()
    assert (tmp_path / "c.txt").read_bytes() == b"new"


def test_many_processes_may_write_the_same_file_at_once(tmp_path: Path) -> None:
    content = b"x" * 3_000_000
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(write_whole, tmp_path / "c.bin", content, True) for _ in range(24)]:
            done.result()
    assert {path.name: path.read_bytes() == content for path in tmp_path.iterdir()} == {"c.bin": True}


def test_a_write_that_fails_leaves_the_old_file_and_no_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "c.txt").write_bytes(b"old")

    def fails(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(whole_files.os, "fsync", fails)
    with pytest.raises(FreeDiskSpace, match="No space left on device") as told:
        write_whole(tmp_path / "c.txt", b"new", is_durable=True)
    assert "c.txt" not in str(told.value), "a file's name is not the operator's matter; its folder is"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"c.txt": b"old"}


def test_nobody_sees_the_file_before_it_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr(whole_files.os, "fsync", lambda _: seen.append([path.name for path in tmp_path.glob("[!.]*")]))
    write_whole(tmp_path / "c.txt", b"new", is_durable=True)
    assert seen == [[]]


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "c.txt" / "x").mkdir(parents=True)
    with pytest.raises(FreeDiskSpace):
        write_whole(tmp_path / "c.txt", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["c.txt"]
