"""What an operator is told of a reference file with faults: which file, line and column, and what was expected."""

from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline.doors.db import Database
from pipeline.errors import CorrectReferenceData
from pipeline.steps.reference import load_reference
from tests.steps.reference_tables import MAP, MOVED_TO, OWN, PROFILES, STAYED, write_csv, write_epcn


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["Z90011", "emsi", "full", "full", "30", "", "", "", ""], "line 2, column system: 'emsi'"),
        (
            ["Z90011", "emis", "full", "full", "soon", "", "", "", ""],
            "line 2, column expected_every_days: 'soon'",
        ),
        (["Z90011", "emis", "full", "full", "30", "calico", "", "", "D"], "line 2, column agreement_from"),
        (
            ["Z90011", "emis", "full", "full", "30", "calico", "2025-01-01", "2024-01-01", "D"],
            "ends before it starts",
        ),
        (
            ["Z90099", "emis", "full", "full", "30", "", "", "", ""],
            "line 2, column practice_code: practice Z90099 is not",
        ),
    ],
)
def test_a_wrong_profile_is_named_by_line_and_column(
    database: Database, tmp_path: Path, row: list[str], told: str
) -> None:
    own = write_csv(tmp_path / "own.csv", OWN, ["Z90011", "Elmcroft", "", "U90001", "2024-01-01", ""])
    profiles = write_csv(tmp_path / "profiles.csv", PROFILES, row)
    with database.transaction() as connection, pytest.raises(CorrectReferenceData) as refused:
        load_reference(connection, [own, profiles])
    assert "profiles.csv, " in str(refused.value)
    assert told in str(refused.value)


def test_a_fault_in_a_workbook_names_sheet_row_and_column_and_nothing_is_loaded(
    database: Database, tmp_path: Path
) -> None:
    path = write_epcn(tmp_path / "epcn.xlsx", STAYED, [*MOVED_TO[:6], "1 April", ""])
    with database.transaction() as connection:
        with pytest.raises(CorrectReferenceData) as refused:
            load_reference(connection, [path])
        assert connection.execute(text("select count(*) from practice")).scalar_one() == 0
    place = "epcn.xlsx, sheet PCN Core Partner Details, row 3, column Practice to PCN Relationship Start Date"
    assert f"{place}: '1 April' is not a date. Expected a date such as 20241201." in str(refused.value)


def test_all_faults_of_all_files_are_told_at_once(database: Database, tmp_path: Path) -> None:
    own = write_csv(tmp_path / "own.csv", OWN, ["Z9", "x", "", "", "", ""], ["Z90011", "", "", "U9", "01/02/2024", ""])
    mapped = write_csv(tmp_path / "map.csv", MAP, ["32Jan2022", "Z90001", "A", "", "U90002", "B", "99A"])
    with database.transaction() as connection, pytest.raises(CorrectReferenceData) as refused:
        load_reference(connection, [own, mapped])
    told = str(refused.value)
    for part in (
        "own.csv, line 2, column practice_code: 'Z9'",
        "own.csv, line 3, column name",
        "own.csv, line 3, column pcn_code: 'U9'",
        "own.csv, line 3, column from_on: '01/02/2024' is not a date. Expected a date such as 2024-12-01",
        "map.csv, line 2, column EXTRACT_DATE: '32Jan2022'",
    ):
        assert part in told


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "notes.csv",
            b"a,b\r\n1,2\r\n",
            "notes.csv: the file is of no known kind. Expected the workbook ePCN.xlsx",
        ),
        ("broken.xlsx", b"PK\x03\x04 not a workbook", "broken.xlsx: the workbook cannot be opened"),
        ("binary.csv", b"a,b\r\n1,\0\r\n", "binary.csv, line 2: this is not text"),
        ("quote.csv", b'a,b\r\n1,"2"3\r\n', "quote.csv, line 2: this is not CSV"),
        ("empty.csv", (",".join(OWN) + "\r\n").encode(), "empty.csv: there are no rows below the heading"),
        (
            "near.csv",
            b"practice_code,name,postcode,pcn_code\r\n",
            "looks like practices and lacks from_on, to_on",
        ),
    ],
)
def test_an_unreadable_or_unknown_file_is_refused_with_what_was_expected(
    database: Database, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with database.transaction() as connection, pytest.raises(CorrectReferenceData) as refused:
        load_reference(connection, [path])
    assert told in str(refused.value)


def test_a_file_that_is_not_there_is_named(database: Database, tmp_path: Path) -> None:
    with (
        database.transaction() as connection,
        pytest.raises(CorrectReferenceData, match="there is no such file"),
    ):
        load_reference(connection, [tmp_path / "absent.csv"])
