"""What every command does first and last: settings, database, console, progress, the day."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from pipeline.config import Settings, settings_from
from pipeline.day import today
from pipeline.doors.db import Database, open_database
from pipeline.doors.suites import read_suite
from pipeline.errors import DecideDifferently

Inbox = Annotated[Path, typer.Option(help="Folder with one subfolder per practice, named by its ODS code.")]
Outbox = Annotated[Path, typer.Option(help="Folder that receives worklists, letters and practice files.")]
AsOf = Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The day to run as. Default: today in Europe/London.")]


@dataclass(frozen=True)
class Shell:
    """What a command works with."""

    settings: Settings
    database: Database
    console: Console


@contextmanager
def shell() -> Iterator[Shell]:
    """Opens what a command needs, where settings and expectations are whole; OperatorMustAct errors pass through."""
    settings = settings_from()
    read_suite()
    with open_database(settings) as database:
        yield Shell(settings, database, console())


def console() -> Console:
    """Standard output; 110 columns where it is not a terminal, so that piped tables stay whole."""
    return Console(width=None if sys.stdout.isatty() else 110, highlight=False)


def error_console() -> Console:
    """Standard error."""
    return Console(stderr=True, width=None if sys.stderr.isatty() else 110, highlight=False)


def day_of(text: str, option: str = "--as-of") -> date:
    """The day an option names; today where it is blank."""
    if not text:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DecideDifferently(f"{option} is {text!r}: expected a day such as 2026-11-20.") from None


class Bars:
    """Progress bars on standard error, where somebody can see them."""

    def __init__(self) -> None:
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description:<18}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=error_console(),
            disable=not sys.stderr.isatty(),
        )
        self._tasks: dict[str, TaskID] = {}
        self._current: TaskID | None = None

    def begin(self, step: str, total: int | None) -> None:
        if step not in self._tasks:
            self._tasks[step] = self._progress.add_task(step, total=total)
        elif total is not None:
            self._progress.update(self._tasks[step], total=total)
        self._current = self._tasks[step]

    def advance(self, done: int) -> None:
        if self._current is not None:
            self._progress.advance(self._current, done)

    def __enter__(self) -> "Bars":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()
