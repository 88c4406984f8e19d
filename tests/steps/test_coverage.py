"""Who covers whom on a day, and why a practice is covered by nobody."""

from datetime import date
from pathlib import Path

from sqlalchemy import text

from pipeline.doors import db
from pipeline.doors.db import Database
from pipeline.steps.reference import load_reference
from pipeline.steps.regions import load_region
from tests.steps.region_packs import (
    COVERAGE,
    HEADING,
    LANCASHIRE,
    SETTINGS,
    coverage_on,
    load_practices,
    write_pack,
)


def test_the_two_practices_of_the_straddling_pcn_go_where_they_lie_and_a_third_goes_nowhere(
    database: Database, tmp_path: Path
) -> None:
    with database.transaction() as connection:
        load_region(connection, LANCASHIRE, is_live=False)
        load_practices(connection, tmp_path, P81029="U50573", P81113="U50573", Z90001="U50573", Z90002="U16644")
        found = coverage_on(connection, date(2024, 12, 1))
    assert found == {
        "P81029": ("lancashire-north", "calico", "no_agreement", "no_agreement"),
        "P81113": ("south-cumbria", "spring-north", "no_agreement", "no_agreement"),
        "Z90001": (None, None, "uncovered", "no_provider"),
        "Z90002": ("south-cumbria", "spring-north", "no_agreement", "no_agreement"),
    }


def test_coverage_begins_and_ends_on_its_days_and_the_end_is_included(database: Database, tmp_path: Path) -> None:
    coverage = HEADING + (
        "alder,north,,,2024-12-01,2025-03-31,confirmed,\nbirch,north,,,2025-04-01,2025-05-31,confirmed,\n"
    )
    with database.transaction() as connection:
        load_region(connection, write_pack(tmp_path / "pack", coverage=coverage), is_live=False)
        load_practices(connection, tmp_path, Z90001="U90001")
        days = ("2024-11-30", "2024-12-01", "2025-03-31", "2025-04-01", "2025-05-31", "2025-06-01")
        found = [coverage_on(connection, date.fromisoformat(day))["Z90001"][1:] for day in days]
    assert found == [
        (None, "uncovered", "not_yet_live"),
        ("alder", "covered", "covered"),
        ("alder", "covered", "covered"),
        ("birch", "covered", "covered"),
        ("birch", "covered", "covered"),
        (None, "uncovered", "no_provider"),
    ]


def test_before_the_region_is_live_nobody_is_covered(database: Database, tmp_path: Path) -> None:
    settings = SETTINGS.replace("live_from = 2024-12-01", "live_from = 2025-02-01")
    with database.transaction() as connection:
        load_region(connection, write_pack(tmp_path / "pack", settings=settings), is_live=False)
        load_practices(connection, tmp_path, Z90001="U90001")
        assert coverage_on(connection, date(2025, 1, 31))["Z90001"] == (
            "north",
            None,
            "uncovered",
            "not_yet_live",
        )
        assert coverage_on(connection, date(2025, 2, 1))["Z90001"] == ("north", "alder", "covered", "covered")


def test_a_practice_s_own_row_beats_its_pcn_s_which_beats_its_place_s(database: Database, tmp_path: Path) -> None:
    coverage = COVERAGE + (
        "birch,,U90001,,2025-01-01,2025-12-31,proposed,\nalder,south,,Z90001,2025-06-01,2025-06-30,proposed,\n"
    )
    with database.transaction() as connection:
        load_region(connection, write_pack(tmp_path / "pack", coverage=coverage), is_live=False)
        load_practices(connection, tmp_path, Z90001="U90001", Z90002="U90001")
        days = ("2024-12-31", "2025-01-01", "2025-06-01", "2025-07-01", "2026-01-01")
        found = [coverage_on(connection, date.fromisoformat(day)) for day in days]
    assert [day["Z90001"][1] for day in found] == ["alder", "birch", "alder", "birch", "alder"]
    assert [day["Z90002"][1] for day in found] == ["alder", "birch", "birch", "birch", "alder"]
    assert (found[2]["Z90001"][0], found[2]["Z90002"][0]) == ("south", "north")


def test_every_uncovered_practice_says_why(database: Database, tmp_path: Path) -> None:
    coverage = HEADING + "alder,north,,,2024-12-01,,confirmed,\nbirch,,U90003,,2025-12-01,,confirmed,\n"
    pack = write_pack(tmp_path / "pack", coverage=coverage)
    with database.transaction() as connection:
        load_practices(
            connection,
            tmp_path,
            Z90001="U90001",
            Z90002="U90002",
            Z90003="U90003",
            Z90004="U99999",
            Z90005="",
        )
        before_any_region = {row[3] for row in coverage_on(connection, date(2025, 1, 1)).values()}
        load_region(connection, pack, is_live=False)
        found = coverage_on(connection, date(2025, 1, 1))
    assert before_any_region == {"pcn_not_in_region", "practice_unknown_pcn"}
    assert {code: row[1:] for code, row in found.items()} == {
        "Z90001": ("alder", "covered", "covered"),
        "Z90002": (None, "uncovered", "no_provider"),
        "Z90003": (None, "uncovered", "not_yet_live"),
        "Z90004": (None, "uncovered", "pcn_not_in_region"),
        "Z90005": (None, "uncovered", "practice_unknown_pcn"),
    }


