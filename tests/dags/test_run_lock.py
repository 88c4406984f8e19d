"""The run lock between tasks and whole runs: batches share it, everything else has it alone."""

import pytest

from pipeline.doors import db
from pipeline.doors.db import Database
from pipeline.errors import WaitForOtherRun


def test_two_batches_land_side_by_side(database: Database) -> None:
    with database.transaction() as one, database.transaction() as other:
        assert db.value(one, "run/share_run_lock")
        assert db.value(other, "run/share_run_lock")


def test_no_batch_lands_while_a_whole_run_is_at_work(database: Database) -> None:
    with database.only_run(), database.transaction() as batch:
        assert not db.value(batch, "run/share_run_lock")


def test_no_whole_run_begins_while_a_batch_lands(database: Database) -> None:
    with database.transaction() as batch:
        assert db.value(batch, "run/share_run_lock")
        with pytest.raises(WaitForOtherRun), database.only_run():
            pass


def test_a_batch_that_ended_leaves_the_lock(database: Database) -> None:
    with database.transaction() as batch:
        assert db.value(batch, "run/share_run_lock")
    with database.only_run():
        pass
