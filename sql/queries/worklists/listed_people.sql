-- Everybody on a day's lists with the minimum a worker needs; no diagnosis, code or result. First who is overdue and in
-- the plan, then for whom something is due after the check; whoever is both is one item.
with due as (
    select
        plan_item.provider_code,
        plan_item.partner_code,
        plan_item.worker_code,
        plan_item.person_id,
        plan_item.practice_code,
        plan_item.pcn_code,
        plan_item.place_code,
        plan_item.episode_id,
        plan_item.rank,
        plan_item.band,
        plan_item.reasons,
        plan_item.next_step as step,
        plan_item.next_step_reason as step_reason,
        plan_item.round,
        plan_item.time_of_day,
        follow_up.reason as also_reason
    from plan_item
    left join follow_up on plan_item.as_of = follow_up.as_of and plan_item.person_id = follow_up.person_id
    where plan_item.as_of = cast(:as_of as date) and plan_item.disposition = 'listed'
    union all
    select
        follow_up.provider_code,
        follow_up.partner_code,
        follow_up.worker_code,
        follow_up.person_id,
        follow_up.practice_code,
        follow_up.pcn_code,
        follow_up.place_code,
        newest.episode_id,
        follow_up.rank,
        0,
        '{}',
        follow_up.step,
        follow_up.reason,
        1,
        null,
        null
    from follow_up
    left join lateral (
        select episode.episode_id
        from episode
        where episode.person_id = follow_up.person_id
        order by episode.opened_on desc, episode.episode_id
        limit 1
    ) as newest on true
    where
        follow_up.as_of = cast(:as_of as date)
        and not exists (
            select 1
            from plan_item
            where
                plan_item.as_of = follow_up.as_of
                and plan_item.person_id = follow_up.person_id
                and plan_item.disposition = 'listed'
        )
        -- Somebody may have been stopped since it was found that something is due.
        and follow_up.person_id not in (
            select stopped.person_id
            from decisive_stop_on(cast(:as_of as date)) as stopped
        )
),

tried as (
    select
        contact.episode_id,
        jsonb_agg(
            jsonb_build_object(
                'on', contact.contacted_on,
                'channel', contact.channel,
                'outcome', contact.outcome,
                'round', contact.round,
                'time_of_day', contact.time_of_day
            )
            order by contact.contacted_on, contact.contact_attempt_id
        ) as contacts
    from contact_attempt as contact
    where contact.outcome <> 'entered_in_error' and contact.contacted_on <= cast(:as_of as date)
    group by contact.episode_id
),

booked as (
    select distinct on (contact.episode_id)
        contact.episode_id,
        appointment.held_on,
        appointment.held_at,
        appointment.held_where,
        appointment.held_by,
        appointment.state
    from appointment
    inner join contact_attempt as contact on appointment.contact_attempt_id = contact.contact_attempt_id
    where appointment.state in ('booked', 'attended')
    order by
        contact.episode_id,
        appointment.state = 'booked' desc,
        appointment.held_on desc nulls last,
        appointment.appointment_id
),

delivered as (
    select
        contact.episode_id,
        bool_or(report.elements is null) as is_untold,
        array_agg(distinct done.element) filter (where done.element is not null) as elements
    from check_report as report
    inner join contact_attempt as contact on report.contact_attempt_id = contact.contact_attempt_id
    left join lateral unnest(report.elements) as done (element) on true
    where not report.is_in_error and report.done_on <= cast(:as_of as date)
    group by contact.episode_id
)

select
    worklist.worklist_id,
    due.provider_code,
    due.partner_code,
    due.worker_code,
    due.person_id,
    due.rank,
    due.band,
    due.reasons,
    due.step,
    due.step_reason,
    due.also_reason,
    due.round,
    due.time_of_day,
    due.pcn_code,
    due.place_code,
    covering.pcn_name,
    covering.practice_name,
    recall_status.last_element_on,
    recall_status.missing_elements || recall_status.out_of_date_elements || recall_status.declined_elements as lacking,
    registration.title,
    registration.given_name,
    registration.family_name,
    registration.preferred_name,
    registration.address_1,
    registration.address_2,
    registration.address_3,
    registration.address_4,
    registration.address_5,
    registration.postcode,
    registration.phone_mobile,
    registration.phone_home,
    registration.email,
    registration.language,
    registration.is_interpreter_needed,
    registration.contact_method,
    registration.information_format,
    registration.communication_professional,
    registration.communication_support,
    registration.key_worker,
    coalesce(minded.codes, '{}') as minded_codes,
    coalesce(minded.words, '{}') as minded_words,
    coalesce(refused.channels, '{}') as refused_channels,
    risk.verdict as visit_verdict,
    booked.held_on,
    booked.held_at,
    booked.held_where,
    booked.held_by,
    booked.state as appointment_state,
    delivered.episode_id is not null as is_check_reported,
    coalesce(delivered.is_untold, false) as is_check_untold,
    coalesce(delivered.elements, '{}') as done_elements,
    exists(
        select 1
        from health_plan
        where health_plan.person_id = due.person_id and health_plan.ended_on is null
    ) as has_plan,
    coalesce(tried.contacts, '[]') as tried
from due
inner join worklist on worklist.as_of = cast(:as_of as date) and due.provider_code = worklist.provider_code
inner join recall_status on due.person_id = recall_status.person_id and recall_status.to_run_id is null
inner join practice_on(cast(:as_of as date)) as covering on due.practice_code = covering.practice_code
inner join registration
    on
        due.practice_code = registration.practice_code
        and due.person_id = registration.person_id
left join safe_contact_on(cast(:as_of as date)) as minded on due.person_id = minded.person_id
left join refused_channels_on(cast(:as_of as date)) as refused on due.person_id = refused.person_id
left join visit_risk_on(cast(:as_of as date)) as risk on due.person_id = risk.person_id
left join booked on due.episode_id = booked.episode_id
left join delivered on due.episode_id = delivered.episode_id
left join tried on due.episode_id = tried.episode_id
order by due.provider_code, due.rank, due.person_id
