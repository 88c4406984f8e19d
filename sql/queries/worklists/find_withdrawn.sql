-- Who was on the provider's list before, or on one of today that a worker had, and is not on today's for the same
-- worker: with the first reason that holds. A stop comes first, then whoever has the person now, then an answer.
with before as (
    select distinct on (today.provider_code)
        today.provider_code,
        earlier.worklist_id
    from worklist as today
    inner join worklist as earlier on today.provider_code = earlier.provider_code
    where
        today.as_of = cast(:as_of as date)
        and earlier.as_of < today.as_of
        and earlier.as_of >= today.as_of - cast(:open_list_days as integer)
    order by today.provider_code asc, earlier.as_of desc
),

now_listed as (
    select
        worklist.provider_code,
        item.person_id,
        item.partner_code,
        item.worker_code
    from worklist
    inner join worklist_item as item on worklist.worklist_id = item.worklist_id and not item.is_withdrawn
    where worklist.as_of = cast(:as_of as date)
),

was as (
    select
        worklist.provider_code,
        worklist.as_of,
        item.worklist_item_id,
        item.person_id as named_person_id,
        coalesce(same_person.is_now, item.person_id) as person_id,
        item.partner_code,
        item.worker_code,
        item.step
    from worklist_item as item
    inner join worklist on item.worklist_id = worklist.worklist_id
    left join same_person on item.person_id = same_person.person_id
    where
        (
            item.worklist_id in (select before.worklist_id from before)
            and (item.is_handed_over or not item.is_withdrawn)
        )
        or (worklist.as_of = cast(:as_of as date) and item.is_handed_over and item.is_withdrawn)
),

gone as (
    select distinct on (was.provider_code, was.person_id) was.*
    from was
    where
        not exists (
            select 1
            from now_listed
            where
                now_listed.provider_code = was.provider_code
                and now_listed.person_id = was.person_id
                and now_listed.partner_code is not distinct from was.partner_code
                and now_listed.worker_code is not distinct from was.worker_code
        )
    order by was.provider_code asc, was.person_id asc, was.as_of desc
),

reasoned as (
    select
        gone.worklist_item_id,
        case
            when stopped.reason is not null then stopped.reason
            when
                exists (
                    select 1
                    from now_listed
                    where
                        now_listed.provider_code = gone.provider_code
                        and now_listed.person_id = gone.person_id
                )
                then 'other_worker'
            when planned.provider_code <> gone.provider_code then 'other_provider'
            when answered.source is not null then 'answered'
            when planned.disposition = 'waiting_until' then 'waits_until'
            when planned.disposition = 'waiting_capacity' then 'no_room_today'
            when planned.disposition = 'practice_only' then 'with_the_practice'
            when planned.disposition in ('uncovered', 'no_agreement') then 'not_covered'
            when planned.disposition is not null then 'details_being_checked'
            when gone.step in ('agree_plan', 'review_plan') then 'nothing_due'
            when standing.status in ('due', 'up_to_date') then 'checked'
            when standing.status is null or standing.status in ('left', 'died') then 'left_register'
            when
                standing.status in ('contradiction', 'on_two_registers', 'superseded_number', 'test_number')
                then 'details_being_checked'
            else 'not_for_the_service'
        end as reason,
        case
            when stopped.reason is not null then stopped.until_on
            when planned.disposition = 'waiting_until' then planned.until_on
        end as until_on,
        protected_person.person_id is not null as is_name_withheld
    from gone
    left join decisive_stop_on(cast(:as_of as date)) as stopped on gone.person_id = stopped.person_id
    left join plan_item as planned
        on planned.as_of = cast(:as_of as date) and gone.person_id = planned.person_id
    left join recall_status as standing
        on gone.person_id = standing.person_id and standing.to_run_id is null
    left join (
        select distinct contact.source
        from contact_attempt as contact
        where contact.outcome <> 'entered_in_error'
    ) as answered on gone.worklist_item_id = answered.source
    left join protected_person on gone.named_person_id = protected_person.person_id
)

update worklist_item
set
    withdrawn_reason = reasoned.reason,
    withdrawn_on = cast(:as_of as date),
    withdrawn_until_on = reasoned.until_on,
    is_name_withheld = reasoned.is_name_withheld
from reasoned
where worklist_item.worklist_item_id = reasoned.worklist_item_id
