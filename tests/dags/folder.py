"""The modules of the DAG folder that need no Airflow, found the way Airflow finds them."""

import importlib.util
from pathlib import Path
from types import ModuleType

_FOLDER = Path(__file__).resolve().parents[2] / "dags"


def _module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, _FOLDER / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_discretion = _module("smi_discretion")
Discreet = _discretion.Discreet
StepBroke: type[Exception] = _discretion.StepBroke
practice_batches = _module("smi_batches").practice_batches
