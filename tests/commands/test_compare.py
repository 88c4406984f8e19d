"""`compare` at the command line: what it shows of two rules, and that it stores nothing."""

from pathlib import Path

from pipeline.doors import shipped
from tests.commands.test_exit_codes import is_one_sentence
from tests.sites import AS_OF, PLANTED, Site

PACK = shipped.REGIONS / "lancashire-and-south-cumbria"
DAY = ["--as-of", AS_OF.isoformat()]


def test_a_rule_of_another_pack_is_compared_before_it_is_loaded_and_nothing_is_stored(
    quiet: Site, tmp_path: Path
) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    for source in PACK.iterdir():
        text = source.read_text(encoding="utf-8").replace("years_without_check = 3", "years_without_check = 2")
        (pack / source.name).write_text(text, encoding="utf-8")
    before, files = quiet.tables(), quiet.files()
    people = tmp_path / "people.csv"
    said = quiet.does("compare", "--rule", "2024-12-01", "--rule", str(pack), *DAY, "--people", str(people))
    assert said.code == 0, said.err
    assert (quiet.tables(), quiet.files()) == (before, files)
    entering = int(said.out.split("Entering the service: ")[1].split()[0].replace(",", ""))
    assert entering > 0
    assert "Leaving the service: 0" in said.out
    changed = [line.split(",") for line in people.read_text().splitlines()[1:]]
    routes = [cells[3] for cells in changed]
    assert routes.count("") == entering
    assert set(routes) == {"", "hard_to_reach"}, "who was hard to reach and is overdue now was in the service already"
    assert f"{len(changed):,} people written to" in said.out
    assert PLANTED.lower() not in (said.out + people.read_text()).lower()


def test_two_days_are_compared(quiet: Site) -> None:
    said = quiet.does("compare", "--as-of", "2026-09-20", *DAY)
    assert said.code == 0, said.err
    assert "A  rule from " in said.out
    assert "By primary care network on B's day" in said.out


def test_what_cannot_be_compared_is_told(quiet: Site, tmp_path: Path) -> None:
    assert is_one_sentence(quiet.does("compare", *DAY), 10, "DecideDifferently", "give --rule twice, or --as-of twice")
    same = quiet.does("compare", *DAY, *DAY)
    assert is_one_sentence(same, 10, "DecideDifferently", "there is nothing to compare")
    unknown = quiet.does("compare", "--rule", "2001-01-01", "--rule", str(PACK), *DAY)
    assert is_one_sentence(unknown, 10, "DecideDifferently", "expected the day a rule of the pack in force is from")
    broken = quiet.does("compare", "--rule", str(tmp_path), "--rule", str(PACK), *DAY)
    assert (broken.code, "has faults" in broken.err) == (8, True)
