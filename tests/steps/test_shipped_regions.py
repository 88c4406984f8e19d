"""The packs that ship: each loads, says only what is known, and none of it is in the code."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from pipeline.core.contact_rules import ContactPolicy
from pipeline.core.region import Priority, Trace, region_from
from pipeline.core.region_pack import FILES, read_pack
from pipeline.core.region_sections import LISTS, SECTIONS
from pipeline.core.region_tables import COLUMNS
from pipeline.doors import db, shipped
from pipeline.doors.db import Database
from pipeline.doors.region_files import read_region_files
from pipeline.steps.regions import load_region, read_region
from tests.steps.region_packs import LANCASHIRE, SETTINGS, pack_texts

PACKS = sorted(path.name for path in shipped.REGIONS.iterdir())
ROOT = Path(__file__).resolve().parents[2]


def cells(pack: str, table: str) -> list[dict[str, str]]:
    with (shipped.REGIONS / pack / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_four_areas_ship_and_each_has_no_fault_and_is_loaded(database: Database) -> None:
    assert PACKS == ["cheshire-and-wirral", "devon", "lancashire-and-south-cumbria", "mersey-care"]
    with database.transaction() as connection:
        for name in PACKS:
            pack, faults = read_region(shipped.REGIONS / name)
            assert pack is not None, faults
            assert pack.code == name
            load_region(connection, shipped.REGIONS / name, is_live=False)
            assert db.one(connection, "region/version_in_force").content == pack.content


def test_the_first_area_is_complete_and_gives_no_number_nobody_said() -> None:
    pack, _ = read_region(LANCASHIRE)
    assert pack is not None
    region = region_from("v", pack.content)
    # A pack that writes out what holds anyway changes nothing by it.
    assert (region.priority, region.trace, region.contact_policy) == (Priority(), Trace(), ContactPolicy())
    assert pack.roll_out == ((date(2024, 12, 1), 42),)
    teams = [one for one in pack.content["services"] if one["service_code"].startswith("emdt-")]
    assert len(teams) == 15
    assert {one["only_through"] for one in teams} == {"a mental health practitioner"}
    assert {one["place_code"] for one in teams} == {one["place_code"] for one in pack.content["places"]}
    partners = {one["partner_code"]: one["provider_code"] for one in pack.content["partners"]}
    assert partners == dict.fromkeys(("acorn", "red-rose", "inclusive-future", "lancashire-mind"), "calico")
    plans = pack.content["local_plans"]
    assert [plan["pcn_code"] for plan in plans] == [pcn["pcn_code"] for pcn in pack.content["pcns"]]
    numbers = ("weeks_after_invitation", "capacity_a_day", "floor_a_day")
    assert {(plan["status"], *(plan[number] for number in numbers)) for plan in plans} == {
        ("proposed", None, None, None)
    }


@pytest.mark.parametrize("name", [name for name in PACKS if name != "lancashire-and-south-cumbria"])
def test_an_area_without_a_provider_invents_none_and_is_not_live(name: str) -> None:
    pack, _ = read_region(shipped.REGIONS / name)
    assert pack is not None
    empty = ("providers", "partners", "pcns", "coverage", "local_plans", "partner_shares", "venues")
    assert [pack.content[table] for table in empty] == [[]] * len(empty)
    assert pack.content["live_from"] is None
    said = "\n".join(str(warning) for warning in pack.warnings)
    assert "everybody the service is for is reported as uncovered" in said
    assert "confirm" in (shipped.REGIONS / name / "region.toml").read_text(encoding="utf-8")


def test_every_value_of_every_file_counts_towards_the_hash_and_no_comment_does() -> None:
    settings = SETTINGS + '[[partner]]\ncode = "cedar"\nname = "Cedar"\nprovider_code = "alder"\n'
    tables = {
        "local_plans": "pcn_code,from_on,to_on,weeks_after_invitation,capacity_a_day,floor_a_day,status,note\n"
        "U90001,2025-01-01,,6,20,2,confirmed,\n",
        "partner_shares": "pcn_code,partner_code,share_percent,from_on,to_on,status,note\n"
        "U90001,cedar,60,2025-01-01,,confirmed,\n",
        "venues": "venue_code,name,pcn_code,address,postcode,weekday,held_on,opens_at,closes_at,status,note\n"
        "moor,Moor Hall,U90001,1 Moor Lane,ZZ99 9AA,Tuesday,,09:30,12:00,confirmed,\n",
        "services": "service_code,place_code,name,what,how_to_reach,only_through,status,note\n"
        "walks,north,Walks,Walking together,Ring them,,confirmed,\n",
        "workers": "worker_code,name,partner_code,provider_code,pcn_code,from_on,to_on,status,note\n"
        "otley,N. Otley,cedar,,,2025-01-01,,confirmed,\n",
    }
    good = pack_texts(settings=settings, **tables)
    assert set(good) == set(FILES)

    def hash_of(texts: dict[str, str]) -> str:
        pack, faults = read_pack(texts, is_live=False)
        assert pack is not None, faults
        return pack.content_hash

    hashes = {hash_of(good)}
    changes = {
        "region.toml": ("maximum_attempts = 6", "maximum_attempts = 5"),
        "places.csv": ("North", "The North"),
        "pcns.csv": ("Northmoor", "North Moor"),
        "coverage.csv": ("2024-12-01", "2024-12-02"),
        "local_plans.csv": (",20,", ",21,"),
        "partner_shares.csv": (",60,", ",61,"),
        "venues.csv": ("Tuesday", "Friday"),
        "services.csv": ("Ring them", "Write to them"),
        "workers.csv": ("Otley", "Ottley"),
    }
    assert set(changes) == set(FILES)
    for file, change in changes.items():
        assert change[0] in good[file]
        hashes.add(hash_of({**good, file: good[file].replace(*change, 1)}))
    assert len(hashes) == 1 + len(changes)
    commented = {**good, "region.toml": "# Said by nobody.\n" + good["region.toml"]}
    assert hash_of(commented) in hashes


def test_no_word_of_any_area_is_in_the_code_the_sql_or_the_templates() -> None:
    texts = [read_region_files(shipped.REGIONS / name)[0]["region.toml"] for name in PACKS]
    names = set(re.findall(r'^(?:code|name) = "(.+)"$', "\n".join(texts), flags=re.MULTILINE))
    for name in PACKS:
        names |= {one["name"] for one in cells(name, "places.csv")} | {
            one["place_code"] for one in cells(name, "places.csv")
        }
    stems = {word for name in names for word in re.findall(r"[a-z]+", name.lower()) if word not in _ORDINARY}
    assert {"lancashire", "cumbria", "calico", "devon", "mersey", "wirral"} <= stems
    word = re.compile(rf"\b({'|'.join(sorted(stems))})\b", re.IGNORECASE)
    guilty = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for folder in ("pipeline", "dags", "sql", "templates", "expectations")
        for path in sorted((ROOT / folder).rglob("*"))
        # The packs themselves, and the invented county with its command: it is made of the first pack's PCNs.
        if path.suffix in {".py", ".sql", ".md", ".typ", ".html", ".json", ".j2", ".toml"}
        and not {"regions", "synthetic", "synthetic.py"} & set(path.relative_to(ROOT).parts)
        for found in word.finditer(path.read_text(encoding="utf-8"))
    ]
    assert guilty == []


# Words of names that any sentence may have.
_ORDINARY = {
    *("and", "an", "the", "with", "group", "future", "inclusive", "projects", "recovery", "red", "rose", "mind"),
    *("north", "south", "east", "west", "central", "care", "spring", "st", "helens", "cic"),
}


def test_the_page_of_region_packs_names_every_file_column_and_setting_and_no_other() -> None:
    page = (ROOT / "docs" / "regions.md").read_text(encoding="utf-8")
    said = {
        block.splitlines()[0]: tuple(re.findall(r"^\| `(\w+)` \|", block, flags=re.MULTILINE))
        for block in page.split("\n### ")[1:]
    }
    settings = {f"[{name}]" if name else "the top of the file": tuple(keys) for name, keys in SECTIONS.items()}
    lists = {f"[[{name}]]": tuple(keys) for name, keys in LISTS.items()}
    assert said == {**COLUMNS, **settings, **lists}


def test_the_page_gives_each_reason_why_a_practice_is_covered_or_not() -> None:
    page = (ROOT / "docs" / "regions.md").read_text(encoding="utf-8")
    table = page.split("| reason | what it means |")[1].split("\n\n")[0]
    newest = max(
        (ROOT / "sql" / "migrations").glob("*.sql"), key=lambda path: ("practice_on" in path.read_text(), path)
    )
    function = newest.read_text(encoding="utf-8").split("function practice_on")[1]
    reasons = set(re.findall(r"(?:then|else) '(\w+)'", function)) - {"uncovered"}
    assert set(re.findall(r"^\| `(\w+)` \|", table, flags=re.MULTILINE)) == reasons
