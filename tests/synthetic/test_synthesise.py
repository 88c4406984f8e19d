import ast
import re
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import CheckInbox, CorrectConfiguration, CorrectReferenceData
from pipeline.synthetic import synthesise
from tests.synthetic.counties import AS_OF, MadeCounty, rows_of

PACKAGE = Path(__file__).resolve().parents[2] / "pipeline" / "synthetic"


def test_the_same_arguments_give_the_same_bytes_in_every_file(tmp_path: Path, pcns: Path) -> None:
    first, second = _bytes_of(tmp_path / "a", pcns, seed=5), _bytes_of(tmp_path / "b", pcns, seed=5)
    assert len(first) > 10
    assert first == second


def test_another_seed_gives_another_county(tmp_path: Path, pcns: Path) -> None:
    one, other = _bytes_of(tmp_path / "a", pcns, seed=5), _bytes_of(tmp_path / "b", pcns, seed=6)
    assert one["truth/people.csv"] != other["truth/people.csv"]


def test_no_workbook_carries_the_moment_it_was_made(small_county: MadeCounty) -> None:
    workbooks = list((small_county.folder / "inbox").rglob("*.xlsx"))
    assert workbooks
    for path in workbooks:
        practice = path.parent.name
        with zipfile.ZipFile(path) as book:
            assert {entry.date_time[0] for entry in book.infolist()} == {1980}
            stated = set(re.findall(r"(\d{4}-\d\d-\d\d)T00:00:00Z", book.read("docProps/core.xml").decode()))
        assert stated == {small_county.read.extract_on[practice].isoformat()}


def test_one_more_practice_changes_nobody_else(tmp_path: Path, pcns: Path) -> None:
    def people(practices: int) -> dict[tuple[str, str], tuple[str, ...]]:
        folder = tmp_path / str(practices)
        synthesise(folder, seed=2, people=20 * practices, practices=practices, as_of=AS_OF, pcns=pcns)
        return {
            (row["practice_code"], row["person_key"]): (
                row["nhs_number"], row["expected_status"], row["expected_stop"], row["last_complete_on"],
            )
            for row in rows_of(folder / "truth" / "people.csv")
        }  # fmt: skip

    before, after = people(14), people(15)
    # Only the last practice may gain a person it shares with the new one.
    shared = [key for key in before if key in after and key[0] != "Z00014"]
    assert len(shared) > 200
    assert [key for key in shared if before[key] != after[key]] == []


def test_the_package_knows_neither_the_rule_nor_the_oracle() -> None:
    allowed = {"xlsxwriter", "nhs_number", *sys.stdlib_module_names}
    ours = ("pipeline.synthetic", "pipeline.errors", "pipeline.doors.shipped")
    found = {module for path in PACKAGE.rglob("*.py") for module in _imports(path)}
    assert "pipeline.errors" in found
    strangers = {
        module
        for module in found
        if module.split(".")[0] not in allowed
        and not any(module == name or module.startswith(f"{name}.") for name in ours)
    }
    assert strangers == set()


def test_nothing_in_the_package_reads_the_clock() -> None:
    names = {
        node.attr
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }
    assert names.isdisjoint({"today", "now", "utcnow", "time", "random_bytes", "urandom", "SystemRandom"})


def test_every_person_asked_for_is_made_and_progress_is_told(tmp_path: Path, pcns: Path) -> None:
    told: list[int] = []
    summary = synthesise(tmp_path, seed=1, people=90, practices=4, as_of=AS_OF, pcns=pcns, on_progress=told.append)
    people = rows_of(tmp_path / "truth" / "people.csv")
    assert len({row["person_key"] for row in people}) == summary.people == 90
    assert len(people) == summary.entries == told[-1]
    assert len(told) == 4
    assert told == sorted(told)


def test_a_second_county_in_the_folder_leaves_nothing_of_the_first(tmp_path: Path, pcns: Path) -> None:
    synthesise(tmp_path, seed=1, people=90, practices=6, as_of=AS_OF, pcns=pcns)
    synthesise(tmp_path, seed=2, people=40, practices=3, as_of=date(2026, 9, 1), pcns=pcns)
    stated = {row["path"] for row in rows_of(tmp_path / "truth" / "files.csv")}
    there = {path.relative_to(tmp_path).as_posix() for path in (tmp_path / "inbox").rglob("*") if path.is_file()}
    assert there == stated
    assert sorted(path.name for path in (tmp_path / "inbox").iterdir()) == ["Z00001", "Z00002", "Z00003"]


def test_an_inbox_with_files_of_somebody_else_is_left_alone(tmp_path: Path, pcns: Path) -> None:
    foreign = tmp_path / "inbox" / "P81999" / "register.csv"
    foreign.parent.mkdir(parents=True)
    foreign.write_text("a real file", encoding="utf-8")
    with pytest.raises(CheckInbox, match="1 file"):
        synthesise(tmp_path, seed=1, people=40, practices=3, as_of=AS_OF, pcns=pcns)
    assert foreign.read_text(encoding="utf-8") == "a real file"
    assert not (tmp_path / "truth").exists()


def test_a_doctored_list_of_files_cannot_remove_a_file_outside_the_inbox(tmp_path: Path, pcns: Path) -> None:
    county = tmp_path / "county"
    precious = tmp_path / "precious.csv"
    precious.write_text("kept", encoding="utf-8")
    (county / "truth").mkdir(parents=True)
    (county / "inbox").mkdir()
    (county / "truth" / "files.csv").write_text("path\ninbox/../../precious.csv\n", encoding="utf-8")
    synthesise(county, seed=1, people=40, practices=3, as_of=AS_OF, pcns=pcns)
    assert precious.read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize(("people", "practices"), [(10, 0), (500, 401), (2, 3), (100_000, 20)])
def test_an_impossible_county_is_refused(tmp_path: Path, pcns: Path, people: int, practices: int) -> None:
    with pytest.raises(CorrectConfiguration):
        synthesise(tmp_path, seed=1, people=people, practices=practices, as_of=AS_OF, pcns=pcns)
    assert list(tmp_path.iterdir()) == []


def test_a_region_without_networks_is_refused_by_file_and_line(tmp_path: Path) -> None:
    pcns = tmp_path / "pcns.csv"
    pcns.write_text("pcn_code,name\nU90001,Somewhere\n", encoding="utf-8")
    with pytest.raises(CorrectReferenceData, match=r"pcns\.csv, line 1.*sub_icb_code"):
        synthesise(tmp_path / "county", seed=1, people=40, practices=3, as_of=AS_OF, pcns=pcns)


def _bytes_of(folder: Path, pcns: Path, *, seed: int) -> dict[str, bytes]:
    synthesise(folder, seed=seed, people=150, practices=6, as_of=AS_OF, pcns=pcns)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a relative import hides where it goes"
            found |= (
                {f"{node.module}.{name.name}" for name in node.names}
                if node.module == "pipeline"
                else {node.module or ""}
            )
            if node.module in ("pipeline.doors", "pipeline.synthetic"):
                found.discard(node.module)
                found |= {f"{node.module}.{name.name}" for name in node.names}
            if node.module == "pipeline.errors":
                found.add("pipeline.errors")
    return found
