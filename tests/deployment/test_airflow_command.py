"""`smi-outreach airflow` refuses early and in one sentence what could not work."""

import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.__main__ import app
from pipeline.commands import airflow
from pipeline.doors import shipped
from pipeline.doors.airflow_processes import Site, settings_of
from pipeline.errors import CorrectConfiguration, FreePort


def test_a_taken_port_is_refused_before_anything_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMI_DATA_DIR", str(tmp_path / "data"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        arguments = ["airflow", "--inbox", str(tmp_path), "--outbox", str(tmp_path), "--port", str(port)]
        refused = CliRunner().invoke(app, arguments)
    assert isinstance(refused.exception, FreePort)
    assert str(port) in str(refused.exception)
    assert "--port" in str(refused.exception)
    assert not (tmp_path / "data").exists()


def test_without_the_dags_it_says_where_it_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "SQL", tmp_path / "sql")
    with pytest.raises(CorrectConfiguration, match=str(tmp_path / "dags")):
        airflow.find_dags()


def test_everything_listens_on_this_machine_and_nothing_is_sent_to_anybody(tmp_path: Path) -> None:
    settings = settings_of(Site(tmp_path, 8123), tmp_path / "dags", "postgresql+psycopg://smi@127.0.0.1/airflow")
    assert settings["AIRFLOW__API__HOST"] == "127.0.0.1"
    assert settings["AIRFLOW__API__PORT"] == "8123"
    assert settings["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"] == "http://127.0.0.1:8123/execution/"
    assert settings["AIRFLOW__USAGE_DATA_COLLECTION__ENABLED"] == "False"
    assert settings["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS"] == "False"
