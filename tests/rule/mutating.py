"""Breaks the rule's SQL on purpose, one word at a time, and asks whether the tests of the rule notice.

A mutant is made in the running database and nowhere else: a query is read with other words, a function is replaced
inside a transaction that is rolled back. It is killed if somebody is judged otherwise than the naive rule says, if
the rank is another than the naive one, or if the database refuses what would be stored. A mutant that cannot be run at
all proves nothing: then the tool stops.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from pipeline.doors import db, shipped

# Constraints, exclusions and our own triggers: what a database says that guards its statuses.
_GUARDED = ("23", "27", "P0001")


@dataclass(frozen=True)
class Mutant:
    """One change: of a query (`flag/...`) or a function (`is_complete_on()`), the words before and after.

    `survives` says why nothing can be noticed of a change that changes nothing.
    """

    target: str
    before: str
    after: str
    meaning: str
    survives: str = ""

    @property
    def is_function(self) -> bool:
        return self.target.endswith("()")


@dataclass(frozen=True)
class Scene:
    """People entered once, and what is wrong with how they are judged now: nothing, or a few words."""

    name: str
    enter: Callable[[Connection], None]
    wrong: Callable[[Connection], str]


@dataclass(frozen=True)
class Verdict:
    """By which scene a mutant was killed, and what was noticed; no scene: it lives."""

    mutant: Mutant
    killed_by: str = ""
    noticed: str = ""

    @property
    def is_as_said(self) -> bool:
        return bool(self.killed_by) != bool(self.mutant.survives)


class BrokenMutant(Exception):
    """A mutant that cannot be made or run, so that its death would mean nothing."""


def try_mutants(
    connection: Connection,
    mutants: Sequence[Mutant],
    scenes: Sequence[Scene],
    on_scene: Callable[[str, int], None] = lambda _name, _alive: None,
) -> list[Verdict]:
    """What became of each mutant; every scene must find nothing wrong with the rule as it is."""
    for mutant in mutants:
        changed(connection, mutant)
    verdicts: dict[Mutant, Verdict] = {}
    for scene in scenes:
        alive = [mutant for mutant in mutants if mutant not in verdicts]
        on_scene(scene.name, len(alive))
        if not alive:
            break
        scene.enter(connection)
        if unchanged := _noticed(connection, scene, None):
            raise BrokenMutant(f"{scene.name}: the rule as it is fails already: {unchanged}")
        for mutant in alive:
            if noticed := _noticed(connection, scene, mutant):
                verdicts[mutant] = Verdict(mutant, scene.name, noticed)
        connection.rollback()
    return [verdicts.get(mutant, Verdict(mutant)) for mutant in mutants]


def _noticed(connection: Connection, scene: Scene, mutant: Mutant | None) -> str:
    with connection.begin_nested() as attempt:
        try:
            with _made(connection, mutant):
                wrong = scene.wrong(connection)
                connection.execute(text("set constraints all immediate"))
                return wrong
        except DBAPIError as error:
            state = getattr(error.orig, "sqlstate", None) or ""
            if mutant is not None and state.startswith(_GUARDED):
                return f"the database refused it ({state})"
            raise BrokenMutant(f"{mutant}: {error.orig}") from error
        finally:
            attempt.rollback()


@contextmanager
def _made(connection: Connection, mutant: Mutant | None) -> Iterator[None]:
    if mutant is None:
        yield
    elif mutant.is_function:
        connection.exec_driver_sql(changed(connection, mutant).replace("%", "%%"))
        yield
    else:
        statement, original = text(changed(connection, mutant)), db._statement
        db._statement = lambda name: statement if name == mutant.target else original(name)  # type: ignore[assignment]
        try:
            yield
        finally:
            db._statement = original


def changed(connection: Connection, mutant: Mutant) -> str:
    """The target's text with the change made; raises BrokenMutant where its words are not there exactly once."""
    if mutant.is_function:
        name = mutant.target.removesuffix("()")
        found = connection.execute(text("select pg_get_functiondef(cast(:name as regproc))"), {"name": name})
        source = str(found.scalar_one())
    else:
        source = (shipped.SQL / "queries" / f"{mutant.target}.sql").read_text(encoding="utf-8")
    if source.count(mutant.before) != 1:
        raise BrokenMutant(f"{mutant.target}: {source.count(mutant.before)} times: {mutant.before!r}")
    return source.replace(mutant.before, mutant.after)
