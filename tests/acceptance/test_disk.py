"""A full disk: one sentence, nothing half-written, and with space again the run completes with the same bytes."""

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests import sites
from tests.sites import AFTER_A_RUN, Said, Site, database_of, environ_of, prepare

pytestmark = pytest.mark.acceptance


@pytest.fixture(scope="module")
def undisturbed(cluster_url: str, template_database: str, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return sites.after_a_run(cluster_url, template_database, tmp_path_factory.getbasetemp())


class Disk:
    """A small disk of its own where we may mount one; elsewhere a limit on every file stands for it."""

    def __init__(self, folder: Path, kilobytes: int) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k,mode=755", "tmpfs", str(folder)],
            check=False, capture_output=True,
        )  # fmt: skip
        self.is_mounted = done.returncode == 0

    def leave_only(self, kilobytes: int) -> None:
        free = shutil.disk_usage(self.folder).free
        with (self.folder / "ballast").open("wb") as ballast:
            os.posix_fallocate(ballast.fileno(), 0, max(free - kilobytes * 1024, 1))

    def make_room(self) -> None:
        (self.folder / "ballast").unlink(missing_ok=True)
        if self.is_mounted:
            subprocess.run(["mount", "-o", "remount,size=400m", str(self.folder)], check=True)

    def unmount(self) -> None:
        if self.is_mounted:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=True)

    @contextmanager
    def limit(self) -> Iterator[None]:
        """Where nothing is mounted: no file may grow beyond 2 kB."""
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        if not self.is_mounted:
            resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def disk(folder: Path, kilobytes: int) -> Iterator[Disk]:
    made = Disk(folder, kilobytes)
    try:
        yield made
    finally:
        made.unmount()


def is_one_sentence(said: Said) -> bool:
    assert said.code == 5, said.err
    assert said.err.startswith("FreeDiskSpace: "), said.err
    return len(said.err.strip().splitlines()) == 1


@pytest.mark.parametrize("kilobytes", [0, 40, 300])
def test_a_full_outbox(cluster_url: str, undisturbed: Site, tmp_path: Path, kilobytes: int) -> None:
    with database_of(cluster_url, AFTER_A_RUN, "full") as url, disk(tmp_path / "outbox", 2_000) as small:
        site = replace(undisturbed, home=tmp_path, environ=environ_of(tmp_path, url))
        if small.is_mounted:
            small.leave_only(kilobytes)
        with small.limit():
            assert is_one_sentence(site.run())
        small.make_room()
        assert list(site.outbox.rglob("*.half")) == []
        finished = site.files()
        assert [path for path, content in finished.items() if content != undisturbed.files()[path]] == []
        assert len(finished) < len(undisturbed.files())
        assert site.run().code == 0
        assert site.files() == undisturbed.files()


@pytest.mark.parametrize("kilobytes", [0, 20])
def test_a_full_archive(
    cluster_url: str, template_database: str, undisturbed: Site, tmp_path_factory: pytest.TempPathFactory,
    tmp_path: Path, kilobytes: int,
) -> None:  # fmt: skip
    name = sites.prepared(cluster_url, template_database, tmp_path_factory.getbasetemp())
    with database_of(cluster_url, name, "full") as url, disk(tmp_path / "data", 1_000) as small:
        site = Site(tmp_path, undisturbed.inbox, environ_of(tmp_path, url))
        if small.is_mounted:
            small.leave_only(kilobytes)
        with small.limit():
            assert is_one_sentence(site.run())
        small.make_room()
        assert list(tmp_path.rglob("*.half")) == []
        assert site.rows("select * from landed_person") == [], "a file that is not archived is not taken in either"
        assert site.run().code == 0
        assert site.files() == undisturbed.files()


@pytest.mark.parametrize("kilobytes", [0, 100, 1_000, 2_500])
def test_a_database_whose_disk_is_full(undisturbed: Site, kilobytes: int) -> None:
    """At four moments: the server does not start, the archive is full, a table cannot grow, the server goes down."""
    # Not below pytest's folder, which is closed to the user the server runs as.
    home = Path(tempfile.mkdtemp())
    home.chmod(0o755)
    with disk(home / "data", 62_000) as small:
        site = Site(home, undisturbed.inbox, environ_of(home))
        try:
            prepare(site.environ, undisturbed.inbox.parent)
            if small.is_mounted:
                small.leave_only(kilobytes)
            with small.limit():
                assert is_one_sentence(site.spawn(*site.day_s_run))
            small.make_room()
            done = site.spawn(*site.day_s_run)
            assert done.code == 0, done.err
            assert site.files() == undisturbed.files()
        finally:
            site.does("database", "remove")
    shutil.rmtree(home, ignore_errors=True)


def test_a_disk_too_small_for_a_database_says_so() -> None:
    home = Path(tempfile.mkdtemp())
    home.chmod(0o755)
    with disk(home / "data", 20_000) as small, small.limit():
        said = Site(home, home, environ_of(home)).spawn("status")
    shutil.rmtree(home, ignore_errors=True)
    assert is_one_sentence(said)
    assert "could not make its data folder" in said.err
