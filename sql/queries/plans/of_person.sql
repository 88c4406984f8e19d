-- Every plan of somebody with its goals, the oldest first; one whose words were taken back is none.
select
    plan.health_plan_id,
    plan.agreed_on,
    coalesce(plan.list_on, plan.taken_on) as list_on,
    plan.what_matters,
    plan.review_on,
    plan.ended_on,
    coalesce(goals.said, '[]') as goals
from health_plan as plan
left join lateral (
    select
        jsonb_agg(
            jsonb_build_object(
                'number', goal.goal_number,
                'area', goal.domain,
                'words', goal.words,
                'supported_by', goal.supported_by,
                'review_on', goal.review_on,
                'achieved_on', goal.achieved_on
            )
            order by goal.goal_number
        ) as said
    from health_goal as goal
    where goal.health_plan_id = plan.health_plan_id
) as goals on true
where plan.person_id = :person_id and plan.end_reason is distinct from 'in_error'
order by plan.agreed_on, plan.health_plan_id
