"""Region packs and practices for tests, small and invented; the shipped pack by its name."""

import csv
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, text

from pipeline.doors import shipped
from pipeline.steps.reference import load_reference

LANCASHIRE = shipped.REGIONS / "lancashire-and-south-cumbria"

SETTINGS = """code = "moorland"
name = "Moorland"
live_from = 2024-12-01
[[rule]]
effective_from = 2024-12-01
years_without_check = 3
minimum_age = 18
[contact_policy]
rounds = 2
days_between_rounds = 90
minimum_days_between_contacts = 7
maximum_attempts = 6
[register]
too_old_after_days = 35
[[provider]]
code = "alder"
name = "Alder Outreach"
outward_name = "Alder"
phone = "01632 960101"
return_address = ["Alder", "1 Placeholder Street", "ZZ99 9AA"]
[[provider]]
code = "birch"
name = "Birch Outreach"
outward_name = "Birch"
phone = "01632 960102"
return_address = ["Birch", "2 Placeholder Street", "ZZ99 9AB"]
[[step]]
step = "letter"
[[step]]
step = "call"
wait_days = 10
[[step]]
step = "call"
wait_days = 7
[[step]]
step = "letter_again"
wait_days = 7
[[step]]
step = "call"
wait_days = 7
[[step]]
step = "visit"
wait_days = 7
[[step]]
step = "desktop_review"
wait_days = 7
"""
PLACES = "place_code,name\nnorth,North\nsouth,South\n"
PCNS = """pcn_code,name,sub_icb_code,place_code,status,note
U90001,Northmoor PCN,99A,north,confirmed,
U90002,Southmoor PCN,99A,south,proposed,
U90003,Edgemoor PCN,99A,,proposed,Straddles
"""
HEADING = "provider_code,place_code,pcn_code,practice_code,from_on,to_on,status,note\n"
COVERAGE = HEADING + "alder,north,,,2024-12-01,,confirmed,\nbirch,south,,,2024-12-01,,confirmed,\n"


def pack_texts(
    settings: str = SETTINGS, places: str = PLACES, pcns: str = PCNS, coverage: str = COVERAGE, **tables: str
) -> dict[str, str]:
    """The texts of a pack by file; a further table by its name without .csv."""
    texts = {"region.toml": settings, "places.csv": places, "pcns.csv": pcns, "coverage.csv": coverage}
    return texts | {f"{name}.csv": text for name, text in tables.items()}


def write_pack(folder: Path, **parts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in pack_texts(**parts).items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def load_practices(connection: Connection, folder: Path, **pcn_of: str) -> None:
    """Practices in a PCN each since 2020 ('' for none), each with an agreement with alder and with birch."""
    own, profiles = folder / "own.csv", folder / "profiles.csv"
    heading = "practice_code,system,extract_kind,history,expected_every_days,agreement_provider,agreement_from"
    with own.open("w", newline="") as file:
        rows = [(code, f"Surgery {code}", "", pcn, "2020-01-01", "") for code, pcn in pcn_of.items()]
        csv.writer(file).writerows([("practice_code", "name", "postcode", "pcn_code", "from_on", "to_on"), *rows])
    with profiles.open("w", newline="") as file:
        csv.writer(file).writerow([*heading.split(","), "agreement_to", "agreement_reference"])
        for code in pcn_of:
            for provider in ("alder", "birch"):
                csv.writer(file).writerow((code, "csv", "full", "full", 30, provider, "2024-06-01", "2030-12-31", "A"))
    load_reference(connection, [own, profiles])


def coverage_on(connection: Connection, day: date) -> dict[str, tuple[str | None, str | None, str, str]]:
    statement = text("select * from practice_on(:day)")
    return {
        row.practice_code: (row.place_code, row.provider_code, row.coverage_state, row.coverage_reason)
        for row in connection.execute(statement, {"day": day})
    }
