"""ZIP archives: files of an extract, or one sentence why nothing of it is read."""

import gzip
import tracemalloc

import pytest

from pipeline.core.raw_register import NotUnderstood
from pipeline.core.reasons import FileReason
from pipeline.doors.zip_members import members
from tests.doors.archives import understating, with_flag, zipped

MOST = 1_000_000


def refused(content: bytes, most: int = MOST) -> FileReason:
    with pytest.raises(NotUnderstood) as problem:
        members(content, most)
    return problem.value.reason


def test_members_are_read_in_the_order_of_their_names_whatever_folder_they_lie_in() -> None:
    archive = zipped({"b.csv": "2", "out/": "", "out/a.csv": "1", "__MACOSX/._b.csv": "x", "out/.DS_Store": "x"})
    assert members(archive, MOST) == [("b.csv", b"2"), ("a.csv", b"1")]


@pytest.mark.parametrize("name", ["/etc/a.csv", "../a.csv", "out/../../a.csv", "..\\a.csv", "C:\\a.csv", "\\\\host\\a"])
def test_a_name_that_leads_outside_refuses_the_archive(name: str) -> None:
    assert refused(zipped({"a.csv": "1", name: "2"})) is FileReason.ARCHIVE_NAME_OUTSIDE


def test_two_dots_inside_a_name_are_only_dots() -> None:
    assert members(zipped({"register..2026.csv": "1"}), MOST) == [("register..2026.csv", b"1")]


@pytest.mark.parametrize(
    "inner", [zipped({"a.csv": "1"}), zipped({}), gzip.compress(b"1", mtime=0), b"7z\xbc\xaf\x27\x1c\x00"]
)
def test_an_archive_in_the_archive_is_refused(inner: bytes) -> None:
    assert refused(zipped({"inner.csv": inner})) is FileReason.ARCHIVE_NESTED


def test_fifty_members_are_read_and_one_more_is_refused() -> None:
    assert len(members(zipped({f"{n}.csv": "1" for n in range(50)}), MOST)) == 50
    assert refused(zipped({f"{n}.csv": "1" for n in range(51)})) is FileReason.ARCHIVE_TOO_MANY


def test_an_encrypted_member_is_told() -> None:
    assert refused(with_flag(zipped({"a.csv": "1"}), 0x1)) is FileReason.ARCHIVE_PASSWORD


def test_unpacking_stops_at_the_limit_counted_over_all_members() -> None:
    halves = {"a.csv": b"a" * 600, "b.csv": b"b" * 400}
    assert len(members(zipped(halves), 1000)) == 2
    assert refused(zipped(halves), 999) is FileReason.ARCHIVE_TOO_BIG


def test_a_bomb_is_stopped_while_it_unpacks_whatever_its_header_says() -> None:
    bomb = zipped({"a.csv": bytes(100_000_000)})
    tracemalloc.start()
    assert refused(bomb) is FileReason.ARCHIVE_TOO_BIG
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000
    assert refused(understating(bomb, 10)) in (FileReason.ARCHIVE_TOO_BIG, FileReason.FILE_UNREADABLE)


@pytest.mark.parametrize("damage", [lambda c: c[:-30], lambda c: c[:40] + b"\xff" * 8 + c[48:], lambda c: c[:10]])
def test_a_broken_archive_is_unreadable(damage: object) -> None:
    assert refused(damage(zipped({"a.csv": "nhs_number," * 50}))) is FileReason.FILE_UNREADABLE  # type: ignore[operator]
