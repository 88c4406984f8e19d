"""
### Housekeeping: raw files leave the archive

**What.** Deletes the practices' raw files that have lain in the archive for longer than `SMI_ARCHIVE_DAYS` (30 unless
set). The ledger keeps their rows and says on which day they were deleted. Never deleted: a file of an extract that is
held, or that has rows set aside which nobody has settled.

**When.** Once a day, after the day's run: press *Trigger*, or let your scheduler call
`POST /api/v2/dags/housekeeping/dagRuns`. Leave `as_of` blank for today in London.

**Who is told.** Nobody. The count of files is the task's result.

**Run again.** At any time: what is deleted is deleted, and nothing else follows from it.

**Replay.** There is nothing to replay: a file that was deleted can only be sent again by its practice.

**Stored by Airflow.** A count of files and of bytes.
"""

# ruff: noqa: PLC0415
from airflow.sdk import dag, task
from smi_wiring import EVERY_DAG, one_transaction_of_today


@task(multiple_outputs=False)
def delete_old_files() -> dict[str, int]:
    """Files and bytes that left the archive."""
    from pipeline.steps.housekeeping import delete_old_files

    with one_transaction_of_today() as work:
        deleted = delete_old_files(work.connection, work.settings, work.as_of)
        return {"files": deleted.files, "bytes": deleted.bytes}


@dag(schedule=None, doc_md=__doc__, tags=["smi-outreach", "housekeeping"], **EVERY_DAG)
def housekeeping() -> None:
    delete_old_files()


housekeeping()
