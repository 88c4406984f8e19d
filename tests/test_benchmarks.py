"""What is measured is an intake that accepts everything: the benchmark's files at forty people, and its comparisons."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks.county import FORMS, ONE_IN_CHANGES, Country
from benchmarks.dve_run import all_in_one
from benchmarks.floor import load_bytes
from benchmarks.intake import AS_OF
from benchmarks.naive_rule import judge_sample
from benchmarks.pandas_load import load_with_pandas
from benchmarks.plain_tables import write_plain_tables
from benchmarks.rule import plan
from benchmarks.rule_tables import change_some, fill_tables, write_plain
from benchmarks.taking_in import NotAllAccepted, check_rows, prepare, take_in
from pipeline.config import Settings
from pipeline.doors.db import Database
from tests.sites import import_validation

PEOPLE, PRACTICES = 40, 5


@pytest.fixture(autouse=True, scope="module")
def validation() -> None:
    import_validation()


def _country(seed: int = 1) -> Country:
    return Country(seed, PEOPLE, PRACTICES, AS_OF)


def _count(database: Database, statement: str) -> int:
    with database.transaction() as connection:
        return int(connection.execute(text(statement)).scalar_one())


def test_every_form_is_accepted_whole_and_so_is_the_next_day_s(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    country = _country()
    prepare(database, country.write_reference(tmp_path / "reference"))
    written = country.write_day(tmp_path / "first")
    assert sorted(written.by_form) == sorted(FORMS)
    taken = take_in(settings, tmp_path / "first", AS_OF)
    assert (taken.extracts, taken.rows) == (PRACTICES, written.rows)
    assert _count(database, "select count(*) from registration") == PEOPLE
    observations = "select count(*) from observation where retracted_by_extract_id is null"
    assert _count(database, observations) == written.observations == PEOPLE * 20

    plain = write_plain_tables(database, tmp_path / "plain", PEOPLE)
    assert (plain.people_in_sample, plain.observations_in_sample) == (PEOPLE, PEOPLE * 20)
    assert check_rows(plain.by_practice, AS_OF)[1] == PEOPLE
    rows = (all_in_one(plain.by_practice, tmp_path / "all") / "all.csv").read_text().splitlines()
    assert len(rows) == PEOPLE + 1
    tables = "select count(*) from information_schema.tables where table_schema = 'public'"
    before = _count(database, tables)
    assert min(load_bytes(settings, tmp_path / "first", plain.typed_observations)) > 0
    assert load_with_pandas(settings, plain.people, plain.observations) > 0
    assert _count(database, tables) == before, "what others loaded is gone again"

    country.write_day(tmp_path / "next", days_later=1)
    take_in(settings, tmp_path / "next", AS_OF + timedelta(days=1))
    changed = _count(database, "select count(*) from register_change where change = 'changed'")
    assert 0 < changed <= 1 + PEOPLE // ONE_IN_CHANGES * PRACTICES
    assert _count(database, observations) == PEOPLE * 20 + changed


def test_another_intake_than_the_one_to_be_measured_has_no_figure(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    country = _country()
    prepare(database, country.write_reference(tmp_path / "reference"))
    country.write_day(tmp_path / "first")
    (tmp_path / "first" / "Z00001" / "another.csv").write_text("nothing of use\n")
    with pytest.raises(NotAllAccepted, match="1 files were kept back"):
        take_in(settings, tmp_path / "first", AS_OF)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        _country(seed).write_day(tmp_path / name)
    one, same, other = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("one", "same", "other")
    )
    assert one == same
    assert one != other


def test_only_who_changed_is_another_on_the_next_day(tmp_path: Path) -> None:
    country = Country(1, 200, 1, AS_OF)
    for days in (0, 1):
        country.write_day(tmp_path / str(days), days)
    texts = [(tmp_path / str(days) / "Z00001").glob("*.csv") for days in (0, 1)]
    before, after = (set(next(files).read_text(encoding="latin-1").splitlines()) for files in texts)
    # A changed person's first row moves down by the new result: their rows differ, and the day of the report.
    assert 0 < len(after - before) <= 200 // ONE_IN_CHANGES * 8 + 3


def test_what_is_put_into_the_tables_has_every_tier_and_the_naive_rule_says_the_same_of_it(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    country = Country(1, 200, PRACTICES, AS_OF)
    prepare(database, country.write_reference(tmp_path / "reference"))
    fill_tables(database, country)
    assert _count(database, "select count(*) from observation") == 200 * 20
    planned = plan(settings, AS_OF)
    assert {"never_checked", "overdue", "due", "up_to_date", "died", "left"} <= set(planned.statuses)
    assert sum(planned.statuses.values()) == 200
    assert {"flag/work_out_statuses", "prioritise/rank"} <= set(planned.by_statement)
    assert planned.listed > 0
    assert judge_sample(database, 150, AS_OF)[1] == 150
    people, observations = write_plain(database, tmp_path / "plain")
    assert len(people.read_text().splitlines()) == 201
    assert len(observations.read_text().splitlines()) == 4_001

    tomorrow = AS_OF + timedelta(days=1)
    assert change_some(database, tomorrow) == 2
    assert plan(settings, tomorrow).statuses["up_to_date"] != planned.statuses["up_to_date"]
