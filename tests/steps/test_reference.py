"""Reference files in every shape: what is read, what is believed, what is reported."""

from datetime import date
from pathlib import Path

from sqlalchemy import Connection, text

from pipeline.doors.db import Database
from pipeline.steps.reference import load_reference
from pipeline.steps.reference_state import report_reference
from tests.steps.reference_tables import (
    DETAILS,
    LEFT,
    MAP,
    MOVED_FROM,
    MOVED_TO,
    NORTH,
    OWN,
    PARTNERS,
    PROFILES,
    SOUTH,
    STAYED,
    details_row,
    write_csv,
    write_epcn,
)


def memberships(connection: Connection) -> list[tuple[str, str, date, date | None]]:
    statement = "select practice_code, pcn_code, from_on, to_on from practice_pcn order by 1, 3"
    return [tuple(row) for row in connection.execute(text(statement))]


def test_a_workbook_with_line_breaks_in_its_headings_and_text_dates_is_read(database: Database, tmp_path: Path) -> None:
    with database.transaction() as connection:
        report = load_reference(connection, [write_epcn(tmp_path / "any name.xlsx")])
        held = memberships(connection)
        closed = connection.execute(text("select close_on from pcn where pcn_code = 'U90002'")).scalar_one()
    assert [(one.kind.value, one.rows) for one in report.tables] == [("pcn_details", 2), ("core_partners", 4)]
    assert held == [
        ("Z90001", "U90002", date(2019, 10, 1), date(2023, 3, 31)),
        ("Z90001", "U90001", date(2023, 4, 1), None),
        ("Z90002", "U90001", date(2019, 10, 1), None),
        ("Z90003", "U90002", date(2019, 10, 1), date(2021, 12, 31)),
    ]
    assert closed == date(2023, 3, 31)


def test_dates_that_a_spreadsheet_made_numbers_are_read_as_the_same_days(database: Database, tmp_path: Path) -> None:
    as_number = [*STAYED[:6], 20191001, ""]
    with database.transaction() as connection:
        load_reference(connection, [write_epcn(tmp_path / "epcn.xlsx", as_number)])
        assert memberships(connection) == [("Z90002", "U90001", date(2019, 10, 1), None)]


def test_each_sheet_as_csv_says_the_same_as_the_workbook(database: Database, tmp_path: Path) -> None:
    partners = write_csv(tmp_path / "partners.csv", PARTNERS, MOVED_FROM, MOVED_TO, STAYED, LEFT)
    details = write_csv(tmp_path / "details.csv", DETAILS, NORTH, SOUTH)
    with database.transaction() as connection:
        load_reference(connection, [partners, details])
        from_csv = memberships(connection)
        pcns = report_reference(connection, date(2024, 1, 1)).open_pcns
        load_reference(connection, [write_epcn(tmp_path / "epcn.xlsx")])
        assert memberships(connection) == from_csv
        assert report_reference(connection, date(2024, 1, 1)).open_pcns == pcns
    assert [(pcn.pcn_code, pcn.practices) for pcn in pcns] == [("U90001", 2)]


def test_end_dates_are_the_last_day_of_membership(database: Database, tmp_path: Path) -> None:
    with database.transaction() as connection:
        load_reference(connection, [write_epcn(tmp_path / "epcn.xlsx")])
        last_day = report_reference(connection, date(2021, 12, 31))
        day_after = report_reference(connection, date(2022, 1, 1))
    assert [one.practice_code for one in last_day.in_one_pcn] == ["Z90001", "Z90002", "Z90003"]
    assert [(one.practice_code, one.last_to_on) for one in day_after.in_no_pcn] == [("Z90003", date(2021, 12, 31))]


def test_movers_are_those_whose_pcn_differs_between_two_days(database: Database, tmp_path: Path) -> None:
    with database.transaction() as connection:
        load_reference(connection, [write_epcn(tmp_path / "epcn.xlsx")])
        state = report_reference(connection, date(2023, 4, 1), before=date(2023, 3, 31))
        same_side = report_reference(connection, date(2023, 3, 31), before=date(2019, 10, 1))
    assert [(one.practice_code, one.pcn_codes_before, one.pcn_codes) for one in state.movers] == [
        ("Z90001", ("U90002",), ("U90001",))
    ]
    assert same_side.movers == ()


def test_a_practice_in_two_pcns_on_one_day_is_reported_as_such(database: Database, tmp_path: Path) -> None:
    also = [*MOVED_TO[:3], "U90002", "SOUTHMOOR PCN", "99A", "20230401", ""]
    with database.transaction() as connection:
        load_reference(connection, [write_epcn(tmp_path / "epcn.xlsx", MOVED_TO, also)])
        state = report_reference(connection, date(2024, 1, 1))
    assert [(one.practice_code, one.pcn_codes) for one in state.in_several_pcns] == [("Z90001", ("U90001", "U90002"))]
    assert state.in_one_pcn == ()


