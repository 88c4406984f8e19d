"""
### Take in the practices' register extracts

**What.** Lands every extract in the inbox (`SMI_INBOX`, one subfolder per practice) and reconciles the current
register with them. One trigger runs the whole day: `plan_outreach` and `issue_outreach` follow by themselves.

**When.** Once each working day, when the practices have sent. Press *Trigger*, or let your scheduler call
`POST /api/v2/dags/ingest_registers/dagRuns`. Leave `as_of` blank for today in London; with real people no other day
is accepted.

**Who is told.** Nobody is written to by this DAG. A file that cannot be used is kept back with its reason and stops
no other: see `smi-outreach status`. A failed task says in its log what to do next; watch this page.

**Run again.** Trigger it again, or clear the failed task: extracts already landed change nothing. A batch is a list
of practices, not of files, so nothing shifts when a file arrives meanwhile: a practice of a batch that is still
waiting brings its newest files, any other practice comes with the next run.

**Replay.** An earlier day cannot be replayed: days only go forward. An empty database can run any day of synthetic
data.

**Stored by Airflow.** Practice codes, extracts by fate, counts. No file name, no name, no NHS number.
"""

# ruff: noqa: PLC0415
from collections.abc import Iterable, Iterator
from typing import Any

from airflow.sdk import Metadata, TriggerRule, dag, get_current_context, task
from smi_batches import practice_batches
from smi_discretion import Discreet
from smi_wiring import CURRENT_REGISTER, EVERY_DAG, Run, begin_run, inbox, one_transaction


@task
def collect_extracts() -> list[list[str]]:
    """The practices whose extracts lie in the inbox, in batches that are landed together."""
    from pipeline.steps.collect import collect

    with Discreet():
        return practice_batches(arrival.practice_code for arrival in collect(inbox()))


@task(map_index_template="{{ practices }}", multiple_outputs=False)
def ingest(run: Run, practices: list[str]) -> dict[str, int]:
    """Lands a batch; returns extracts by fate. Which files: asked of the inbox again, not handed on."""
    from collections import Counter

    from pipeline.steps.collect import collect
    from pipeline.steps.ingest import ingest

    context: Any = get_current_context()
    context["practices"] = " ".join(code or "no-practice" for code in practices)
    with one_transaction(run, beside_others=True) as work:
        arrivals = [arrival for arrival in collect(inbox()) if arrival.practice_code in practices]
        landed = ingest(work.connection, work.settings, inbox(), arrivals, work.as_of)
        return dict(Counter(extract.fate for extract in landed))


@task(outlets=[CURRENT_REGISTER], trigger_rule=TriggerRule.NONE_FAILED)
def reconcile(run: Run, fates: Iterable[dict[str, int]]) -> Iterator[Metadata]:
    """Brings the current register up to what was landed. An empty inbox is a day like any other."""
    from collections import Counter

    from pipeline.doors import db
    from pipeline.errors import CheckInbox
    from pipeline.steps.reconcile import reconcile
    from pipeline.steps.runs import region_in_force

    together: Counter[str] = Counter()
    for batch in fates or ():
        together.update(batch)
    with one_transaction(run) as work:
        applied = reconcile(work.connection, region_in_force(work.connection).intake)
        if not db.value(work.connection, "reconcile/accepted_extracts"):
            raise CheckInbox(
                "No register has ever been taken in, and the inbox holds none that could be. "
                "`smi-outreach status` lists files that were kept back and why."
            )
    extra: dict[str, Any] = {**run, "extracts": dict(together), "reconciled": applied}
    yield Metadata(CURRENT_REGISTER, extra=extra)


@dag(schedule=None, doc_md=__doc__, tags=["smi-outreach", "registers"], **EVERY_DAG)
def ingest_registers() -> None:
    batches = collect_extracts()
    run: Any = begin_run()
    batches >> run  # in this order, so that an inbox that is not there does not use up the day
    fates: Any = ingest.partial(run=run).expand(practices=batches)
    reconcile(run, fates)


ingest_registers()
