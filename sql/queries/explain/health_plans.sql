-- Somebody's plans as they were known on a day: days, areas and counts, not a word of them. The words are the person's own.
select
    plan.health_plan_id,
    plan.provider_code,
    plan.agreed_on,
    case when plan.reviewed_on <= cast(:as_of as date) then plan.reviewed_on end as reviewed_on,
    case when coalesce(plan.review_said_on, plan.taken_on) <= cast(:as_of as date) then plan.review_on end as review_on,
    case when plan.ended_on <= cast(:as_of as date) then plan.ended_on end as ended_on,
    case when plan.ended_on <= cast(:as_of as date) then plan.end_reason end as end_reason,
    goals.areas,
    goals.goals,
    goals.achieved
from health_plan as plan
left join lateral (
    select
        coalesce(array_agg(goal.domain order by goal.goal_number), '{}') as areas,
        count(goal.health_goal_id) as goals,
        count(goal.health_goal_id) filter (where goal.achieved_on <= cast(:as_of as date)) as achieved
    from health_goal as goal
    where goal.health_plan_id = plan.health_plan_id
) as goals on true
where plan.person_id = :person_id and plan.taken_on <= cast(:as_of as date)
order by plan.agreed_on, plan.health_plan_id
