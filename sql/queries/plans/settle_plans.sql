-- What has become of every plan, worked out anew from what is known: when it was last looked at, and whether it ended
-- because it was taken back, a later one took its place, the person wanted none any more, died or left every register.
-- A reason that no longer holds opens the plan again.
with dead as materialized (
    select distinct stopped.person_id
    from stops_on(cast(:as_of as date)) as stopped
    where stopped.reason in ('died', 'reported_dead')
),

told as (
    select
        plan.health_plan_id,
        (
            select max(attempt.contacted_on)
            from contact_attempt as attempt
            where
                attempt.person_id = plan.person_id
                and attempt.outcome = 'plan_reviewed'
                and attempt.contacted_on between plan.agreed_on and cast(:as_of as date)
        ) as reviewed_on,
        (
            select bool_and(attempt.outcome = 'entered_in_error')
            from contact_attempt as attempt
            where attempt.source = plan.source
        ) as is_in_error,
        (
            select min(later.agreed_on)
            from health_plan as later
            where
                later.person_id = plan.person_id
                and (later.agreed_on, later.health_plan_id) > (plan.agreed_on, plan.health_plan_id)
                and later.end_reason is distinct from 'in_error'
        ) as replaced_on,
        (
            select min(attempt.contacted_on)
            from contact_attempt as attempt
            where
                attempt.person_id = plan.person_id
                and attempt.outcome = 'plan_declined'
                and attempt.contacted_on > plan.agreed_on
                and attempt.contacted_on <= cast(:as_of as date)
        ) as declined_on,
        coalesce(standing.status = 'died', false) or plan.person_id in (select dead.person_id from dead) as is_dead,
        coalesce(standing.status = 'left', false) as is_gone
    from health_plan as plan
    left join recall_status as standing on plan.person_id = standing.person_id and standing.to_run_id is null
),

decided as (
    select
        told.*,
        case
            when told.is_in_error then 'in_error'
            when told.replaced_on is not null then 'replaced'
            when told.declined_on is not null then 'declined'
            when told.is_dead then 'died'
            when told.is_gone then 'left'
        end as end_reason
    from told
),

dated as (
    select
        decided.health_plan_id,
        decided.reviewed_on,
        decided.end_reason,
        case
            when decided.end_reason = 'replaced' then decided.replaced_on
            when decided.end_reason = 'declined' then decided.declined_on
            when decided.end_reason = plan.end_reason then plan.ended_on
            when decided.end_reason is not null then cast(:as_of as date)
        end as ended_on
    from decided
    inner join health_plan as plan on decided.health_plan_id = plan.health_plan_id
)

update health_plan
set
    reviewed_on = dated.reviewed_on,
    ended_on = dated.ended_on,
    end_reason = dated.end_reason
from dated
where
    health_plan.health_plan_id = dated.health_plan_id
    and (health_plan.reviewed_on, health_plan.ended_on, health_plan.end_reason)
    is distinct from (dated.reviewed_on, dated.ended_on, dated.end_reason)
