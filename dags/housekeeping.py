"""
### Housekeeping: what practices sent leaves once nobody needs it

**What.** Deletes the practices' raw files that have lain in the archive for longer than `SMI_ARCHIVE_DAYS` (30 unless
set), and rows by the classes of the region pack's `[retention]`. The ledger stays and says on which day files and rows
were deleted. Never deleted: the register in force, a held extract, and what is open or staged.

**When.** Once a day, after the day's run: press *Trigger*, or let your scheduler call
`POST /api/v2/dags/housekeeping/dagRuns`. Leave `as_of` blank for today in London.

**Who is told.** Nobody. The counts are the tasks' results.

**Run again.** At any time: what is deleted is deleted, and nothing else follows from it.

**Replay.** There is nothing to replay: a file that was deleted can only be sent again by its practice.

**Stored by Airflow.** Counts of files, of bytes, and of rows by class.
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


@task(multiple_outputs=False)
def delete_old_rows() -> dict[str, int]:
    """Rows that left the database, by class."""
    from pipeline.steps.housekeeping import delete_old_rows
    from pipeline.steps.runs import region_in_force

    with one_transaction_of_today() as work:
        return delete_old_rows(work.connection, region_in_force(work.connection).retention, work.as_of)


@dag(schedule=None, doc_md=__doc__, tags=["smi-outreach", "housekeeping"], **EVERY_DAG)
def housekeeping() -> None:
    delete_old_files() >> delete_old_rows()


housekeeping()
