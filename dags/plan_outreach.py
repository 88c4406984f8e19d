"""
### Plan the day: who is overdue, and what is done about each of them

**What.** Takes what outreach workers found and the plans people agreed from the lists they sent back
(`SMI_INBOX/outcomes`), gives everybody on a register one recall status with its reason (`flag`), everybody overdue one
disposition, those to be contacted a next step and a rank, and after a check what is due of a plan (`prioritise`). What
is outside about the stopped is taken back at once (`withdraw_people`). Pages of people's own plans are written.
**When.** By itself, as soon as `ingest_registers` has brought the current register up to date.
**Who is told.** Providers and the printer, by a notice in the outbox's `withdrawals/`. A returned list gets an answer
file in the outbox, a sentence for each row that could not be taken.
A practice whose people do not add up is held back and named in the *Extra* of the `outreach_plan` asset's event.
**Run again.** Clear the failed task, or trigger this DAG by hand (blank `as_of`: today in London), say when late
lists have come: a list already taken changes nothing, the plan is made anew and `issue_outreach` follows.
**Replay.** An earlier day cannot be replayed: days only go forward.
**Stored by Airflow.** Rows by fate, people by status, disposition and what is due, notices by organisation: counts.
"""

# ruff: noqa: PLC0415
from collections.abc import Iterator
from typing import Any

from airflow.sdk import Metadata, chain, dag, task
from smi_wiring import CURRENT_REGISTER, EVERY_DAG, OUTREACH_PLAN, Run, begin_run, inbox, one_transaction, outbox


@task(multiple_outputs=False)
def take_outcomes(run: Run) -> dict[str, int]:
    """Rows of returned lists by fate. Before the plan: a death or a refusal stops contact at once."""
    from pipeline.steps.outcomes import take_outcomes

    with one_transaction(run) as work:
        return take_outcomes(work.connection, inbox(), work.as_of, work.settings)


@task(multiple_outputs=False)
def take_plans(run: Run) -> dict[str, int]:
    """Rows of returned sheets of plans by fate; then every returned file has its answer."""
    from pipeline.steps.outcome_answers import answer_outcomes
    from pipeline.steps.plans import take_plans

    with one_transaction(run) as work:
        taken = take_plans(work.connection, inbox(), work.as_of, work.settings)
        answer_outcomes(work.connection, outbox(), work.as_of)
        return taken


@task(multiple_outputs=False)
def flag(run: Run) -> dict[str, int]:
    """One recall status for everybody; returns people by status."""
    from pipeline.steps.flag import flag

    with one_transaction(run) as work:
        return flag(work.connection, run["run_id"], work.as_of, work.region.rule_on(work.as_of))


@task(outlets=[OUTREACH_PLAN])
def prioritise(run: Run) -> Iterator[Metadata]:
    """One disposition for everybody overdue, practices that do not add up held back; what is due after a check."""
    from pipeline.steps.accounting import hold_unaccounted
    from pipeline.steps.follow_up import follow_up
    from pipeline.steps.prioritise import prioritise

    with one_transaction(run) as work:
        dispositions = prioritise(work.connection, work.as_of, work.region)
        held_back = hold_unaccounted(work.connection, work.as_of)
        due = follow_up(work.connection, work.as_of, work.region)
    extra: dict[str, Any] = {**run, "dispositions": dispositions, "held_back": held_back, "follow_up": due}
    yield Metadata(OUTREACH_PLAN, extra=extra)


@task
def write_plan_pages(run: Run) -> int:
    """Pages written for people whose plan is new or changed."""
    from pipeline.steps.my_plan import write_plan_pages

    with one_transaction(run) as work:
        return len(write_plan_pages(work.connection, outbox(), work.as_of, work.region, work.settings))


@task(multiple_outputs=False)
def withdraw_people(run: Run) -> dict[str, int]:
    """Letters cancelled and notices decided, by organisation."""
    from pipeline.steps.notices import withdraw_stopped

    with one_transaction(run) as work:
        done = withdraw_stopped(work.connection, work.as_of)
        return {**done.notices, "letters": len(done.letters)}


@task
def notify_withdrawals(run: Run) -> int:
    """Notices written into the outbox."""
    from pipeline.steps.notices import notify_withdrawals

    with one_transaction(run) as work:
        return len(notify_withdrawals(work.connection, outbox(), work.settings))


@dag(schedule=[CURRENT_REGISTER], doc_md=__doc__, tags=["smi-outreach", "plan"], **EVERY_DAG)
def plan_outreach() -> None:
    run: Any = begin_run()
    decided = (take_outcomes(run), take_plans(run), flag(run), prioritise(run))
    chain(*decided, write_plan_pages(run), withdraw_people(run), notify_withdrawals(run))


plan_outreach()
