-- People the policy decides about: how they can be reached and what was tried in this episode.
select
    plan_item.person_id,
    registration.title,
    registration.family_name,
    registration.given_name,
    registration.preferred_name,
    registration.address_1,
    registration.address_2,
    registration.address_3,
    registration.address_4,
    registration.address_5,
    registration.postcode,
    registration.phone_home,
    registration.phone_mobile,
    registration.language,
    registration.is_interpreter_needed,
    registration.contact_method,
    registration.information_format,
    registration.communication_professional,
    registration.communication_support,
    exists(
        select 1
        from letter
        where letter.episode_id = plan_item.episode_id and letter.state = 'unprintable'
    ) as is_unprintable,
    coalesce(tried.history, '[]') as history
from plan_item
inner join registration
    on
        plan_item.practice_code = registration.practice_code
        and plan_item.person_id = registration.person_id
left join (
    select
        episode_id,
        jsonb_agg(
            jsonb_build_object(
                'contacted_on', contacted_on,
                'channel', channel,
                'outcome', outcome,
                'call_back_on', call_back_on
            )
            order by contacted_on, contact_attempt_id
        ) as history
    from contact_attempt
    where contacted_on <= cast(:as_of as date)
    group by episode_id
) as tried on plan_item.episode_id = tried.episode_id
where plan_item.as_of = cast(:as_of as date) and plan_item.disposition = 'listed'
order by plan_item.person_id
