"""The whole day: twice, in any order, at any time, two at once, and never backwards."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline import day
from pipeline.day import run_day
from pipeline.doors import shipped
from pipeline.doors.db import open_database
from pipeline.errors import DecideDifferently
from tests import sites
from tests.sites import AFTER_A_RUN, AS_OF, PLANTED, Said, Site, administer, database_of, environ_of, files_in

KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sites.county_of(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def after_a_run(cluster_url: str, template_database: str, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site on which the day has been run once. Tests may run it again; they never change its inbox."""
    return sites.after_a_run(cluster_url, template_database, tmp_path_factory.getbasetemp())


def test_a_second_run_of_a_day_changes_no_row_and_no_byte(after_a_run: Site) -> None:
    before, files = after_a_run.tables(), after_a_run.files()
    written_at = {path: (after_a_run.outbox / path).stat().st_mtime_ns for path in files}
    assert after_a_run.run().code == 0
    after = after_a_run.tables()
    assert len(after.pop("run")) == len(before.pop("run")) + 1
    assert [name for name in before if before[name] != after[name]] == []
    assert {path: (after_a_run.outbox / path).stat().st_mtime_ns for path in after_a_run.files()} == written_at
    assert after_a_run.files() == files
    for table in ("registration", "recall_status", "plan_item", "worklist_item", "letter", "register_update"):
        assert before[table], f"the county fills {table}, so that the comparison proves something"


