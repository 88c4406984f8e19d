"""The house rules a machine can see: documents that match the code, locks without hosts, one home for SQL."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.__main__ import app
from pipeline.core.reason_catalogue import catalogue
from pipeline.core.safe_contact import SafeContact
from pipeline.core.worklist import Outcome
from pipeline.doors.suites import read_suite

ROOT = Path(__file__).resolve().parent.parent
PYTHON_FILES = [path for folder in ("pipeline", "dags") for path in sorted((ROOT / folder).rglob("*.py"))]
QUERIES = sorted((ROOT / "sql" / "queries").rglob("*.sql"))


def test_the_page_of_reason_codes_says_what_the_code_says() -> None:
    assert (ROOT / "docs" / "reasons.md").read_text() == catalogue(read_suite())


def test_the_page_for_workers_says_of_every_choice_what_the_lists_say() -> None:
    page = (ROOT / "docs" / "for-workers.md").read_text()
    told = [
        line
        for line in page.splitlines()
        if line.startswith("| ") and not line.startswith(("| outcome", "| ---", "| choice"))
    ]
    assert told == [f"| {each.label} | {each.sentence} |" for each in (*Outcome, *SafeContact)]


def test_every_command_the_readme_names_exists() -> None:
    readme = (ROOT / "README.md").read_text()
    commands = readme.split("| command |")[1].split("\n\n")[0]
    table = re.findall(r"^\| (`.+?) \|", commands, flags=re.MULTILINE)
    command_of = r"`([a-z]+(?:-[a-z]+)*(?: [a-z]+)?)[^`]*`"
    named = {text.split(" --")[0] for cell in table for text in re.findall(command_of, cell)}
    assert {"run", "status", "letters release", "region load"} <= named
    for command in sorted(named):
        result = CliRunner().invoke(app, [*command.split(), "--help"])
        assert result.exit_code == 0, command


def test_every_make_target_the_documents_name_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        assert set(re.findall(r"`make ([a-z-]+)`", page.read_text())) <= targets, page.name


def test_every_page_the_documents_link_to_exists() -> None:
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_locks_carry_hashes_and_no_hosts(lock: Path) -> None:
    text = lock.read_text()
    assert "--hash=sha256:" in text
    assert "://" not in text


def test_the_core_lock_agrees_with_the_tests_lock() -> None:
    core, test = (_pins(ROOT / "requirements" / name) for name in ("core.txt", "test.txt"))
    assert core.items() <= test.items()


def _pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^ ;]+)", lock.read_text(), flags=re.MULTILINE))


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.relative_to(ROOT / "sql").as_posix())
def test_a_query_says_what_it_answers_and_is_called(query: Path) -> None:
    assert query.read_text().startswith("-- ")
    name = query.relative_to(ROOT / "sql" / "queries").with_suffix("").as_posix()
    assert any(f'"{name}"' in path.read_text() for path in PYTHON_FILES), f"nobody calls {name}"


def test_no_statement_is_written_in_python() -> None:
    statement = re.compile(r"\b(select .* from|insert into|update .* set|delete from|create table)\b", re.IGNORECASE)
    guilty = [
        path.relative_to(ROOT).as_posix()
        for path in PYTHON_FILES
        for line in path.read_text().splitlines()
        if statement.search(line) and not line.lstrip().startswith("#")
    ]
    assert guilty == []


def test_the_command_line_does_not_pay_for_what_it_does_not_use() -> None:
    heavy = ("pandas", "great_expectations", "airflow")
    said = subprocess.run(
        [sys.executable, "-c", f"import sys, pipeline.__main__; print([m for m in {heavy} if m in sys.modules])"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    ).stdout
    assert said.strip() == "[]"
