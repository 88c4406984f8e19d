"""
### Issue the day: letter drafts, worklists, register updates, accounting, day page
**What.** Drafts letters, decides worklists, checks the accounting, writes all to the outbox. **It releases no letter.**
**When.** By itself, once `plan_outreach` has made the day's plan. If the accounting fails: no list is written.
**Who is told.** Providers, practices (a late one by a draft, logged as `register_late`), who books checks, engineers.
**Run again.** Clear the failed task with its downstream tasks, or trigger this DAG: the same plan, the same bytes.
**Replay.** An earlier day cannot be replayed: days only go forward. **Stored by Airflow.** Counts, not content.
"""

# ruff: noqa: PLC0415
from typing import Any

from airflow.sdk import chain, dag, task
from smi_wiring import EVERY_DAG, OUTREACH_PLAN, Run, begin_run, finish_run, one_transaction, outbox


@task
def draft_letters(run: Run) -> int:
    """Letters drafted; none is released."""
    from pipeline.steps.letters import draft_letters

    with one_transaction(run) as work:
        return draft_letters(work.connection, work.settings, work.as_of, work.region)


@task(multiple_outputs=False)
def typeset_letters(run: Run) -> dict[str, int]:
    """Letters by state: those that cannot be printed become a worker's task."""
    from pipeline.steps.letters import typeset_drafts

    with one_transaction(run) as work:
        return typeset_drafts(work.connection, work.settings, outbox(), work.as_of)


@task(multiple_outputs=False)
def issue_worklists(run: Run) -> dict[str, int]:
    """People on the day's list by provider."""
    from pipeline.steps.worklists import issue_worklists

    with one_transaction(run) as work:
        return issue_worklists(work.connection, work.as_of)


@task
def propose_updates_and_account(run: Run) -> int:
    """Rows for practices; nothing is written for others unless the day adds up."""
    from pipeline.steps.accounting import account, hold_unaccounted
    from pipeline.steps.notices import withdraw_stopped
    from pipeline.steps.updates import propose_updates

    with one_transaction(run) as work:
        withdraw_stopped(work.connection, work.as_of)  # somebody may have been stopped since the plan
        proposed = propose_updates(work.connection, work.as_of)
        account(work.connection, work.as_of, hold_unaccounted(work.connection, work.as_of))
        return proposed


@task
def write_worklists(run: Run) -> int:
    """Workbooks written, one a provider."""
    from pipeline.steps.worklists import write_worklists

    with one_transaction(run) as work:
        return len(write_worklists(work.connection, outbox(), work.as_of, work.region, work.settings))


@task
def write_practice_files(run: Run) -> int:
    """Files written for practices that are to be told something, and for whoever books checks in their place."""
    from pipeline.steps.bookings import write_bookings
    from pipeline.steps.updates import write_practice_files

    with one_transaction(run) as work:
        written = write_practice_files(work.connection, outbox(), work.as_of)
        return len(written + write_bookings(work.connection, outbox(), work.as_of, work.settings))


@task
def write_answers(run: Run) -> int:
    """Files for practices about the registers they sent, and reminders of those they did not."""
    from pipeline.steps.answers import write_answers
    from pipeline.steps.reminders import draft_reminders

    with one_transaction(run) as work:
        return sum(len(write(work.connection, outbox(), work.as_of)) for write in (write_answers, draft_reminders))


@task
def write_accounting(run: Run) -> None:
    """The accounting by practice, whether groups are reached alike, the funnel, and the page of the day."""
    from pipeline.steps.accounting import write_accounting
    from pipeline.steps.day_page import write_day_page
    from pipeline.steps.equity import write_equity
    from pipeline.steps.funnel import write_funnel

    with one_transaction(run) as work:
        for write in (write_accounting, write_equity, write_day_page):
            write(work.connection, outbox(), work.as_of)
        write_funnel(work.connection, outbox(), work.as_of, work.region)


@dag(schedule=[OUTREACH_PLAN], doc_md=__doc__, tags=["smi-outreach", "issue"], **EVERY_DAG)
def issue_outreach() -> None:
    run: Any = begin_run()
    decided = (draft_letters(run), typeset_letters(run), issue_worklists(run), propose_updates_and_account(run))
    files = (write_worklists(run), write_practice_files(run), write_answers(run), write_accounting(run))
    chain(*decided, *files, finish_run(run))


issue_outreach()