def test_a_practice_map_is_compared_with_epcn_on_its_own_day_and_makes_no_member(
    database: Database, tmp_path: Path
) -> None:
    mapped = write_csv(
        tmp_path / "map.csv",
        MAP,
        ["01Jan2022", "Z90001", "ALDERBECK OLD NAME", "ZZ99 1AA", "U90002", "SOUTHMOOR PCN", "99A"],
        ["01Jan2022", "Z90004", "DUNNOCK LANE SURGERY", "ZZ99 1AB", "U", "UNALLOCATED", "99A"],
    )
    with database.transaction() as connection:
        load_reference(connection, [write_epcn(tmp_path / "epcn.xlsx"), mapped])
        state = report_reference(connection, date(2024, 1, 1))
        practice = connection.execute(text("select name, postcode from practice where practice_code = 'Z90001'")).one()
    found = [(one.practice_code, one.vintage_on, one.map_says, one.epcn_says) for one in state.disagreements]
    assert found == [
        ("Z90002", date(2022, 1, 1), "absent", "U90001"),
        ("Z90004", date(2022, 1, 1), "unallocated", "absent"),
    ]
    assert [one.practice_code for one in state.unallocated] == ["Z90004"]
    assert state.unallocated[0].says == (
        ("practice_map", date(2022, 1, 1), "unallocated"),
        ("core_partners", date(2023, 4, 1), "absent"),
    )
    assert [one.practice_code for one in state.in_no_pcn] == ["Z90003", "Z90004"]
    assert tuple(practice) == ("ALDERBECK SURGERY", "ZZ99 1AA"), "the newer name and the only postcode"


def test_an_older_epcn_loaded_late_does_not_undo_a_newer_one(database: Database, tmp_path: Path) -> None:
    older = write_csv(tmp_path / "older.csv", PARTNERS, [*MOVED_FROM[:7], ""], STAYED)
    with database.transaction() as connection:
        load_reference(connection, [write_epcn(tmp_path / "newer.xlsx")])
        before = memberships(connection)
        load_reference(connection, [older])
        assert memberships(connection) == before


def test_epraccur_without_a_heading_gives_postcodes_and_closures_and_passes_over_what_is_no_practice(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "epraccur.csv"
    rows = [
        details_row("Z90001"),
        details_row("Z90003", close="20211231"),
        details_row("Z90009", setting="25"),
    ]
    path.write_text("".join([*rows, details_row("GUE00001")]), encoding="utf-8")
    with database.transaction() as connection:
        report = load_reference(connection, [path, write_epcn(tmp_path / "epcn.xlsx")])
        state = report_reference(connection, date(2024, 1, 1))
        found = connection.execute(text("select practice_code, postcode, close_on from practice order by 1")).all()
    assert [(one.rows, one.passed_over) for one in report.tables if one.kind == "practice_details"] == [(4, 2)]
    assert [tuple(row) for row in found] == [
        ("Z90001", "ZZ99 1AA", None),
        ("Z90002", None, None),
        ("Z90003", "ZZ99 1AA", date(2021, 12, 31)),
    ]
    assert state.in_no_pcn == (), "a closed practice is not missing a PCN"


def test_own_practices_are_added_and_never_overrule_a_published_file(database: Database, tmp_path: Path) -> None:
    own = write_csv(
        tmp_path / "practices.csv",
        OWN,
        ["Z90001", "My name for it", "ZZ99 1AC", "U90002", "2024-01-01", ""],
        ["Z90011", "Elmcroft Surgery", "ZZ99 1AD", "U90001", "2024-01-01", "2024-06-30"],
        ["Z90012", "Fernhill Surgery", "ZZ99 1AE", "", "", ""],
    )
    with database.transaction() as connection:
        load_reference(connection, [own, write_epcn(tmp_path / "epcn.xlsx")])
        state = report_reference(connection, date(2024, 2, 1))
        name = connection.execute(text("select name from practice where practice_code = 'Z90001'")).scalar_one()
    assert {one.practice_code: one.pcn_codes for one in state.in_one_pcn} == {
        "Z90001": ("U90001",),
        "Z90002": ("U90001",),
        "Z90011": ("U90001",),
    }
    assert "Z90012" in {one.practice_code for one in state.in_no_pcn}
    assert [(one.practice_code, one.pcn_code) for one in state.overruled] == [("Z90001", "U90002")]
    assert name == "ALDERBECK SURGERY"


def test_the_same_file_again_changes_nothing_and_going_back_to_an_earlier_own_file_does(
    database: Database, tmp_path: Path
) -> None:
    first = write_csv(tmp_path / "a.csv", OWN, ["Z90011", "Elmcroft", "", "U90001", "2024-01-01", ""])
    second = write_csv(tmp_path / "b.csv", OWN, ["Z90011", "Elmcroft", "", "U90002", "2024-01-01", ""])
    with database.transaction() as connection:
        assert load_reference(connection, [first]).tables[0].is_new
        assert not load_reference(connection, [first]).tables[0].is_new
        load_reference(connection, [second])
        assert [row[1] for row in memberships(connection)] == ["U90002"]
        assert load_reference(connection, [first]).tables[0].is_new
        assert [row[1] for row in memberships(connection)] == ["U90001"]
        assert connection.execute(text("select count(*) from reference_file")).scalar_one() == 2


def test_profiles_are_the_whole_truth_for_the_practices_they_name(database: Database, tmp_path: Path) -> None:
    own = write_csv(tmp_path / "own.csv", OWN, ["Z90011", "Elmcroft", "", "U90001", "2024-01-01", ""])
    agreed = ["Z90011", "emis", "full", "full", "30", "calico", "2024-12-01", "", "DSA 1"]
    with_two = write_csv(
        tmp_path / "p1.csv", PROFILES, agreed, [*agreed[:5], "other", "2024-12-01", "2025-11-30", "D2"]
    )
    with_none = write_csv(tmp_path / "p2.csv", PROFILES, ["Z90011", "systmone", "delta", "latest", "7", "", "", "", ""])
    with database.transaction() as connection:
        report = load_reference(connection, [with_two, own])
        assert (report.profiles, report.agreements) == (1, 2)
        assert load_reference(connection, [with_none]).agreements == 0
        profile = connection.execute(text("select * from practice_profile")).one()
    assert tuple(profile) == ("Z90011", "systmone", False, False, 7)