def test_a_practice_in_two_pcns_with_different_providers_is_given_to_neither(
    database: Database, tmp_path: Path
) -> None:
    with database.transaction() as connection:
        # A PCN's own row may not win over the place's row of the practice's other PCN.
        coverage = COVERAGE + "birch,,U90002,,2024-12-01,,confirmed,\n"
        load_region(connection, write_pack(tmp_path / "pack", coverage=coverage), is_live=False)
        load_practices(connection, tmp_path, Z90001="U90001")
        also = text("insert into practice_pcn values ('Z90001', 'U90002', '2024-01-01', null, 'practices')")
        connection.execute(also)
        found = coverage_on(connection, date(2025, 1, 1))
    assert found["Z90001"][1:] == (None, "uncovered", "two_providers")


def test_an_agreement_counts_only_for_its_provider_and_between_its_days(database: Database, tmp_path: Path) -> None:
    with database.transaction() as connection:
        load_region(connection, write_pack(tmp_path / "pack"), is_live=False)
        load_practices(connection, tmp_path, Z90001="U90001")
        connection.execute(text("update sharing_agreement set to_on = '2025-01-31' where provider_code = 'alder'"))
        last_day = coverage_on(connection, date(2025, 1, 31))["Z90001"]
        day_after = coverage_on(connection, date(2025, 2, 1))["Z90001"]
    assert last_day[1:] == ("alder", "covered", "covered")
    assert day_after[1:] == ("alder", "no_agreement", "no_agreement")


def test_reports_leave_out_other_areas_of_a_national_file_once_a_region_is_in_force(
    database: Database, tmp_path: Path
) -> None:
    partners = tmp_path / "partners.csv"
    partners.write_text(
        "Partner Organisation Code,Partner Name,Practice Parent Sub ICB Loc Code,PCN Code,PCN Name,"
        "PCN Parent Sub ICB Loc Code,Practice to PCN Relationship Start Date,"
        "Practice to PCN Relationship End Date\n"
        "Z90001,HERE,99A,U90001,NORTHMOOR PCN,99A,20191001,\n"
        "Z90002,FAR AWAY,88B,U80001,FAR PCN,88B,20191001,\n"
    )
    with database.transaction() as connection:
        load_reference(connection, [partners])
        everywhere = [row.practice_code for row in db.rows(connection, "reference/memberships_on", as_of="2025-01-01")]
        load_region(connection, write_pack(tmp_path / "pack"), is_live=False)
        here = [row.practice_code for row in db.rows(connection, "reference/memberships_on", as_of="2025-01-01")]
        pcns = [row.pcn_code for row in db.rows(connection, "reference/open_pcns", as_of="2025-01-01")]
    assert everywhere == ["Z90001", "Z90002"]
    assert here == ["Z90001"]
    assert pcns == ["U90001"]


def test_a_practice_counts_in_its_pcn_up_to_and_including_the_last_day(database: Database, tmp_path: Path) -> None:
    with database.transaction() as connection:
        load_region(connection, write_pack(tmp_path / "pack"), is_live=False)
        load_practices(connection, tmp_path, Z90001="U90001")
        connection.execute(text("update practice_pcn set to_on = '2025-01-31'"))
        last_day = coverage_on(connection, date(2025, 1, 31))["Z90001"]
        day_after = coverage_on(connection, date(2025, 2, 1))["Z90001"]
    assert last_day == ("north", "alder", "covered", "covered")
    assert day_after == (None, None, "uncovered", "practice_unknown_pcn")


def test_a_practice_placed_by_its_own_rows_is_in_the_place_of_the_row_in_force(
    database: Database, tmp_path: Path
) -> None:
    coverage = COVERAGE + (
        "alder,north,,Z90001,2024-12-01,2025-03-31,proposed,\nbirch,south,,Z90001,2025-04-01,,proposed,\n"
    )
    with database.transaction() as connection:
        load_region(connection, write_pack(tmp_path / "pack", coverage=coverage), is_live=False)
        load_practices(connection, tmp_path, Z90001="U90003")
        before, after = (coverage_on(connection, date(2025, month, 15))["Z90001"] for month in (3, 4))
    assert before[:2] == ("north", "alder")
    assert after[:2] == ("south", "birch")
