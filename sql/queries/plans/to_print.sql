-- Plans that stand, with all that the person's own page says: those that changed on a day, or one person's. Never of
-- anybody whose contact is stopped, nor where no provider is covered to hand the page over.
select
    standing.health_plan_id,
    standing.person_id,
    standing.agreed_on,
    standing.review_on,
    plan.what_matters,
    covering.provider_code,
    covering.place_code,
    working.partner_code,
    registration.title,
    registration.given_name,
    registration.family_name,
    registration.preferred_name,
    registration.key_worker,
    registration.language,
    registration.is_interpreter_needed,
    registration.contact_method,
    registration.information_format,
    registration.communication_professional,
    registration.communication_support,
    coalesce(goals.said, '[]') as goals
from open_plans_on(cast(:as_of as date), :review_after_days) as standing
inner join health_plan as plan on standing.health_plan_id = plan.health_plan_id
inner join recall_status as status on standing.person_id = status.person_id and status.to_run_id is null
inner join registration
    on
        status.practice_code = registration.practice_code
        and status.person_id = registration.person_id
        and registration.state = 'registered'
inner join practice_on(cast(:as_of as date)) as covering
    on status.practice_code = covering.practice_code and covering.coverage_state = 'covered'
left join works_with_on(cast(:as_of as date)) as working
    on standing.person_id = working.person_id and covering.provider_code = working.provider_code
left join decisive_stop_on(cast(:as_of as date)) as stopped on standing.person_id = stopped.person_id
left join lateral (
    select
        jsonb_agg(
            jsonb_build_object(
                'area', goal.domain,
                'words', goal.words,
                'supported_by', goal.supported_by,
                'review_on', goal.review_on,
                'achieved_on', goal.achieved_on
            )
            order by goal.goal_number
        ) as said
    from health_goal as goal
    where goal.health_plan_id = standing.health_plan_id and goal.dropped_on is null
) as goals on true
where
    stopped.person_id is null
    and (
        standing.person_id = :person_id
        -- An id of a list of before may be of a number superseded since.
        or exists (
            select 1
            from same_person
            where same_person.person_id = :person_id and same_person.is_now = standing.person_id
        )
        or (cast(:person_id as text) is null and coalesce(plan.changed_on, plan.taken_on) = cast(:as_of as date))
    )
order by covering.provider_code, standing.health_plan_id
