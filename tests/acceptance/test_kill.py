"""kill -9 at any moment: the next run ends as if nothing had happened, and no letter goes out twice."""

import csv
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest

from tests import sites
from tests.sites import AFTER_A_RUN, ROOT, Site, database_of, environ_of

pytestmark = pytest.mark.acceptance

RUNS, RELEASES, STARTS = 20, 8, 12
RELEASE = ["letters", "release", "--by", "A. Person", "--reason", "read them all", "--as-of", "2026-11-20"]


@pytest.fixture(scope="module")
def undisturbed(cluster_url: str, template_database: str, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return sites.after_a_run(cluster_url, template_database, tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module")
def prepared(cluster_url: str, template_database: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    return sites.prepared(cluster_url, template_database, tmp_path_factory.getbasetemp())


def moments(seconds: float, count: int, seed: int) -> list[float]:
    """Random moments, one in each equal part of the duration, so that no part is spared."""
    chance = random.Random(seed)
    return [seconds * (part + chance.random()) / count for part in range(count)]


def killed(site: Site, arguments: Sequence[str], after: float) -> bool:
    """Runs a command and kills it, and all it started, after so many seconds; False where it had ended by then."""
    with (site.home / "killed.txt").open("ab") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "pipeline", *arguments],
            env=dict(site.environ), cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
            start_new_session=True,
        )  # fmt: skip
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            # The database server made a session of its own: it outlives this, as it would in earnest.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return True
    return False


def measured(site: Site, arguments: Sequence[str]) -> float:
    started = perf_counter()
    done = site.spawn(*arguments)
    assert done.code == 0, done.err
    return perf_counter() - started


@pytest.fixture(scope="module")
def seconds_of_a_run(
    cluster_url: str, prepared: str, undisturbed: Site, tmp_path_factory: pytest.TempPathFactory
) -> float:
    home = tmp_path_factory.mktemp("measured")
    with database_of(cluster_url, prepared, "measured") as url:
        return measured(site := Site(home, undisturbed.inbox, environ_of(home, url)), site.day_s_run)


@pytest.mark.parametrize("part", range(RUNS))
def test_a_run_killed_at_any_moment_is_made_good_by_the_next(
    cluster_url: str, prepared: str, undisturbed: Site, seconds_of_a_run: float, tmp_path: Path, part: int
) -> None:
    with database_of(cluster_url, prepared, "killed") as url:
        site = Site(tmp_path, undisturbed.inbox, environ_of(tmp_path, url))
        killed(site, site.day_s_run, moments(seconds_of_a_run, RUNS, seed=1)[part])
        done = site.run()
        assert done.code == 0, done.err
        assert "FAILS" not in done.out
        assert sorted(site.files()) == sorted(undisturbed.files())
        assert [path for path, content in site.files().items() if content != undisturbed.files()[path]] == []
        ours, theirs = site.tables(), undisturbed.tables()
        same = [
            name for name in theirs if name not in ("run", "schema_migration") and not name.startswith(("_", "yoyo"))
        ]
        # A killed run's number is used up: what carries one is compared by count.
        for name in same:
            assert len(ours[name]) == len(theirs[name]), name


@pytest.fixture
def drafted(cluster_url: str, undisturbed: Site, tmp_path: Path) -> Iterator[Site]:
    """A site whose letters are drafted and wait for a person."""
    shutil.copytree(undisturbed.outbox, tmp_path / "outbox")
    with database_of(cluster_url, AFTER_A_RUN, "drafted") as url:
        yield replace(undisturbed, home=tmp_path, environ=environ_of(tmp_path, url))


def test_a_release_killed_at_any_moment_releases_each_letter_once(
    cluster_url: str, undisturbed: Site, tmp_path: Path
) -> None:
    outcome: dict[str, bytes] = {}
    seconds = 0.0
    for moment in [None, *range(RELEASES)]:
        home = tmp_path / str(moment)
        shutil.copytree(undisturbed.outbox, home / "outbox")
        with database_of(cluster_url, AFTER_A_RUN, "released") as url:
            site = Site(home, undisturbed.inbox, environ_of(home, url))
            command = [*RELEASE, "--outbox", str(site.outbox)]
            if moment is None:
                seconds = measured(site, command)
                outcome = site.files()
                assert len([path for path in outcome if "/released/" in path and path.endswith(".pdf")]) > 10
                continue
            killed(site, command, moments(seconds, RELEASES, seed=2)[moment])
            again = site.does(*command)
            assert again.code in (0, 10), again.err
            assert site.does("letters", "write", "--outbox", str(site.outbox)).code == 0
            assert site.files() == outcome
            attempts = site.rows(
                "select count(*), count(distinct episode_id) from contact_attempt where channel = 'letter'"
            )
            manifests = [
                each["letter_id"]
                for path, content in site.files().items()
                if path.endswith("released/manifest.csv")
                for each in csv.DictReader(content.decode().splitlines())
            ]
            assert len(manifests) == len(set(manifests)) == attempts[0][0] == attempts[0][1]


@pytest.fixture
def own_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a database server of its own."""
    home = tmp_path_factory.mktemp("own")
    site = Site(home, home / "inbox", environ_of(home))
    yield site
    assert site.does("database", "remove").code == 0


def test_a_database_server_killed_while_made_started_or_stopped_comes_up_again(own_database: Site) -> None:
    site = own_database
    seconds = measured(site, ["status"])
    assert site.does("database", "remove").code == 0
    chance = random.Random(3)
    for start in range(STARTS):
        # The first few while the server's folder is made, the others while it starts and stops.
        if start % 3 == 0:
            assert site.does("database", "remove").code == 0
        killed(site, ["status"], seconds * chance.uniform(0.2, 1.0))
        done = site.spawn("status")
        assert done.code == 0, done.err


def test_a_server_killed_outright_comes_up_again(own_database: Site) -> None:
    site = own_database
    with (site.home / "said.txt").open("wb") as said:
        waiting = subprocess.Popen(
            [sys.executable, "-c",
             "import sys\nfrom pathlib import Path\n"
             "from pipeline.doors.embedded_postgres import running_cluster\n"
             "with running_cluster(Path(sys.argv[1]), False) as url:\n print(url, flush=True)\n sys.stdin.read()",
             str(site.settings.data_dir)],
            env=dict(site.environ), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, text=True,
        )  # fmt: skip
        assert waiting.stdout is not None
        url = waiting.stdout.readline().strip()
        server = next(iter(_pid_of_server(site, url)))
        os.kill(server, signal.SIGKILL)
        waiting.kill()
        waiting.communicate()
    done = site.spawn("status")
    assert done.code == 0, done.err


def _pid_of_server(site: Site, url: str) -> list[int]:
    port = url.rsplit(":", 1)[1].split("/", maxsplit=1)[0]
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if command[0].endswith(b"postgres") and port.encode() in command:
            found.append(int(path.parent.name))
    return found