def test_an_empty_database_and_another_machine_give_the_same_bytes(
    after_a_run: Site, cluster_url: str, template_database: str, county: Path, tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    inbox = tmp_path / "inbox"
    files = sorted((county / "inbox").rglob("*"), reverse=True)
    for path in (path for path in files if path.is_file()):
        target = inbox / path.relative_to(county / "inbox")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        os.utime(target, (1, 1))
    prepared = sites.prepared(cluster_url, template_database, tmp_path_factory.getbasetemp())
    with database_of(cluster_url, prepared, "another_site") as url:
        site = Site(tmp_path, inbox, environ_of(tmp_path, url))
        done = site.spawn(*site.day_s_run, TZ="Pacific/Kiritimati", PYTHONHASHSEED="7", LC_ALL="C")
        assert done.code == 0, done.err
        assert sorted(site.files()) == sorted(after_a_run.files())
        assert [path for path, content in site.files().items() if content != after_a_run.files()[path]] == []


def test_of_two_runs_at_once_one_works_and_the_other_is_told_to_wait(after_a_run: Site) -> None:
    second: list[Said] = []
    changed: list[str] = []

    class WhenItHasBegun:
        def begin(self, step: str, total: int | None) -> None:
            if not second:
                before = after_a_run.tables()
                second.append(after_a_run.run())
                changed.extend(name for name, rows in after_a_run.tables().items() if rows != before[name])

        def advance(self, done: int) -> None: ...

    with open_database(after_a_run.settings) as database:
        report = run_day(database, after_a_run.settings, after_a_run.inbox, after_a_run.outbox, AS_OF, WhenItHasBegun())
    assert report.accounting is not None
    assert second[0].code == 7
    assert second[0].err.startswith("WaitForOtherRun: Another run is at work on this database.")
    assert changed == []


@pytest.mark.parametrize("command", ["ingest", "reconcile", "flag", "prioritise", "worklists", "updates", "accounting"])
def test_no_step_works_beside_a_run(after_a_run: Site, command: str) -> None:
    options = {
        "ingest": ["--inbox", str(after_a_run.inbox)],
        **{name: ["--outbox", str(after_a_run.outbox)] for name in ("worklists", "updates", "accounting")},
    }
    with open_database(after_a_run.settings) as database, database.only_run():
        assert after_a_run.does(command, *options.get(command, [])).code == 7


def test_a_run_that_ended_leaves_no_lock_behind(after_a_run: Site) -> None:
    with open_database(after_a_run.settings) as database:
        with pytest.raises(ZeroDivisionError), database.only_run():
            raise ZeroDivisionError
        with database.only_run():
            pass


def test_a_day_before_the_newest_run_is_refused(after_a_run: Site) -> None:
    before = after_a_run.tables()
    said = replace(after_a_run, as_of=AS_OF - timedelta(days=1)).run()
    assert said.code == 10
    assert said.err.startswith("DecideDifferently: This database has already run 2026-11-20")
    assert after_a_run.tables() == before


def test_no_folder_on_the_disk_is_made_for_a_refused_day(after_a_run: Site, tmp_path: Path) -> None:
    said = after_a_run.does(
        "run", "--inbox", str(after_a_run.inbox), "--outbox", str(tmp_path / "new"), "--as-of", "2026-11-01"
    )
    assert said.code == 10
    assert not (tmp_path / "new").exists()


def test_a_database_of_synthetic_data_refuses_real_people(after_a_run: Site) -> None:
    before = after_a_run.tables()
    said = after_a_run.does(*after_a_run.day_s_run, SMI_LIVE="true", SMI_KEY=KEY)
    assert said.code == 2
    assert "This database was made for synthetic data and SMI_LIVE asks for real people" in said.err
    assert after_a_run.tables() == before


def test_with_real_people_a_missing_key_stops_everything(after_a_run: Site) -> None:
    said = after_a_run.does(*after_a_run.day_s_run, SMI_LIVE="")
    assert said.code == 2
    assert said.err.startswith("CorrectConfiguration: SMI_KEY is not set.")


@pytest.fixture(scope="module")
def live(cluster_url: str, county: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site for real people, with nobody on it."""
    home = tmp_path_factory.mktemp("live")
    with ExitStack() as stack:
        administer(cluster_url, "create database live_site")
        stack.callback(administer, cluster_url, "drop database live_site with (force)")
        environ = environ_of(home, cluster_url.rsplit("/", 1)[0] + "/live_site")
        yield Site(home, county / "inbox", {**environ, "SMI_LIVE": "true", "SMI_KEY": KEY})


@pytest.mark.parametrize(
    "command", [["run", "--inbox", "INBOX", "--outbox", "OUT"], ["ingest", "--inbox", "INBOX"], ["flag"],
                ["prioritise"], ["worklists", "--outbox", "OUT"], ["updates", "--outbox", "OUT"],
                ["letters", "draft", "--outbox", "OUT"],
                ["letters", "release", "--outbox", "OUT", "--by", "A. Person", "--reason", "seen"]],
)  # fmt: skip
def test_with_real_people_no_command_works_on_another_day(live: Site, command: list[str]) -> None:
    filled = [{"INBOX": str(live.inbox), "OUT": str(live.outbox)}.get(word, word) for word in command]
    said = live.does(*filled, "--as-of", "2026-01-05")
    assert said.code == 10
    assert "2026-01-05 is not today" in said.err
    assert not live.outbox.exists()


def test_with_real_people_synthetic_ones_are_set_aside_and_archived_files_are_encrypted(
    live: Site, county: Path
) -> None:
    """The test range of NHS numbers is never a real person's."""
    assert live.does("reference", "load", *map(str, sorted((county / "reference").iterdir()))).code == 0
    said = live.does("ingest", "--inbox", str(live.inbox))
    assert said.code == 0, said.err
    assert live.rows("select * from landed_person") == []
    archived = files_in(live.settings.archive_dir)
    assert len(archived) > 10
    assert {Path(path).suffix for path in archived} == {".enc"}
    assert not any(PLANTED.encode() in content for content in archived.values())


def test_a_pack_with_invented_phones_is_no_pack_for_real_people(live: Site) -> None:
    said = live.does("region", "load", str(shipped.REGIONS / "lancashire-and-south-cumbria"))
    assert said.code == 8
    assert live.does("run", *live.folders).code == 8


def test_the_day_is_london_s(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Clock(day.datetime):
        @classmethod
        def now(cls, tz=None):  # type: ignore[no-untyped-def]
            asked.append(str(tz))
            return day.datetime(2026, 6, 1, 0, 30, tzinfo=tz)

    monkeypatch.setattr(day, "datetime", Clock)
    assert day.today() == date(2026, 6, 1)
    assert asked == ["Europe/London"]


def test_synthetic_data_may_be_run_as_of_any_day(after_a_run: Site) -> None:
    day.check_day(after_a_run.settings, date(1999, 12, 31))


def test_with_real_people_only_today_passes(live: Site) -> None:
    day.check_day(live.settings, day.today())
    with pytest.raises(DecideDifferently):
        day.check_day(live.settings, day.today() - timedelta(days=1))


def test_a_register_of_the_next_day_changes_only_what_it_says(
    after_a_run: Site, cluster_url: str, county: Path, tmp_path: Path
) -> None:
    """A run of the next day with the same inbox lists the same people: nobody was lost or added by time alone."""
    with database_of(cluster_url, AFTER_A_RUN, "next_day") as url:
        site = Site(tmp_path, after_a_run.inbox, environ_of(tmp_path, url), AS_OF + timedelta(days=1))
        before = site.tables()
        assert site.run().code == 0
        after = site.tables()
        for table in ("registration", "observation", "quarantine", "extract"):
            assert after[table] == before[table], table
