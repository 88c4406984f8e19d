-- Practices whose people do not add up: somebody registered without a status, overdue without a plan, or planned
-- without a next step, a day to wait for or a reason.
-- Their people are held back; the rows returned name the practices.
with unaccounted as (
    select
        registration.practice_code,
        registration.person_id
    from registration
    where
        not exists (
            select 1
            from recall_status
            where recall_status.person_id = registration.person_id and recall_status.to_run_id is null
        )
    union
    select
        recall_status.practice_code,
        recall_status.person_id
    from recall_status
    where
        recall_status.to_run_id is null
        and recall_status.outreach_route is not null
        and not exists (
            select 1
            from plan_item
            where plan_item.as_of = cast(:as_of as date) and plan_item.person_id = recall_status.person_id
        )
    union
    select
        plan_item_without_next.practice_code,
        plan_item_without_next.person_id
    from plan_item_without_next
    where plan_item_without_next.as_of = cast(:as_of as date)
),

held_back as (
    update plan_item
    set
        disposition = 'stopped',
        disposition_reason = 'accounting_failed',
        until_on = null,
        next_step = null,
        next_step_reason = null,
        rank = null
    where
        as_of = cast(:as_of as date)
        and practice_code in (select unaccounted.practice_code from unaccounted)
)

select
    practice_code,
    count(*) as people
from unaccounted
group by practice_code
order by practice_code
