"""Files appear whole or not at all."""

from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from pipeline.doors.whole_files import write_whole
from pipeline.errors import FreeDiskSpace


def test_a_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b.csv", b"all of it")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.csv"]
    assert (tmp_path / "a" / "b.csv").read_bytes() == b"all of it"


def test_a_folder_that_cannot_be_made_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file where a folder should be")
    with pytest.raises(FreeDiskSpace, match="Cannot write to"):
        write_whole(tmp_path / "a" / "b.csv", b"x")


def _write_often(folder: str) -> int:
    for _ in range(50):
        write_whole(Path(folder) / "same.bin", b"x" * 100_000, is_durable=False)
    return 50


def test_processes_that_write_the_same_file_at_once_do_not_trip_each_other(tmp_path: Path) -> None:
    with get_context("spawn").Pool(2) as pool:
        assert pool.map(_write_often, [str(tmp_path)] * 2) == [50, 50]
    assert [path.name for path in tmp_path.iterdir()] == ["same.bin"]


def test_threads_that_write_different_files_leave_both(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda name: write_whole(tmp_path / name, name.encode()), ["a", "b"]))
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "a", "b": "b"}
