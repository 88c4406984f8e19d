"""`smi-outreach region`: what a data engineer sees of a pack, of the region in force and of its gaps."""

from pathlib import Path

from pipeline.doors import shipped
from tests.sites import AS_OF, PLANTED, Site
from tests.steps.region_packs import SETTINGS, write_pack

DAY = AS_OF.isoformat()


def test_check_tells_faults_by_line_or_what_a_pack_without_faults_leaves_open(quiet: Site, tmp_path: Path) -> None:
    bad = write_pack(tmp_path / "bad", settings=SETTINGS.replace("effective_from = 2024-12-01\n", ""))
    said = quiet.does("region", "check", str(bad))
    assert (said.code, said.out) == (8, "")
    assert "CorrectReferenceData: 1 to correct in bad:\nregion.toml, line 4: effective_from is missing" in said.err
    said = quiet.does("region", "check", str(write_pack(tmp_path / "good")))
    assert said.code == 0, said.err
    assert "good: no faults." in said.out
    assert "From 2024-12-01 2 of 3 PCNs are covered." in said.out
    assert "pcns.csv, line 4: U90003 has no place and no row in coverage.csv" in said.out
    assert "Before real people are loaded:\nregion.toml, line 19, column phone" in said.out


def test_gaps_names_every_practice_with_its_reason_and_counts_its_people(quiet: Site, tmp_path: Path) -> None:
    people = tmp_path / "gaps.csv"
    said = quiet.does("region", "gaps", "--as-of", DAY, "--people", str(people))
    assert said.code == 0, said.err
    left_out = quiet.rows(
        "select practice_code, disposition_reason, count(*) from plan_item"
        " where disposition in ('uncovered', 'no_agreement') group by 1, 2"
    )
    assert left_out, "the county has practices without provider or agreement"
    rows = people.read_text(encoding="utf-8").splitlines()[1:]
    for practice, reason, waiting in left_out:
        assert f"  {practice} " in said.out
        assert sum(row.startswith(f"{practice},") and row.endswith(f",{reason}") for row in rows) >= waiting
    assert f"the service is for {len(rows)} people there" in said.out.replace("\n", " ")
    assert PLANTED not in said.out + people.read_text(encoding="utf-8")


def test_show_tells_rules_partners_plans_and_services_of_the_region_in_force(quiet: Site) -> None:
    said = quiet.does("region", "show", "--as-of", DAY)
    assert said.code == 0, said.err
    for told in ("live from 2024-12-01", "in force", "Local plans on", "Services to point people to", "peer"):
        assert told in said.out.replace("\n", " ").replace("Peer", "peer")


def test_pcns_says_what_it_added_and_what_is_no_open_pcn_any_more(quiet: Site, tmp_path: Path) -> None:
    listed = tmp_path / "details.csv"
    listed.write_text("PCN Code,PCN Name,Current Sub ICB Loc Code,Open Date,Close Date\nU90009,TOP PCN,99A,20200101,\n")
    pack = write_pack(tmp_path / "pack")
    said = quiet.does("region", "pcns", str(pack), "--from", str(listed), "--sub-icb", "99a", "--as-of", DAY)
    assert said.code == 0, said.err
    assert "PCNs added to pack: 1. Give each its place_code in pcns.csv." in said.out
    assert f"U90001 is in pcns.csv and no open PCN of these sub-ICBs on {DAY}" in said.out


def test_a_region_just_loaded_is_shown_with_what_is_its_own(site: Site, tmp_path: Path) -> None:
    loaded = site.does("region", "load", str(shipped.REGIONS / "devon"))
    assert loaded.code == 0, loaded.err
    assert "It leaves 6 things open: `smi-outreach region check" in loaded.out
    assert "not live: nobody has given a first day" in site.does("region", "show").out.replace("\n", " ")
    heading = "venue_code,name,pcn_code,address,postcode,weekday,held_on,opens_at,closes_at,status,note\n"
    hall = "hall,Hall,U90001,Lane,ZZ99 9AA,Friday,,09:30,12:00,confirmed,\n"
    plan = "pcn_code,from_on,to_on,weeks_after_invitation,capacity_a_day,floor_a_day,status,note\n"
    plan += "U90001,2025-01-01,,6,77,2,confirmed,\n"
    settings = SETTINGS + '[[partner]]\ncode = "cedar"\nname = "Cedar"\nprovider_code = "alder"\ncapacity_a_day = 33\n'
    pack = write_pack(tmp_path / "pack", settings=settings, venues=heading + hall, local_plans=plan)
    assert site.does("region", "load", str(pack)).code == 0
    shown = site.does("region", "show").out
    for told in ("Friday", "09:30 to", "Hall", "77", "cedar", "33", "no plan"):
        assert told in shown, told
