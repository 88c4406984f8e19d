"""Deprivation: the person's own, by one vintage alone; a practice's average by its own name, never in its place."""

from pathlib import Path

import pytest

from pipeline.errors import CorrectReferenceData
from pipeline.steps.reference import load_reference
from tests.factories import Service, row
from tests.steps.reference_tables import write_csv

_RANK = "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)"
_DECILE = "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"
AREAS_2019 = ["LSOA code (2011)", "LSOA name (2011)", "Local Authority District code (2019)", _RANK, _DECILE]
AREAS_2025 = ["LSOA code (2021)", "LSOA name (2021)", "Local Authority District code (2024)", _RANK, _DECILE]
PRACTICES = ["practice_code", "practice_name", "postcode", "subicb_code", "imd_score", "imd_decile"]
_OLD, _NEW = "E01999001", "E01999002"


def area(code: str, decile: str) -> list[str]:
    return [code, "Fennel 001A", "E07999001", "1,234", decile]


def load_areas(service: Service, folder: Path, heading: list[str], *rows: list[str]) -> None:
    load_reference(service.connection, [write_csv(folder / f"{heading[0][-6:]}.csv", heading, *rows)])


def load_practice(service: Service, folder: Path, decile: str) -> None:
    said = ["Z90001", "ALDERBECK SURGERY", "ZZ99 9AA", "99A", "31.5", decile]
    load_reference(service.connection, [write_csv(folder / "practices.csv", PRACTICES, said)])


def told(service: Service, **said: str) -> set[str]:
    """The reasons about deprivation of somebody of whom a row says this."""
    service.take_in([row(1, **said)])
    service.plan()
    reasons = service.value("select reasons from plan_item")
    return {code for code in reasons if "depriv" in code or "area" in code}


_NOTHING = {"deprivation_not_known", "practice_area_not_known"}


@pytest.mark.parametrize(
    ("said", "reasons"),
    [
        ({"imd_decile": "2", "lsoa": _OLD}, {"most_deprived_fifth"}),
        ({"imd_decile": "3", "lsoa": _OLD}, set()),
        ({"lsoa": _OLD.lower() + " "}, {"most_deprived_fifth"}),
        ({"lsoa": "E01999009"}, _NOTHING),
        ({}, _NOTHING),
    ],
)
def test_the_extract_s_decile_comes_before_that_of_the_small_area(
    service: Service, tmp_path: Path, said: dict[str, str], reasons: set[str]
) -> None:
    load_areas(service, tmp_path, AREAS_2019, area(_OLD, "1"))
    assert told(service, **said) == reasons


def test_an_area_that_only_the_other_vintage_has_is_not_known(service: Service, tmp_path: Path) -> None:
    load_areas(service, tmp_path, AREAS_2019, area(_OLD, "1"))
    load_areas(service, tmp_path, AREAS_2025, area(_NEW, "1"))
    assert told(service, lsoa=_OLD) == _NOTHING
    load_areas(service, tmp_path, AREAS_2019, area(_OLD, "1"))
    assert told(service, lsoa=_OLD) == {"most_deprived_fifth"}, "going back to a file puts it in force, alone"
    assert service.value("select distinct (lsoa_vintage, imd_year)::text from lsoa_deprivation") == "(2011,2019)"


@pytest.mark.parametrize(
    ("decile", "said", "reasons"),
    [
        ("2", {}, {"deprivation_not_known", "practice_area_most_deprived"}),
        ("3", {}, {"deprivation_not_known"}),
        ("1", {"imd_decile": "9"}, set()),
        ("9", {"imd_decile": "1"}, {"most_deprived_fifth"}),
    ],
)
def test_a_practice_s_average_is_told_by_its_own_name_and_only_where_nothing_nearer_is_known(
    service: Service, tmp_path: Path, decile: str, said: dict[str, str], reasons: set[str]
) -> None:
    load_practice(service, tmp_path, decile)
    assert told(service, **said) == reasons


def test_the_practice_s_average_parts_those_alone_whose_own_is_not_known(service: Service, tmp_path: Path) -> None:
    """The person's own comes before a practice's average, and a known better-off person after both."""
    load_practice(service, tmp_path, "9")
    service.take_in([row(1), row(2, imd_decile="9"), row(3, imd_decile="1")])
    service.plan()
    ranked = [each.person_id for each in service.rows("select person_id from plan_item order by rank")]
    assert ranked == [service.person(n) for n in (3, 1, 2)]


@pytest.mark.parametrize(
    ("heading", "cells", "problem"),
    [
        (AREAS_2019, area(_OLD, "11"), r"line 2, column Index.*'11' is not a decile"),
        (AREAS_2019, area("W06000001", "1"), r"line 2, column LSOA code \(2011\).*not the code of a small area"),
        (["LSOA code (2011)", "name", "district (2013)", _RANK, _DECILE], area(_OLD, "1"), "which index these are"),
        (["LSOA code (2011)", "LSOA code (2021)", "x", _RANK, _DECILE], area(_OLD, "1"), "which index these are"),
        (PRACTICES, ["Z90001", "ALDERBECK", "", "99A", "31", "0"], "'0' is not a decile"),
    ],
)  # fmt: skip
def test_a_file_of_deprivation_that_cannot_be_told_is_refused_with_its_line(
    service: Service, tmp_path: Path, heading: list[str], cells: list[str], problem: str
) -> None:
    with pytest.raises(CorrectReferenceData, match=problem):
        load_areas(service, tmp_path, heading, cells)


@pytest.mark.parametrize("heading", [AREAS_2025, PRACTICES])
def test_one_code_with_two_deciles_is_refused(service: Service, tmp_path: Path, heading: list[str]) -> None:
    code, *rest = area(_NEW, "1") if heading is AREAS_2025 else ["Z90001", "ALDERBECK", "", "99A", "31", "1"]
    with pytest.raises(CorrectReferenceData, match=f"line 3.*{code} is given twice, differently"):
        load_areas(service, tmp_path, heading, [code, *rest], [code, *rest[:-1], "2"])


def test_the_same_file_again_changes_nothing_and_a_later_one_replaces_it(service: Service, tmp_path: Path) -> None:
    for decile in ("1", "1", "8"):
        load_practice(service, tmp_path, decile)
    assert service.value("select count(*) from reference_file where kind = 'practice_deprivation'") == 2
    assert service.value("select imd_decile from practice_deprivation") == 8
