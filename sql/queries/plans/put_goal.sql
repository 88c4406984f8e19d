-- One goal of a plan as it stands after a returned list.
insert into health_goal (
    health_goal_id, health_plan_id, goal_number, domain, words, supported_by, review_on, achieved_on
)
values (
    :health_goal_id,
    :health_plan_id,
    :goal_number,
    :domain,
    :words,
    :supported_by,
    cast(:review_on as date),
    cast(:achieved_on as date)
)
on conflict (health_plan_id, goal_number) do update
    set
        domain = excluded.domain,
        words = excluded.words,
        supported_by = excluded.supported_by,
        review_on = excluded.review_on,
        achieved_on = excluded.achieved_on,
        dropped_on = null
