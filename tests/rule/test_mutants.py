"""The tool that breaks the rule on purpose still does, on one mutant of each kind; `make mutants` tries them all."""

from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline.config import Settings
from pipeline.doors.db import Database
from tests.factories import a_service
from tests.rule import scenes
from tests.rule.mutants import OF_THE_RULE, ORDER, REMEMBERED, SAMPLE
from tests.rule.mutating import BrokenMutant, Mutant, Scene, changed, try_mutants


@pytest.fixture
def ready(database: Database, settings: Settings, tmp_path: Path) -> Database:
    with database.transaction() as connection:
        a_service(connection, settings, tmp_path)
    return database


def test_every_mutant_still_has_its_words_in_the_rule(ready: Database) -> None:
    mutants = (*OF_THE_RULE, *REMEMBERED, *ORDER)
    assert len(mutants) >= 100
    assert len({(mutant.target, mutant.before, mutant.after) for mutant in mutants}) == len(mutants)
    with ready.transaction() as connection:
        for mutant in mutants:
            assert mutant.before != mutant.after
            changed(connection, mutant)


def test_one_mutant_of_each_kind_is_killed_and_the_one_that_changes_nothing_lives(ready: Database) -> None:
    with ready.engine.connect() as connection:
        found = try_mutants(connection, SAMPLE, [*scenes.stories(), *list(scenes.made_up(60))[:2]])
        assert [verdict.mutant.meaning for verdict in found if not verdict.is_as_said] == []
        assert {bool(verdict.killed_by) for verdict in found} == {True, False}
        assert connection.execute(text("select count(*) from person")).scalar_one() == 0, "and nothing stays"


def test_what_the_rule_passes_over_or_remembers_changes_nothing(ready: Database) -> None:
    with ready.engine.connect() as connection:
        for scene in (next(scenes.days_after(60)), next(scenes.other_files(60)), *scenes.silent_values()):
            scene.enter(connection)
            assert scene.wrong(connection) == "", scene.name
            connection.rollback()


def test_a_mutant_that_cannot_be_run_or_found_is_no_kill(ready: Database) -> None:
    nobody = Scene("nobody", lambda _: None, lambda connection: str(connection.execute(text("selec"))))
    nonsense = Mutant("flag/find_homes", "distinct on", "distinct onto", "nonsense")
    elsewhere = Mutant("flag/find_homes", "words that are not there", "", "nonsense")
    with ready.engine.connect() as connection:
        for mutants, made in (([nonsense], scenes.stories()), ([elsewhere], []), ([nonsense], [nobody])):
            with pytest.raises(BrokenMutant):
                try_mutants(connection, mutants, list(made))
            connection.rollback()
