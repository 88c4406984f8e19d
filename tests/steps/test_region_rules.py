"""A rule changes only from a day of its own, and what days were judged by stays readable."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from pipeline.core.region import region_from
from pipeline.doors import db
from pipeline.doors.db import Database
from pipeline.errors import CorrectReferenceData
from pipeline.steps import runs
from pipeline.steps.regions import load_region
from tests.factories import a_run
from tests.steps.region_packs import SETTINGS, write_pack

STRICTER = "[[rule]]\neffective_from = {day}\nyears_without_check = 2\nminimum_age = 16\nconfirmation_days = 30\n"


def load(connection: Connection, folder: Path, settings: str) -> None:
    load_region(connection, write_pack(folder / "pack", settings=settings), is_live=False)


def refused(connection: Connection, folder: Path, settings: str) -> str:
    with pytest.raises(CorrectReferenceData) as said:
        load(connection, folder, settings)
    return str(said.value)


def test_a_rule_that_changes_without_a_day_of_its_own_is_refused_by_file_and_line(
    database: Database, tmp_path: Path
) -> None:
    with database.transaction() as connection:
        load(connection, tmp_path, SETTINGS)
        before = db.one(connection, "region/version_in_force").region_version_id
        for key, now, line in (("years_without_check = 3", "2", 6), ("minimum_age = 18", "16", 7)):
            name, then = key.split(" = ")
            said = refused(connection, tmp_path, SETTINGS.replace(key, f"{name} = {now}"))
            assert (
                f"region.toml, line {line}, column {name}: the rule of 2024-12-01 in force says {name} = {then}" in said
            )
        added = SETTINGS.replace("minimum_age = 18", "minimum_age = 18\nincludes_hard_to_reach = false")
        assert "in force says includes_hard_to_reach = true" in refused(connection, tmp_path, added)
        assert db.one(connection, "region/version_in_force").region_version_id == before


def test_a_change_with_a_day_of_its_own_is_the_rule_from_that_day_on(database: Database, tmp_path: Path) -> None:
    with database.transaction() as connection:
        load(connection, tmp_path, SETTINGS)
        load(connection, tmp_path, SETTINGS + STRICTER.format(day="2026-04-01"))
        region = runs.region_in_force(connection)
        shown = {
            day: [(row.state, row.years_without_check) for row in db.rows(connection, "region/rules", as_of=day)]
            for day in (date(2024, 1, 1), date(2026, 3, 31), date(2026, 4, 1))
        }
    found = [region.rule_on(day) for day in shown]
    assert [(rule.years_without_check, rule.minimum_age, rule.confirmation_days) for rule in found] == [
        (3, 18, 60),
        (3, 18, 60),
        (2, 16, 30),
    ]
    assert [*shown.values()] == [
        [("in force", 3), (None, 2)],
        [("in force", 3), (None, 2)],
        [(None, 3), ("in force", 2)],
    ]


def test_a_rule_that_had_begun_may_not_vanish_and_one_to_come_may(database: Database, tmp_path: Path) -> None:
    later = SETTINGS + STRICTER.format(day="2026-04-01")
    with database.transaction() as connection:
        load(connection, tmp_path, later)
        a_run(connection, date(2026, 3, 31), runs.region_in_force(connection))
        load(connection, tmp_path, SETTINGS)
        load(connection, tmp_path, later)
        a_run(connection, date(2026, 4, 1), runs.region_in_force(connection))
        said = refused(connection, tmp_path, SETTINGS)
    assert "region.toml: the rule of 2026-04-01 is gone, and days were judged by it. Put it back as it was" in said


def test_a_new_rule_may_not_begin_on_a_day_that_is_past(database: Database, tmp_path: Path) -> None:
    with database.transaction() as connection:
        load(connection, tmp_path, SETTINGS)
        a_run(connection, date(2026, 4, 2), runs.region_in_force(connection))
        said = refused(connection, tmp_path, SETTINGS + STRICTER.format(day="2026-04-01"))
        load(connection, tmp_path, SETTINGS + STRICTER.format(day="2026-04-02"))
    line = SETTINGS.count("\n") + 2
    assert f"region.toml, line {line}, column effective_from: 2026-04-02 was already run, and a new rule of" in said


def test_another_region_has_rules_of_its_own(database: Database, tmp_path: Path) -> None:
    other = SETTINGS.replace('code = "moorland"', 'code = "fenland"').replace(
        "years_without_check = 3", "years_without_check = 5"
    )
    with database.transaction() as connection:
        load(connection, tmp_path, SETTINGS)
        load(connection, tmp_path, other)
        assert runs.region_in_force(connection).rule_on(date(2025, 1, 1)).years_without_check == 5


def test_a_version_of_the_days_of_one_rule_stays_readable_and_its_rule_stays_protected(
    database: Database, tmp_path: Path
) -> None:
    old = text(
        "update region_version set content = content - '{rules,priority,trace,phases,local_plans,partner_shares,"
        "venues,services}'::text[] || jsonb_build_object('rule', (content -> 'rules' -> 0) - "
        "'{includes_hard_to_reach,confirmation_days}'::text[])"
    )
    with database.transaction() as connection:
        load(connection, tmp_path, SETTINGS)
        connection.execute(old)
        row = db.one(connection, "region/version_in_force")
        region = region_from(row.region_version_id, row.content)
        assert "rules" not in row.content
        assert region.rule_on(date(2025, 1, 1)).minimum_age == 18
        assert db.one(connection, "region/rules", as_of=date(2025, 1, 1)).years_without_check == 3
        assert db.rows(connection, "region/services") == []
        assert "in force says minimum_age = 18" in refused(
            connection, tmp_path, SETTINGS.replace("minimum_age = 18", "minimum_age = 17")
        )
        load(connection, tmp_path, SETTINGS)
