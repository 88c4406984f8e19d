"""Two at once: a release sees a stop, or the stop names the letter as already with the printer; nothing in between."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from pipeline.config import Settings
from pipeline.doors.db import Database
from pipeline.steps import letters, notices, stops
from pipeline.steps.stops import StopSource
from tests.factories import AS_OF, a_service
from tests.steps.desks import Desk


class Committed:
    """A database whose day is drafted and committed, for two connections at once."""

    def __init__(self, database: Database, desk: Desk) -> None:
        self.database, self.desk = database, desk
        self.who = desk.service.person(1)

    @contextmanager
    def on(self, connection: Connection) -> Iterator[Desk]:
        """The desk on another connection."""
        before, self.desk.service.connection = self.desk.service.connection, connection
        yield self.desk
        self.desk.service.connection = before

    def stop(self) -> Any:
        """As the command does: the stop in its own transaction, then what is outside."""
        with self.database.transaction() as connection:
            stops.record_stop(connection, self.who, "died", "N. Otley", StopSource.FAMILY, AS_OF, None)
        with self.database.transaction() as connection:
            notices.withdraw_stopped(connection, AS_OF, [self.who])
        with self.database.transaction() as connection:
            return connection.execute(
                text("select letter_id from withdrawal_notice where organisation_code = 'printer'")
            ).all()

    def is_waiting(self) -> bool:
        with self.database.transaction() as connection:
            asked = (
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
            )
            return bool(connection.execute(text(asked)).scalar_one())

    def until_waiting(self, task: Any) -> None:
        while not self.is_waiting():
            assert not task.done(), "the stop did not wait"

    def posted(self) -> list[str]:
        return [path.stem for path in self.desk.folder.rglob("released/*.pdf")]

    def letter(self) -> Any:
        with self.database.transaction() as connection:
            return connection.execute(
                text("select letter_id, state from letter where person_id = :who"), {"who": self.who}
            ).one()


@pytest.fixture
def committed(database: Database, settings: Settings, tmp_path: Path, validation: None) -> Committed:
    with database.transaction() as connection:
        service = a_service(connection, settings, tmp_path)
        desk = Desk(service, tmp_path / "outbox")
        desk.draft()
    return Committed(database, desk)


def test_a_stop_that_commits_inside_a_release_is_seen_by_it(committed: Committed) -> None:
    with committed.database.transaction() as releasing, committed.on(releasing) as desk:
        letters.check_release(releasing, desk.service.settings, AS_OF, "A. Brill", "read")
        assert committed.stop() == []
        assert desk.release().released == 1
    assert committed.letter().state == "cancelled"


def test_a_stop_during_a_release_that_missed_it_waits_and_cancels_what_was_not_written(committed: Committed) -> None:
    with ThreadPoolExecutor(1) as beside:
        with committed.database.transaction() as releasing, committed.on(releasing) as desk:
            assert desk.release().released == 2
            stopping = beside.submit(committed.stop)
            committed.until_waiting(stopping)
        wait([stopping])
        assert stopping.result() == []
    with committed.database.transaction() as writing, committed.on(writing) as desk:
        assert desk.write() == 1
    assert committed.letter().state == "cancelled"
    assert committed.letter().letter_id not in committed.posted()


def test_a_stop_while_letters_are_written_waits_and_names_the_letter_as_with_the_printer(committed: Committed) -> None:
    with committed.database.transaction() as releasing, committed.on(releasing) as desk:
        desk.release()
    with ThreadPoolExecutor(1) as beside:
        with committed.database.transaction() as writing, committed.on(writing) as desk:
            assert desk.write() == 2
            stopping = beside.submit(committed.stop)
            committed.until_waiting(stopping)
        wait([stopping])
        assert [each.letter_id for each in stopping.result()] == [committed.letter().letter_id]
    assert committed.letter().state == "released"
    assert committed.letter().letter_id in committed.posted()


def test_a_stop_that_comes_after_the_letters_to_write_were_read_waits_until_they_are_outside(
    committed: Committed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with committed.database.transaction() as releasing, committed.on(releasing) as desk:
        desk.release()
    with ThreadPoolExecutor(1) as beside:
        typeset, stopping = letters.typeset, []

        def typeset_while_somebody_stops(*jobs: Any, **fonts: Any) -> Any:
            stopping.append(beside.submit(committed.stop))
            committed.until_waiting(stopping[0])
            return typeset(*jobs, **fonts)

        monkeypatch.setattr(letters, "typeset", typeset_while_somebody_stops)
        with committed.database.transaction() as writing, committed.on(writing) as desk:
            assert desk.write() == 2
        assert [each.letter_id for each in stopping[0].result()] == [committed.letter().letter_id]
    assert committed.letter().state == "released"


def test_a_stop_is_recorded_while_a_run_holds_the_lock_and_the_letter(committed: Committed) -> None:
    """The record waits for nobody: it is there, and counts, while the rest of the command waits."""
    with ThreadPoolExecutor(1) as beside:
        with committed.database.only_run(), committed.database.transaction() as running:
            running.execute(text("update letter set page_count = page_count"))
            stopping = beside.submit(committed.stop)
            committed.until_waiting(stopping)
            with committed.database.transaction() as other:
                asked = "select reason from stops_on(:day) where person_id = :who"
                assert other.execute(text(asked), {"day": AS_OF, "who": committed.who}).scalar_one() == "died"
        wait([stopping])
        stopping.result()
    assert committed.letter().state == "cancelled"
