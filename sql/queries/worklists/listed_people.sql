-- The listed people of a day with the minimum a worker needs; no diagnosis, code or result.
select
    worklist.worklist_id,
    plan_item.provider_code,
    plan_item.person_id,
    plan_item.rank,
    plan_item.band,
    plan_item.reasons,
    plan_item.next_step_reason,
    plan_item.pcn_code,
    covering.pcn_name,
    covering.practice_name,
    recall_status.last_element_on,
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
    coalesce(tried.contacts, '[]') as tried
from plan_item
inner join worklist on plan_item.as_of = worklist.as_of and plan_item.provider_code = worklist.provider_code
inner join recall_status on plan_item.person_id = recall_status.person_id and recall_status.to_run_id is null
inner join practice_on(cast(:as_of as date)) as covering on plan_item.practice_code = covering.practice_code
inner join registration
    on
        plan_item.practice_code = registration.practice_code
        and plan_item.person_id = registration.person_id
left join (
    select
        episode_id,
        jsonb_agg(
            jsonb_build_object('on', contacted_on, 'channel', channel, 'outcome', outcome)
            order by contacted_on, contact_attempt_id
        ) as contacts
    from contact_attempt
    group by episode_id
) as tried on plan_item.episode_id = tried.episode_id
where plan_item.as_of = cast(:as_of as date) and plan_item.disposition = 'listed'
order by plan_item.provider_code, plan_item.rank
