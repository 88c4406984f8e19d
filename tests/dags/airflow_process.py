"""Airflow in a process of its own: its settings, logging and warnings stay out of the other tests.

`describe` tells what a DAG processor would see; `run` runs days, the three DAGs one after the other, each given the
asset events of the one before, as the scheduler does; `break` makes a step fail over a person's details. The answer
is one JSON document in the file named last.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

HEAVY = {"pandas", "great_expectations", "typst", "xlsxwriter", "pipeline.steps"}
DAY = ("ingest_registers", "plan_outreach", "issue_outreach")


def describe() -> dict[str, Any]:
    bag = _bag()
    return {
        "import_errors": bag.import_errors,
        "warnings": {path: list(map(str, found)) for path, found in bag.captured_warnings.items()},
        "loaded": sorted(HEAVY & set(sys.modules)),
        "dags": {dag_id: _described(dag) for dag_id, dag in bag.dags.items()},
    }


def _bag() -> Any:
    """The DAG folder, read as the DAG processor reads it."""
    from airflow.configuration import conf
    from airflow.dag_processing.dagbag import BundleDagBag

    folder = conf.get("core", "dags_folder")
    return BundleDagBag(dag_folder=folder, bundle_path=Path(folder), bundle_name="dags-folder")


def _described(dag: Any) -> dict[str, Any]:
    return {
        "file": dag.fileloc,
        "owners": sorted({task.owner for task in dag.tasks}),
        "tags": sorted(dag.tags),
        "doc": dag.doc_md or "",
        "catchup": dag.catchup,
        "max_active_runs": dag.max_active_runs,
        "paused": dag.is_paused_upon_creation,
        "schedule": str(getattr(dag.timetable, "asset_condition", None) or dag.timetable.__class__.__name__),
        "outlets": sorted(asset.name for task in dag.tasks for asset in task.outlets),
        "edges": sorted([task.task_id, below] for task in dag.tasks for below in task.downstream_task_ids),
    }


def run(*days: str) -> dict[str, Any]:
    """Each argument is a day and its inbox, as DAY=FOLDER; a day ends with the first DAG that fails."""
    dags = _ready()
    from smi_batches import practice_batches

    practice_batches.__defaults__ = (2,)  # several batches, of a county that is small enough for a test
    found: dict[str, dict[str, Any]] = {}
    for day in days:
        as_of, _, os.environ["SMI_INBOX"] = day.partition("=")
        found[as_of] = {}
        for dag_id in DAY:
            # Only the first is told the day: the others must learn it from the asset event.
            found[as_of][dag_id] = _run(dags[dag_id], {"as_of": as_of} if dag_id == DAY[0] else {})
            if found[as_of][dag_id]["state"] != "success":
                break
    return found


def break_a_step(as_of: str, said: str) -> dict[str, Any]:
    """`flag` fails as a database fails: the row's own words in the fault and in the one before it."""
    dags = _ready()
    from pipeline.steps import flag

    def fail(*_: object) -> None:
        name = said
        try:
            raise KeyError(name)
        except KeyError as error:
            raise ValueError(f"DETAIL: Key (name)=({name})") from error

    flag.flag = fail
    dag = dags["plan_outreach"]
    for task in dag.tasks:
        task.retries = 0
    return _run(dag, {"as_of": as_of})


def _ready() -> dict[str, Any]:
    from airflow.models import dagrun
    from airflow.utils.db import initdb

    initdb()
    dagrun.get_or_create_dagrun = _with_events(dagrun.get_or_create_dagrun)
    return dict(_bag().dags)


def _with_events(create: Callable[..., Any]) -> Callable[..., Any]:
    """What the scheduler adds to a run that an asset started, and `dag.test()` leaves out."""

    def created(*, dag: Any, session: Any, **rest: Any) -> Any:
        from airflow.models.asset import AssetEvent, AssetModel
        from sqlalchemy import select

        run = create(dag=dag, session=session, **rest)
        condition = getattr(dag.timetable, "asset_condition", None)
        for key, _ in condition.iter_assets() if condition else ():
            statement = select(AssetEvent).join(AssetModel, AssetEvent.asset_id == AssetModel.id)
            run.consumed_asset_events.extend(session.scalars(statement.where(AssetModel.name == key.name)))
        session.commit()
        return run

    return created


def _run(dag: Any, conf: dict[str, str]) -> dict[str, Any]:
    done = dag.test(run_conf=conf)
    instances = done.get_task_instances()
    return {
        "state": str(done.state.value),
        "tasks": {f"{each.task_id} {each.map_index}": str(each.state) for each in instances},
        "labels": sorted(each.rendered_map_index for each in instances if each.rendered_map_index),
    }


if __name__ == "__main__":
    command, *arguments, answer = sys.argv[1:]
    told = {"describe": describe, "run": run, "break": break_a_step}[command](*arguments)
    Path(answer).write_text(json.dumps(told, indent=1), encoding="utf-8")
