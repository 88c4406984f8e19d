"""Seconds of every statement by the name of its file, watched from outside: nothing of it is in what is measured."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from sqlalchemy import Engine, event

from pipeline.doors import shipped

_QUERIES = shipped.SQL / "queries"


@contextmanager
def watching(engine: Engine) -> Iterator[Counter[str]]:
    """Counts seconds by query until the block ends; what is no file of ours is told as `other`."""
    seconds: Counter[str] = Counter()
    names = {_first_line(path.read_text()): path.relative_to(_QUERIES).with_suffix("").as_posix()
             for path in sorted(_QUERIES.rglob("*.sql"))}  # fmt: skip
    begun: list[float] = []

    def before(*_: Any) -> None:
        begun.append(perf_counter())

    def after(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seconds[names.get(_first_line(statement), "other")] += perf_counter() - begun.pop()

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    try:
        yield seconds
    finally:
        event.remove(engine, "before_cursor_execute", before)
        event.remove(engine, "after_cursor_execute", after)


def _first_line(statement: str) -> str:
    # A percent sign is doubled for the driver.
    return statement.lstrip().partition("\n")[0].replace("%%", "%")
