"""`smi-outreach airflow` as an operator uses it: start, one trigger, the day is done, stop, nothing is left."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import create_engine, make_url, text

from pipeline.config import settings_from
from pipeline.doors import shipped
from pipeline.doors.db import open_database
from pipeline.doors.embedded_postgres import remove_cluster
from pipeline.synthetic import synthesise

pytestmark = pytest.mark.acceptance

AS_OF = date(2026, 11, 20)
PORT = 18_473
URL = f"http://127.0.0.1:{PORT}"
DAGS = ("ingest_registers", "plan_outreach", "issue_outreach")


class Day(NamedTuple):
    folder: Path
    environ: dict[str, str]
    process: subprocess.Popen[bytes]
    runs: dict[str, list[dict[str, Any]]]
    labels: list[str]
    sessions: set[int]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    folder = tmp_path_factory.mktemp("standalone")
    synthesise(folder / "county", seed=2, people=600, practices=30, as_of=AS_OF)
    environ = _environ(folder, "by_airflow")
    _load(folder, environ)
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            [*_cli("airflow"), *_folders(folder, "by_airflow"), "--port", str(PORT)],
            env=environ, stdout=said, stderr=said,
        )  # fmt: skip
        try:
            _until(lambda: b"Airflow is ready" in (folder / "said.txt").read_bytes(), 240, process)
            token = _token(folder)
            _call("POST", "/api/v2/dags/ingest_registers/dagRuns", token, _conf())
            _until(lambda: _ended(token), 300, process, lambda: _unfinished(token))
            runs = {dag_id: _runs(token, dag_id) for dag_id in DAGS}
            labels = _labels(token, runs["ingest_registers"][0]["dag_run_id"])
            sessions = {session for parent, session, _ in _processes().values() if parent == process.pid}
            assert len(sessions) == 3
            yield Day(folder, environ, process, runs, labels, sessions)
        finally:
            process.terminate()
            process.wait(90)
            remove_cluster(folder / "by_airflow")


def test_one_trigger_turns_all_three_dags_green(day: Day) -> None:
    assert {dag_id: [run["state"] for run in runs] for dag_id, runs in day.runs.items()} == {
        dag_id: ["success"] for dag_id in DAGS
    }


def test_two_batches_landed_in_tasks_of_their_own(day: Day) -> None:
    assert len(day.labels) == 2
    assert day.labels[0].startswith("Z00001 Z00002")


def test_the_outbox_is_what_a_run_by_hand_writes(day: Day) -> None:
    environ = _environ(day.folder, "by_hand")
    try:
        _load(day.folder, environ)
        command = [*_cli("run"), *_folders(day.folder, "by_hand"), "--as-of", AS_OF.isoformat()]
        subprocess.run(command, env=environ, check=True, capture_output=True, timeout=300)
    finally:
        remove_cluster(day.folder / "by_hand")
    by_airflow, by_hand = (_files(day.folder / f"{name}-outbox") for name in ("by_airflow", "by_hand"))
    assert len(by_hand) > 20
    assert by_airflow == by_hand


def test_airflow_s_database_and_logs_hold_no_patient(day: Day) -> None:
    with (day.folder / "county" / "truth" / "people.csv").open(encoding="utf-8", newline="") as file:
        numbers = {row["nhs_number"] for row in csv.DictReader(file) if row["nhs_number"].isdigit()}
    home = day.folder / "by_airflow" / "airflow"
    logs = [path.read_text(errors="replace") for path in home.rglob("*") if path.is_file()]
    kept = "\n".join([*logs, _metadata(day)])
    assert kept.count("Z00001 Z00002") > 1, "the search looks where Airflow keeps things"
    assert set(re.findall(r"(?<!\d)999\d{7}(?!\d)", kept)) & numbers == set()
    with open_database(settings_from(day.environ)) as database, database.transaction() as connection:
        homes = connection.execute(text("select distinct address_1, postcode, email from registration")).all()
    values = {value for home in homes for value in home if value}
    assert len(values) > 600
    assert [value for value in values if value in kept] == []


def test_it_listens_on_this_machine_alone(day: Day) -> None:
    listening = subprocess.run(["ss", "-Hltnp"], capture_output=True, text=True, check=True).stdout.splitlines()
    ours = {str(pid) for pid in _family(day)}
    addresses = [line.split()[3] for line in listening if ours & set(re.findall(r"pid=(\d+)", line))]
    assert addresses
    assert [address for address in addresses if not address.startswith("127.0.0.1:")] == []


def test_a_taken_port_is_refused_in_one_sentence(day: Day) -> None:
    command = [*_cli("airflow"), *_folders(day.folder, "by_airflow"), "--port", str(PORT)]
    refused = subprocess.run(command, env=day.environ, capture_output=True, text=True, timeout=60, check=False)
    assert refused.returncode == 6
    assert f"FreePort: Port {PORT} cannot be used" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_told_to_stop_it_leaves_no_process(day: Day) -> None:
    """Last in this file: it ends what the others look at."""
    assert len(_family(day)) > 5
    day.process.send_signal(signal.SIGTERM)
    assert day.process.wait(90) == 0
    assert _family(day) == []


def _cli(command: str) -> list[str]:
    return [sys.executable, "-m", "pipeline", command]


def _folders(folder: Path, name: str) -> list[str]:
    return ["--inbox", str(folder / "county" / "inbox"), "--outbox", str(folder / f"{name}-outbox")]


def _environ(folder: Path, name: str) -> dict[str, str]:
    root = str(Path(__file__).resolve().parents[2])
    own = {"SMI_LIVE": "false", "SMI_DATA_DIR": str(folder / name), "PYTHONPATH": root, "HOME": str(folder)}
    return {"PATH": os.environ["PATH"], **own}


def _load(folder: Path, environ: dict[str, str]) -> None:
    pack = shipped.REGIONS / "lancashire-and-south-cumbria"
    files = [str(path) for path in sorted((folder / "county" / "reference").iterdir())]
    for command in (["region", "load", str(pack)], ["reference", "load", *files]):
        subprocess.run([*_cli(command[0]), *command[1:]], env=environ, check=True, capture_output=True, timeout=120)


def _until(
    holds: Callable[[], bool],
    seconds: float,
    process: subprocess.Popen[bytes],
    told: Callable[[], str] = lambda: "",
) -> None:
    began = time.monotonic()
    while not holds():
        assert process.poll() is None, f"it ended with code {process.returncode}"
        assert time.monotonic() - began < seconds, f"it takes too long. {told()}"
        signal.sigtimedwait([], 1)


def _token(folder: Path) -> str:
    path = folder / "by_airflow" / "airflow" / "simple_auth_manager_passwords.json.generated"
    password = json.loads(path.read_text())["admin"]
    token: str = _call("POST", "/auth/token", None, {"username": "admin", "password": password})["access_token"]
    return token


def _call(method: str, path: str, token: str | None, body: dict[str, Any] | None = None) -> Any:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    content = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(URL + path, content, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def _conf() -> dict[str, Any]:
    return {"logical_date": None, "conf": {"as_of": AS_OF.isoformat()}}


def _runs(token: str, dag_id: str) -> list[dict[str, Any]]:
    runs: list[dict[str, Any]] = _call("GET", f"/api/v2/dags/{dag_id}/dagRuns", token)["dag_runs"]
    return runs


def _ended(token: str) -> bool:
    states = [run["state"] for dag_id in DAGS for run in _runs(token, dag_id)]
    return "failed" in states or states.count("success") == len(DAGS)


def _unfinished(token: str) -> str:
    tasks = _call("GET", "/api/v2/dags/~/dagRuns/~/taskInstances?limit=100", token)["task_instances"]
    return ", ".join(f"{task['task_id']} {task['state']}" for task in tasks if task["state"] != "success")


def _labels(token: str, run_id: str) -> list[str]:
    path = f"/api/v2/dags/ingest_registers/dagRuns/{urllib.request.quote(run_id)}/taskInstances"
    instances = _call("GET", path, token)["task_instances"]
    return sorted(each["rendered_map_index"] for each in instances if each["task_id"] == "ingest")


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _metadata(day: Day) -> str:
    """Every row of Airflow's database as text."""
    with open_database(settings_from(day.environ)) as database:
        engine = create_engine(make_url(database.url).set(database="airflow"))
        with engine.connect() as connection:
            tables = connection.execute(
                text("select tablename from pg_catalog.pg_tables where schemaname = 'public'")
            ).scalars()
            rows = [
                row
                for table in tables.all()
                for row in connection.execute(text(f'select cast(t as text) from "{table}" as t')).scalars()
            ]
        engine.dispose()
    return "\n".join(rows)


def _family(day: Day) -> list[int]:
    """Everything it started: processes of the sessions it opened, and its PostgreSQL."""
    data = str(day.folder / "by_airflow")
    places = {data.encode(), data.strip("/").replace("/", "-").encode()}  # where root's clusters lie instead
    return [
        pid
        for pid, (_, session, command) in _processes().items()
        if session in day.sessions or (b"postgres" in command and any(place in command for place in places))
    ]


def _processes() -> dict[int, tuple[int, int, bytes]]:
    """Parent, session and command line of every process."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            _, parent, _, session = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
            found[int(entry.name)] = (int(parent), int(session), (entry / "cmdline").read_bytes())
        except OSError:
            continue  # it ended while we looked
    return found
