"""Which files of an inbox belong together, and what their names say."""

import pytest

from pipeline.core.arrivals import Arrival, date_text_in_name, group_arrivals, practice_in_name


def test_the_parts_of_one_report_are_one_arrival_and_every_other_file_is_its_own() -> None:
    stem = "Z90001/Z90001_20261120"
    paths = [
        f"{stem}_events2.csv",
        f"{stem}_patients.csv",
        f"{stem}_events1.csv",
        "Z90001/list report.csv",
        "Z90002/a.xlsx",
    ]
    assert group_arrivals(paths) == [
        Arrival("Z90001", (f"{stem}_events1.csv", f"{stem}_events2.csv", f"{stem}_patients.csv")),
        Arrival("Z90001", ("Z90001/list report.csv",)),
        Arrival("Z90002", ("Z90002/a.xlsx",)),
    ]
    assert group_arrivals(reversed(paths)) == group_arrivals(paths), "in whatever order the folder is read"


def test_reports_of_two_days_or_two_practices_are_kept_apart() -> None:
    paths = [f"{code}/{code}_{day}_patients.csv" for code in ("Z90001", "Z90002") for day in (20261113, 20261120)]
    assert len(group_arrivals(paths)) == 4


@pytest.mark.parametrize(
    ("path", "practice"),
    [
        ("Z90001/x.csv", "Z90001"),
        ("z90001/x.csv", "Z90001"),
        ("Z90001_x.csv", "Z90001"),
        ("somewhere/Z90001 SMI register.xlsx", "Z90001"),
        ("somewhere/x.csv", ""),
        ("Z900011/x.csv", ""),
        ("x.csv", ""),
    ],
)
def test_the_practice_is_the_folder_s_or_else_the_name_s(path: str, practice: str) -> None:
    assert group_arrivals([path])[0].practice_code == practice


@pytest.mark.parametrize(
    ("path", "practice", "day"),
    [
        ("Z90001/Z90001_20261120_patients.csv", "Z90001", "2026-11-20"),
        ("Z90001/2026-11-20 report.csv", None, "2026-11-20"),
        ("Z90001/Z900012.csv", None, None),
        ("Z90001/report 120261120.csv", None, None),
        ("20261120/Z90001.csv", "Z90001", None),
    ],
)
def test_a_name_says_whose_and_of_which_day(path: str, practice: str | None, day: str | None) -> None:
    assert (practice_in_name(path), date_text_in_name(path)) == (practice, day)
