"""
### Withdrawals: whoever was stopped is taken back from lists and letters, and whoever has them is told

**What.** Asks of everybody stopped, by whatever source, what is still outside: items of lists that may be worked from,
letters that may not be posted. Cancels letters that are not outside yet and writes a notice for each provider and the
printer into the outbox's `withdrawals/`. Nobody is told twice of one stop.

**When.** Every hour, beside the day: a stop by command does the same at once, and every run does it for its day. This
is for what came otherwise, or was cut off.

**Who is told.** Providers (item, list, rank, name, why in a worker's words) and the printer (letter ids).

**Run again.** At any time: what was told is not told again.

**Replay.** There is nothing to replay.

**Stored by Airflow.** Counts of notices by organisation, of letters and of files.
"""

# ruff: noqa: PLC0415
from airflow.sdk import dag, task
from smi_wiring import EVERY_DAG, one_transaction_of_today, outbox


@task(multiple_outputs=False)
def withdraw_stopped() -> dict[str, int]:
    """Notices decided by organisation, and letters cancelled."""
    from pipeline.steps.notices import withdraw_stopped

    with one_transaction_of_today() as work:
        done = withdraw_stopped(work.connection, work.as_of)
        return {**done.notices, "letters": len(done.letters)}


@task
def notify_withdrawals() -> int:
    """Notices written into the outbox, in a transaction of their own."""
    from pipeline.steps.notices import notify_withdrawals

    with one_transaction_of_today() as work:
        return len(notify_withdrawals(work.connection, outbox(), work.settings))


@dag(schedule="@hourly", doc_md=__doc__, tags=["smi-outreach", "withdrawals"], **EVERY_DAG)
def withdraw_people() -> None:
    withdraw_stopped() >> notify_withdrawals()


withdraw_people()
