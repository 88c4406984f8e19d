"""Seconds, memory and shares of time, measured from outside: nothing of it is in the code that is measured."""

import os
import resource
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Generic, TypeVar

from sqlalchemy import text

from pipeline.doors.db import Database

T = TypeVar("T")
_KILOBYTES = 1024.0

# What a module is for, by the innermost of ours on the stack; reconciling is told by its step instead.
_PURPOSES = {
    "reading": ("extracts", "delimited_text", "workbook_tables", "zip_members", "extract_shapes", "table_columns",
                "column_names", "corrections", "practice_map", "practice_maps", "raw_register", "sent_rows",
                "table_rows", "people_tables", "entry_tables"),
    # Where there is much to read, other processes do: what the first one waits for is all three of these.
    "reading, values and validation": ("worker_processes",),
    "values": ("canonical_rows", "canonical_entries", "values", "observation_terms", "snomed_codes", "landing"),
    "validation": ("validation",),
    "loading": ("db", "archive", "landed_rows"),
}  # fmt: skip
_PURPOSE = {module: purpose for purpose, modules in _PURPOSES.items() for module in modules}


@dataclass(frozen=True)
class Measured(Generic[T]):
    """What a function returned, processor seconds (its children's and PostgreSQL's with them), and peak megabytes.

    Where others are at work too, processor seconds compare better than the clock's.
    """

    result: T
    processor: float
    own: float
    with_children: float | None
    postgres: float | None

    @property
    def cost(self) -> str:
        children = "" if (self.with_children or 0) <= self.own else f", {self.with_children:.0f} MB with its children"
        postgres = "not measured" if self.postgres is None else f"{self.postgres:.0f} MB"
        return f"processor {self.processor:.1f} s; Python {self.own:.0f} MB{children}, PostgreSQL {postgres}"


def measured(database: Database, function: Callable[..., T], *arguments: Any) -> Measured[T]:
    """Runs a module's function in a process of its own, so that its peak is nobody else's."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("checkpoint"))
        backend = int(connection.execute(text("select pg_backend_pid()")).scalar_one())
        server = int(Path(f"/proc/{backend}/stat").read_text().rsplit(")", 1)[1].split()[1])
    before = _processor_seconds(server)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        worker = pool.submit(os.getpid).result()
        before += _processor_seconds(worker)
        with _peak_of_tree(server) as of_postgres, _peak_of_tree(worker) as of_worker:
            try:
                result, own = pool.submit(_with_peak, function, arguments).result()
            except (KeyboardInterrupt, SystemExit):
                # The pool would wait until its work is done before anything could be cleared away.
                os.kill(worker, signal.SIGKILL)
                raise
        # While the worker lives: those that read beside it are children of a child, which has waited for them.
        spent = _processor_seconds(worker) + _processor_seconds(server) - before
    return Measured(result, spent, own, max(of_worker, default=None), max(of_postgres, default=None))


def _with_peak(function: Callable[..., T], arguments: tuple[Any, ...]) -> tuple[T, float]:
    result = function(*arguments)
    return result, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KILOBYTES


def _processor_seconds(root: int) -> float:
    """Of a process and all below it so far: of those that live, and of those that ended and were waited for."""
    ticks = 0
    for pid in _tree(root):
        try:
            told = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        ticks += sum(map(int, told[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def _peak_of_tree(root: int, every: float = 0.5) -> Iterator[list[float]]:
    """Megabytes of a process and all below it, each shared page counted once; looked at twice a second.

    Resource usage would not do: a child's peak begins with that of the process it came from.
    """
    seen: list[float] = []
    with _repeatedly(every, lambda: seen.append(sum(map(_kilobytes, _tree(root))) / _KILOBYTES)):
        yield seen


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in map(int, children):
        yield from _tree(child)


def _kilobytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


@contextmanager
def _repeatedly(every: float, look: Callable[[], object]) -> Iterator[None]:
    done = threading.Event()

    def keep_looking() -> None:
        while not done.wait(every):
            look()

    watcher = threading.Thread(target=keep_looking, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


@dataclass
class Shares:
    """In which part of the intake the main thread was, looked at a hundred times a second."""

    looks: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def watching(self, every: float = 0.01) -> Iterator[None]:
        """Watches the calling thread until the block ends."""
        watched = threading.get_ident()
        with _repeatedly(every, lambda: self.looks.update([_purpose(sys._current_frames().get(watched))])):
            yield

    def percent(self) -> dict[str, float]:
        total = sum(self.looks.values()) or 1
        named = (*_PURPOSES, "reconciling", "other")
        return {purpose: 100 * self.looks[purpose] / total for purpose in named}


def _purpose(frame: Any) -> str:
    modules = []
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if "pipeline" in path.parts:
            modules.append(path.stem)
        frame = frame.f_back
    if "reconcile" in modules:
        return "reconciling"
    return next((_PURPOSE[module] for module in modules if module in _PURPOSE), "other")
