-- Of each provider: people with a plan, who was to be asked or to look at one on the newest day that was run,
-- and how goals stand.
with newest as (
    select max(run.as_of) as as_of
    from run
    where run.as_of <= cast(:as_of as date)
),

stands as (
    select
        plan.health_plan_id,
        plan.provider_code,
        plan.person_id,
        plan.ended_on is null or plan.ended_on > cast(:as_of as date) as is_open
    from health_plan as plan
    where plan.taken_on <= cast(:as_of as date) and plan.end_reason is distinct from 'in_error'
),

goals as (
    select
        stands.provider_code,
        count(*) filter (
            where
            stands.is_open
            and goal.dropped_on is null
            and (goal.achieved_on is null or goal.achieved_on > cast(:as_of as date))
        ) as goals_open,
        count(*) filter (where goal.achieved_on <= cast(:as_of as date)) as goals_achieved
    from stands
    inner join health_goal as goal on stands.health_plan_id = goal.health_plan_id
    group by stands.provider_code
),

people as (
    select
        stands.provider_code,
        count(distinct stands.person_id) filter (where stands.is_open) as people_with_a_plan
    from stands
    group by stands.provider_code
),

due as (
    select
        follow_up.provider_code,
        count(*) filter (where follow_up.step = 'agree_plan') as to_agree,
        count(*) filter (where follow_up.step = 'review_plan') as to_review
    from follow_up
    inner join newest on follow_up.as_of = newest.as_of
    group by follow_up.provider_code
)

select
    coalesce(people.provider_code, due.provider_code) as provider_code,
    coalesce(people.people_with_a_plan, 0) as people_with_a_plan,
    coalesce(due.to_agree, 0) as to_agree,
    coalesce(due.to_review, 0) as to_review,
    coalesce(goals.goals_open, 0) as goals_open,
    coalesce(goals.goals_achieved, 0) as goals_achieved
from people
full join due on people.provider_code = due.provider_code
left join goals on people.provider_code = goals.provider_code
order by coalesce(people.provider_code, due.provider_code)
