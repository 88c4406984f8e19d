-- Everybody of whom something about a plan may be due: a plan stands, a check was done after outreach had contacted
-- them, or a plan was said to be agreed; never who wants none. Only where the covered provider may contact them today
-- and they are not on the day's list already. What is needed to decide, and to whom the person goes.
with told as (
    -- Of each element the day on which outreach first reported it as done or declined; null where nobody said which.
    select
        attempt.person_id,
        attempt.episode_id,
        each_element.element,
        min(report.done_on) as done_on
    from check_report as report
    inner join contact_attempt as attempt on report.contact_attempt_id = attempt.contact_attempt_id
    left join lateral unnest(report.elements || report.declined_elements) as each_element (element) on true
    where not report.is_in_error and attempt.outcome <> 'entered_in_error' and report.done_on <= cast(:as_of as date)
    group by attempt.person_id, attempt.episode_id, each_element.element
),

check_done as (
    -- A check of which nobody said what was missing, or whose parts were done one after the other until none was.
    select
        told.person_id,
        told.episode_id,
        told.done_on
    from told
    where told.element is null
    union all
    select
        told.person_id,
        told.episode_id,
        max(told.done_on)
    from told
    where told.element = any(cast(:elements as text[]))
    group by told.person_id, told.episode_id
    having count(*) = cardinality(cast(:elements as text[]))
    union all
    -- A check that the practice's record shows, in an episode in which outreach had contacted the person.
    select
        episode.person_id,
        episode.episode_id,
        episode.closed_on
    from episode
    where
        episode.close_reason = 'up_to_date'
        and episode.closed_on <= cast(:as_of as date)
        and exists (
            select 1
            from contact_attempt as attempt
            where attempt.episode_id = episode.episode_id and attempt.outcome <> 'entered_in_error'
        )
),

newest_check as (
    select distinct on (first_heard.person_id)
        first_heard.person_id,
        first_heard.checked_on
    from (
        select
            check_done.person_id,
            check_done.episode_id,
            min(check_done.done_on) as checked_on
        from check_done
        group by check_done.person_id, check_done.episode_id
    ) as first_heard
    order by first_heard.person_id, first_heard.checked_on desc
),

about_plans as (
    select
        attempt.person_id,
        max(attempt.contacted_on) filter (where attempt.outcome = 'plan_declined') as declined_on,
        max(attempt.contacted_on) filter (where attempt.outcome = 'plan_agreed') as said_agreed_on,
        jsonb_agg(
            jsonb_build_object(
                'on', attempt.contacted_on,
                'was_reached', attempt.outcome = any(cast(:reached as text[])),
                'call_back_on', attempt.call_back_on
            )
            order by attempt.contacted_on, attempt.contact_attempt_id
        ) as tries
    from contact_attempt as attempt
    where
        attempt.contacted_on <= cast(:as_of as date)
        and attempt.outcome <> 'entered_in_error'
        and (
            attempt.step in ('agree_plan', 'review_plan')
            or attempt.outcome in ('plan_agreed', 'plan_reviewed', 'plan_declined')
        )
    group by attempt.person_id
),

newest_plan as (
    select
        plan.person_id,
        max(plan.agreed_on) as agreed_on
    from health_plan as plan
    where plan.end_reason is distinct from 'in_error'
    group by plan.person_id
),

concerned as (
    select standing.person_id from open_plans_on(cast(:as_of as date), :review_after_days) as standing
    union
    select newest_check.person_id from newest_check
    union
    select about_plans.person_id
    from about_plans
    where about_plans.said_agreed_on is not null
)

select
    concerned.person_id,
    covering.practice_code,
    covering.pcn_code,
    covering.place_code,
    covering.provider_code,
    working.partner_code,
    working.worker_code,
    newest_check.checked_on,
    case
        when about_plans.said_agreed_on >= coalesce(newest_plan.agreed_on, '-infinity')
            then about_plans.said_agreed_on
    end as said_agreed_on,
    standing.agreed_on,
    standing.review_on,
    standing.is_review_said,
    standing.goal_review_on,
    coalesce(plan.changed_on, plan.taken_on) as changed_on,
    coalesce(about_plans.tries, '[]') as tries,
    registration.language,
    registration.is_interpreter_needed,
    registration.contact_method,
    registration.information_format,
    registration.communication_professional,
    registration.communication_support
from concerned
inner join recall_status as status on concerned.person_id = status.person_id and status.to_run_id is null
inner join registration
    on
        status.practice_code = registration.practice_code
        and status.person_id = registration.person_id
        and registration.state = 'registered'
inner join practice_on(cast(:as_of as date)) as covering
    on status.practice_code = covering.practice_code and covering.coverage_state = 'covered'
inner join (
    select
        extract.practice_code,
        max(extract.extract_on) as extract_on
    from extract
    where extract.fate = 'accepted' and extract.extract_on <= cast(:as_of as date)
    group by extract.practice_code
) as newest
    on
        status.practice_code = newest.practice_code
        and newest.extract_on >= cast(:as_of as date) - cast(:register_too_old_after_days as integer)
left join newest_check on concerned.person_id = newest_check.person_id
left join about_plans on concerned.person_id = about_plans.person_id
left join newest_plan on concerned.person_id = newest_plan.person_id
left join open_plans_on(cast(:as_of as date), :review_after_days) as standing
    on concerned.person_id = standing.person_id
left join health_plan as plan on standing.health_plan_id = plan.health_plan_id
left join works_with_on(cast(:as_of as date)) as working
    on concerned.person_id = working.person_id and covering.provider_code = working.provider_code
left join decisive_stop_on(cast(:as_of as date)) as stopped on concerned.person_id = stopped.person_id
where
    stopped.person_id is null
    and covering.pcn_code is not null
    -- Who says no is not asked again until they ask.
    and not coalesce(
        about_plans.declined_on > greatest(newest_plan.agreed_on, about_plans.said_agreed_on, '-infinity'), false
    )
    and status.status in ('never_checked', 'overdue', 'due', 'up_to_date', 'in_remission')
    and not exists (
        select 1
        from plan_item
        where
            plan_item.as_of = cast(:as_of as date)
            and plan_item.person_id = concerned.person_id
            and plan_item.disposition = 'listed'
    )
    -- Of a practice whose people do not add up nobody is contacted.
    and not exists (
        select 1
        from plan_item
        where
            plan_item.as_of = cast(:as_of as date)
            and plan_item.practice_code = status.practice_code
            and plan_item.disposition_reason in ('accounting_failed', 'register_withdrawn')
    )
    and not exists (
        select 1
        from registration as member
        where
            member.practice_code = status.practice_code
            and not exists (
                select 1
                from recall_status as theirs
                where theirs.person_id = member.person_id and theirs.to_run_id is null
            )
    )
order by concerned.person_id
