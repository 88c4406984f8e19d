"""What every DAG must be, as the DAG processor sees it."""

import ast
from pathlib import Path
from typing import Any

import pytest

from tests.dags.conftest import ROOT, Site

FILES = sorted(path for path in (ROOT / "dags").glob("*.py") if not path.name.startswith("smi_"))
IDS = [path.stem for path in FILES]
BEGIN = "begin_run"
# The day takes each batch in a transaction of its own, a task all of its batch in one.
IN_ONE_TRANSACTION = {("ingest", part): ("ingest", "ingest") for part in ("choose", "read", "take_in")}
OUTSIDE_THE_DAY = {("housekeeping", "delete_old_files"), ("housekeeping", "delete_old_rows")}
EDGES = {
    "housekeeping": [("delete_old_files", "delete_old_rows")],
    "ingest_registers": [
        ("collect_extracts", BEGIN), ("collect_extracts", "ingest"),
        (BEGIN, "ingest"), (BEGIN, "reconcile"),
        ("ingest", "reconcile"),
    ],
    "plan_outreach": [
        (BEGIN, "flag"), (BEGIN, "notify_withdrawals"), (BEGIN, "prioritise"), (BEGIN, "take_outcomes"),
        (BEGIN, "take_plans"), (BEGIN, "withdraw_people"), (BEGIN, "write_plan_pages"),
        ("take_outcomes", "take_plans"),
        ("take_plans", "flag"),
        ("flag", "prioritise"),
        ("prioritise", "write_plan_pages"),
        ("write_plan_pages", "withdraw_people"),
        ("withdraw_people", "notify_withdrawals"),
    ],
    "withdraw_people": [("withdraw_stopped", "notify_withdrawals")],
    "issue_outreach": [
        (BEGIN, "draft_letters"), (BEGIN, "finish_run"), (BEGIN, "issue_worklists"),
        (BEGIN, "propose_updates_and_account"), (BEGIN, "typeset_letters"), (BEGIN, "write_accounting"),
        (BEGIN, "write_answers"), (BEGIN, "write_practice_files"), (BEGIN, "write_worklists"),
        ("draft_letters", "typeset_letters"),
        ("issue_worklists", "propose_updates_and_account"),
        ("propose_updates_and_account", "write_worklists"),
        ("typeset_letters", "issue_worklists"),
        ("write_accounting", "finish_run"),
        ("write_answers", "write_accounting"),
        ("write_practice_files", "write_answers"),
        ("write_worklists", "write_practice_files"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def bag(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    home = tmp_path_factory.mktemp("bag")
    environ = {"AIRFLOW_HOME": str(home), "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"), "HOME": str(home)}
    environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
    described: dict[str, Any] = Site(home, home, environ).airflow("describe")
    return described


def test_the_folder_is_read_without_an_error_or_a_warning(bag: dict[str, Any]) -> None:
    assert bag["import_errors"] == {}
    assert bag["warnings"] == {}
    assert sorted(bag["dags"]) == sorted(IDS)


def test_reading_the_folder_loads_nothing_heavy(bag: dict[str, Any]) -> None:
    assert bag["loaded"] == []


@pytest.mark.parametrize("dag_id", IDS)
def test_a_dag_has_an_owner_tags_and_is_ready_to_be_triggered(bag: dict[str, Any], dag_id: str) -> None:
    dag = bag["dags"][dag_id]
    assert dag["owners"] == ["outreach-operations"]
    assert len(dag["tags"]) == 2
    assert "smi-outreach" in dag["tags"]
    assert dag["paused"] is False


@pytest.mark.parametrize("dag_id", IDS)
def test_a_dag_never_runs_twice_at_once_nor_catches_up(bag: dict[str, Any], dag_id: str) -> None:
    assert bag["dags"][dag_id]["max_active_runs"] == 1
    assert bag["dags"][dag_id]["catchup"] is False


@pytest.mark.parametrize("heading", ["What", "When", "Who is told", "Run again", "Replay", "Stored by Airflow"])
@pytest.mark.parametrize("dag_id", IDS)
def test_a_dag_s_runbook_answers(bag: dict[str, Any], dag_id: str, heading: str) -> None:
    assert f"**{heading}.**" in bag["dags"][dag_id]["doc"]


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_dag_file_only_wires(path: Path) -> None:
    assert 30 <= len(path.read_text(encoding="utf-8").splitlines()) <= 110


@pytest.mark.parametrize("dag_id", IDS)
def test_the_steps_follow_each_other_as_in_the_day(bag: dict[str, Any], dag_id: str) -> None:
    assert bag["dags"][dag_id]["edges"] == sorted(list(edge) for edge in EDGES[dag_id])


def test_one_trigger_runs_the_day(bag: dict[str, Any]) -> None:
    dags = bag["dags"]
    assert dags["ingest_registers"]["schedule"] == "NullTimetable"
    for before, after in (("ingest_registers", "plan_outreach"), ("plan_outreach", "issue_outreach")):
        (asset,) = dags[before]["outlets"]
        assert f"name='{asset}'" in dags[after]["schedule"]
    assert dags["issue_outreach"]["outlets"] == []


def test_the_dags_take_every_step_of_the_day_and_no_other() -> None:
    """The order is that of the edges; a step added to the day alone would never run here."""
    in_the_day = _steps_called_by_the_day()
    assert len(in_the_day) > 15
    in_the_dags = {
        (node.module.rsplit(".", 1)[-1], name.name)
        for path in (ROOT / "dags").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("pipeline.steps.")
        for name in node.names
    }
    assert in_the_dags == in_the_day | OUTSIDE_THE_DAY


def _steps_called_by_the_day() -> set[tuple[str, str]]:
    tree = ast.parse((ROOT / "pipeline" / "day.py").read_text(encoding="utf-8"))
    modules = {
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "pipeline.steps"
        for name in node.names
    }
    return {
        IN_ONE_TRANSACTION.get((node.func.value.id, node.func.attr), (node.func.value.id, node.func.attr))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in modules
    }
