-- Health plans: what changed and ended them, what is due for those that stand, and what people can be pointed to.

-- `changed_on`: the run that took in the newest word on the plan. `review_said_on`: the run that took in the day to look
-- at it again; a look at it since then has made that day a thing of the past. `list_on`: the day of the list that spoke
-- of the plan last.
alter table health_plan
add column changed_on date,
add column review_said_on date,
add column list_on date,
add constraint an_end_has_its_reason check ((ended_on is null) = (end_reason is null)),
add constraint an_end_of_the_list check (end_reason in ('replaced', 'declined', 'died', 'left', 'in_error'));

alter table health_goal
add constraint an_area_of_the_list check (
    domain in (
        'body', 'mind', 'food_and_moving', 'smoking_alcohol_drugs', 'teeth_and_eyes', 'medicines', 'home_and_money',
        'people', 'work_and_learning', 'other'
    )
),
add constraint a_plan_counts_its_goals unique (health_plan_id, goal_number);

alter table follow_up
add constraint a_follow_up_is_of_a_plan check (step in ('agree_plan', 'review_plan'));

-- The plans that stand on a day, and when each is looked at again: the day that was said, where nobody has looked at it
-- since it was said, else so many days after the last look. `goal_review_on`: the first such day of an open goal.
create function open_plans_on(as_of date, review_after_days integer)
returns table (
    health_plan_id text,
    person_id text,
    provider_code text,
    agreed_on date,
    reviewed_on date,
    review_on date,
    is_review_said boolean,
    goal_review_on date
)
language sql
stable
as $$
    select
        plan.health_plan_id,
        plan.person_id,
        plan.provider_code,
        plan.agreed_on,
        plan.reviewed_on,
        coalesce(said.review_on, coalesce(plan.reviewed_on, plan.agreed_on) + review_after_days),
        said.review_on is not null,
        (
            select min(goal.review_on)
            from health_goal as goal
            where
                goal.health_plan_id = plan.health_plan_id
                and goal.achieved_on is null
                and goal.dropped_on is null
                and (plan.reviewed_on is null or goal.review_on > plan.reviewed_on)
        )
    from health_plan as plan
    cross join lateral (
        select
            case
                when plan.reviewed_on is null or coalesce(plan.review_said_on, plan.taken_on) >= plan.reviewed_on
                    then plan.review_on
            end as review_on
    ) as said
    where plan.taken_on <= as_of and (plan.ended_on is null or plan.ended_on > as_of)
$$;

-- What people of a place can be pointed to: the place's own services, and those of the whole region.
create function services_of(at_place text)
returns table (service_code text, name text, what text, how_to_reach text, only_through text, status text)
language sql
stable
as $$
    select
        service.service_code,
        service.name,
        service.what,
        service.how_to_reach,
        service.only_through,
        service.status
    from region_service as service
    where service.place_code is null or service.place_code = at_place
    order by service.place_code is not null, service.name, service.service_code
$$;
