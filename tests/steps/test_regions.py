"""Region packs: every fault is named by file and line, and a version is stored once."""

import csv
import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline.core.placeholder import is_drama_phone
from pipeline.doors import db
from pipeline.doors.db import Database
from pipeline.errors import CorrectReferenceData
from pipeline.steps.regions import check_region, load_region
from tests.steps.region_packs import COVERAGE, HEADING, LANCASHIRE, PCNS, PLACES, SETTINGS, write_pack


def test_the_pack_of_lancashire_has_no_faults_and_every_pcn_but_one_has_a_place() -> None:
    assert check_region(LANCASHIRE) == []
    with (LANCASHIRE / "pcns.csv").open(encoding="utf-8") as file:
        pcns = list(csv.DictReader(file))
    assert len(pcns) == 43
    assert [pcn["pcn_code"] for pcn in pcns if not pcn["place_code"]] == ["U50573"]
    assert {pcn["sub_icb_code"] for pcn in pcns if pcn["status"] == "confirmed"} == {"00Q", "00R", "01A"}


def test_live_use_refuses_invented_contact_details(database: Database, tmp_path: Path) -> None:
    with database.transaction() as connection, pytest.raises(CorrectReferenceData) as refused:
        load_region(connection, LANCASHIRE, is_live=True)
    lines = (LANCASHIRE / "region.toml").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if text.startswith("phone = "))
    assert f"region.toml, line {line}, column phone: the phone of calico is invented" in str(refused.value)
    assert "the return address of spring-north is invented" in str(refused.value)
    addressed = SETTINGS.replace("ZZ99 9AA", "BB99 9AA").replace("ZZ99 9AB", "LA99 9AA")
    faults = check_region(write_pack(tmp_path / "pack", settings=addressed), is_live=True)
    assert [(fault.line, fault.column) for fault in faults] == [(19, "phone"), (25, "phone")]


@pytest.mark.parametrize(
    "phone", ["01632 960000", "01632960999", "07700 900123", "+44 7700 900999", "+44 (0)1632 960101"]
)
def test_a_drama_phone_is_known_however_it_is_written(phone: str) -> None:
    assert is_drama_phone(phone)
    assert not is_drama_phone(phone[:-1]), "a digit short"
    assert not is_drama_phone(phone + "0"), "a digit long"


