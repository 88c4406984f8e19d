"""The container deployment, read as Docker would read it: nothing in it is left to chance or to a default secret."""

import json
import os
import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
AIRFLOW = [name for name, service in SERVICES.items() if "build" in service and name != "cli"]
LONG_LIVED = [name for name in SERVICES if name not in {"airflow-init", "cli"}]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SECRET = re.compile(r"PASSWORD\b|SECRET|_KEY\b|_CONN|_URL\b|RESULT_BACKEND|REDISCLI_AUTH")
PUBLIC = {"AIRFLOW__API__BASE_URL", "AIRFLOW__CORE__EXECUTION_API_SERVER_URL"}


def _environment(name: str) -> dict[str, str]:
    return dict(SERVICES[name].get("environment") or {})


def test_all_of_airflow_is_there() -> None:
    assert set(AIRFLOW) == {"airflow-init", "api-server", "scheduler", "dag-processor", "triggerer", "worker"}


def test_every_command_is_one_that_the_installed_airflow_understands(tmp_path: Path) -> None:
    script = (
        "import json, sys\n"
        "from airflow.cli.cli_parser import get_parser\n"
        "for command in json.loads(sys.argv[1]): get_parser().parse_args(command)\n"
    )
    commands = [SERVICES[name]["command"] for name in AIRFLOW]
    commands += [_airflow_check(name) for name in ("dag-processor", "triggerer")]
    said = subprocess.run(
        [sys.executable, "-c", script, json.dumps(commands)],
        env={"PATH": os.environ["PATH"], "AIRFLOW_HOME": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr[-1000:]


def _airflow_check(name: str) -> list[str]:
    _, line = SERVICES[name]["healthcheck"]["test"]
    airflow, *arguments = line.split()
    assert airflow == "airflow"
    return arguments


@pytest.mark.parametrize("name", SERVICES)
def test_no_secret_has_a_default_or_stands_in_the_file(name: str) -> None:
    secrets = {key: value for key, value in _environment(name).items() if SECRET.search(key) and key not in PUBLIC}
    for key, value in secrets.items():
        assert re.search(r"\$\{[A-Z_]+:\?[^}]+\}", value), key
        assert ":-" not in value, key


def test_real_people_are_assumed_unless_somebody_says_otherwise() -> None:
    assert _environment("worker")["SMI_LIVE"] == "${SMI_LIVE:-true}"


def test_the_worker_has_all_that_a_task_asks_for() -> None:
    asked = set(re.findall(r'"(SMI_[A-Z]+)"', (ROOT / "dags" / "smi_wiring.py").read_text(encoding="utf-8")))
    assert asked == {"SMI_INBOX", "SMI_OUTBOX"}
    image = set(re.findall(r"\b(SMI_[A-Z_]+)=", DOCKERFILE))
    assert asked | {"SMI_DATA_DIR", "SMI_LIVE", "SMI_KEY", "SMI_DATABASE_URL"} <= image | set(_environment("worker"))
    mounted = {volume.split(":")[-1] for volume in SERVICES["worker"]["volumes"]}
    for variable in ("SMI_INBOX", "SMI_OUTBOX", "SMI_DATA_DIR"):
        (folder,) = re.findall(rf"{variable}=(\S+)", DOCKERFILE)
        assert folder in mounted
        assert folder in DOCKERFILE.split("USER smi")[0].split("install --directory")[1]
    assert set(SERVICES["worker"]["networks"]) == {"airflow", "register"}


@pytest.mark.parametrize("name", [name for name in SERVICES if name not in {"worker", "cli", "register-postgres"}])
def test_nobody_but_worker_and_operator_can_reach_the_register(name: str) -> None:
    assert "register" not in SERVICES[name]["networks"]
    assert not [key for key in _environment(name) if key.startswith("SMI_")]


def test_all_of_airflow_shares_its_secrets() -> None:
    shared = _environment("api-server")
    assert [name for name in AIRFLOW if shared.items() - _environment(name).items()] == []


@pytest.mark.parametrize("name", LONG_LIVED)
def test_a_service_is_watched_and_comes_back(name: str) -> None:
    assert SERVICES[name]["restart"] == "unless-stopped"
    assert SERVICES[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_is_published_beyond_this_machine(name: str) -> None:
    assert [port for port in SERVICES[name].get("ports", []) if not port.startswith("127.0.0.1:")] == []


@pytest.mark.parametrize("name", [*AIRFLOW, "cli"])
def test_our_containers_have_no_privileges(name: str) -> None:
    assert SERVICES[name]["cap_drop"] == ["ALL"]
    assert SERVICES[name]["security_opt"] == ["no-new-privileges:true"]


def test_every_volume_and_dependency_is_declared() -> None:
    for service in SERVICES.values():
        assert set(service.get("depends_on", {})) <= set(SERVICES)
        for volume in service.get("volumes", []):
            source = re.sub(r"^\$\{\w+:-(.+?)\}", r"\1", volume).split(":")[0]
            assert source.startswith("./") or source in COMPOSE["volumes"]


def test_the_image_runs_as_an_ordinary_user_without_build_tools() -> None:
    last_stage = DOCKERFILE.split("\nFROM ")[-1]
    assert re.findall(r"^USER (\S+)", last_stage, re.MULTILINE) == ["smi"]
    assert "pip" not in last_stage
    assert "pip uninstall --python /opt/smi/venv/bin/python hatchling editables" in DOCKERFILE


def test_what_the_image_copies_is_there_and_not_ignored() -> None:
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    allowed = {line[1:] for line in ignore if line.startswith("!")}
    copied = [
        source for line in re.findall(r"^COPY (?!--from)(.+)", DOCKERFILE, re.MULTILINE) for source in line.split()[:-1]
    ]
    assert len(copied) > 5
    for source in copied:
        assert (ROOT / source).exists(), source
        assert any(fnmatch(source, pattern) or source.startswith(pattern + "/") for pattern in allowed), source
    assert "*" in ignore, "what is not named stays out"


def test_the_lock_of_the_image_is_hashed_names_no_host_and_is_what_the_tests_ran_on() -> None:
    image, tested = (_pins(ROOT / "requirements" / f"{name}.txt") for name in ("airflow", "test"))
    assert image.items() <= tested.items()
    assert {"apache-airflow", "celery", "redis", "psycopg", "hatchling"} <= set(image)
    assert "pytest" not in image


def _pins(path: Path) -> dict[str, str]:
    content = path.read_text(encoding="utf-8")
    assert "://" not in content
    packages = re.split(r"\n(?=\S)", content.strip())
    assert [package for package in packages if "--hash=sha256:" not in package] == []
    return dict(re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", content, re.MULTILINE))