def test_a_pack_is_stored_once_and_the_newest_loaded_is_in_force(database: Database, tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack")
    with database.transaction() as connection:
        first = load_region(connection, pack, is_live=False)
        write_pack(pack, settings="# A comment changes nothing.\n" + SETTINGS.replace("\n", "\r\n"))
        again = load_region(connection, pack, is_live=False)
        write_pack(pack, settings=SETTINGS.replace("maximum_attempts = 6", "maximum_attempts = 5"))
        changed = load_region(connection, pack, is_live=False)
        days = db.one(connection, "region/settings").maximum_attempts
        write_pack(pack)
        back = load_region(connection, pack, is_live=False)
        in_force = db.one(connection, "region/settings")
    assert (first.is_new, again.is_new, changed.is_new, back.is_new) == (True, False, True, True)
    assert again.region_version_id == first.region_version_id
    assert days == 5
    assert (in_force.maximum_attempts, in_force.region_version_id) == (6, back.region_version_id)
    assert len({first.region_version_id, changed.region_version_id, back.region_version_id}) == 3


@pytest.mark.parametrize(
    ("part", "change", "told"),
    [
        (
            "settings",
            ("effective_from = 2024-12-01\n", ""),
            "region.toml, line 4: effective_from is missing in [[rule]]",
        ),
        ("settings", ("= 35", '= "35"'), "region.toml, line 14: too_old_after_days is not as expected"),
        ("settings", ("minimum_age", "minimum_agee"), "minimum_agee is not a setting that belongs in [[rule]]"),
        ("settings", ('code = "birch"', 'code = "alder"'), "line 22: provider alder is given twice"),
        (
            "settings",
            ('name = "Alder"', 'name = "Mind Matters"'),
            "line 18, column outward_name: the outward name says",
        ),
        (
            "settings",
            ("01632 960101", "01632 9601"),
            "line 19: phone is not as expected. Give a British phone number",
        ),
        ("settings", ("[[rule]]", "[[rule"), "region.toml, line 4: this is not TOML"),
        ("settings", ('"ZZ99 9AA"', '"Nowhere"'), "return_address is not as expected"),
        (
            "places",
            ("south,South", "north,South"),
            "places.csv, line 3, column place_code: north is already on line 2",
        ),
        (
            "places",
            ("place_code,name", "place_code,title"),
            "places.csv, line 1: 'title' is not a column of this file",
        ),
        ("pcns", (",south,", ",west,"), "pcns.csv, line 3, column place_code: 'west' is not in places.csv"),
        (
            "pcns",
            ("Straddles", ""),
            "pcns.csv, line 4, column place_code: a PCN without a place and without a reason",
        ),
        ("pcns", ("proposed,Straddles", "perhaps,Straddles"), "pcns.csv, line 4, column status: not a status"),
        (
            "coverage",
            ("birch,south", "beech,south"),
            "coverage.csv, line 3, column provider_code: 'beech' is not in",
        ),
        ("coverage", ("birch,south,", "birch,,U91111"), "column pcn_code: 'U91111' is not in pcns.csv"),
        ("coverage", ("birch,south", "birch,west"), "column place_code: 'west' is not in places.csv"),
        (
            "coverage",
            ("birch,south,,,2024-12-01", "birch,south,,,1/12/24"),
            "line 3, column from_on: not a date",
        ),
        (
            "coverage",
            ("birch,south,,,2024-12-01,", "birch,south,,,2024-12-01,2024-11-30"),
            "the end is before the start",
        ),
        (
            "coverage",
            ("birch,south,", "birch,south,U90002"),
            "line 3: the row does not say one thing that is covered",
        ),
        (
            "coverage",
            ("birch,south", "birch,north"),
            "line 3, column place_code: north is covered by two providers on",
        ),
        (
            "coverage",
            ("confirmed,\n", "confirmed,a,b\n"),
            "coverage.csv, line 2: 9 cells where the heading has 8",
        ),
    ],
)
def test_each_fault_is_named_by_file_and_line_and_nothing_is_loaded(
    database: Database, tmp_path: Path, part: str, change: tuple[str, str], told: str
) -> None:
    good = {"settings": SETTINGS, "places": PLACES, "pcns": PCNS, "coverage": COVERAGE}
    assert change[0] in good[part]
    pack = write_pack(tmp_path / "pack", **{**good, part: good[part].replace(*change, 1)})
    assert told in "\n".join(str(fault) for fault in check_region(pack))
    with database.transaction() as connection:
        with pytest.raises(CorrectReferenceData) as refused:
            load_region(connection, pack, is_live=False)
        assert connection.execute(text("select count(*) from region_version")).scalar_one() == 0
    assert told in str(refused.value)


@pytest.mark.parametrize("level", ["U90001,", ",Z90001"])
def test_two_providers_for_a_pcn_or_practice_on_one_day_are_a_fault_and_one_after_the_other_is_not(
    tmp_path: Path, level: str
) -> None:
    ending = HEADING + f"alder,,{level},2024-12-01,2025-03-31,confirmed,\n"
    overlapping = write_pack(tmp_path / "a", coverage=ending + f"birch,,{level},2025-03-31,,confirmed,\n")
    following = write_pack(tmp_path / "b", coverage=ending + f"birch,,{level},2025-04-01,,confirmed,\n")
    (fault,) = check_region(overlapping)
    assert f"{level.strip(',')} is covered by two providers on 2025-03-31 (see line 2)" in str(fault)
    assert (fault.file, fault.line) == ("coverage.csv", 3)
    assert check_region(following) == []


def test_a_pack_without_a_file_or_not_in_utf_8_or_not_there_says_so(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "pack")
    (pack / "pcns.csv").unlink()
    assert [str(fault) for fault in check_region(pack)] == ["pcns.csv: the pack has no such file. Add it."]
    (pack / "pcns.csv").write_bytes(PCNS.replace("Edgemoor", "Édgemoor").encode("latin-1"))
    assert [str(fault) for fault in check_region(pack)] == [
        "pcns.csv, line 4: the text is not UTF-8. Save the file as UTF-8."
    ]
    shutil.rmtree(pack)
    assert "there is no such folder" in str(check_region(pack)[0])
