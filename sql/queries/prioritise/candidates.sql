-- People the policy decides about: how they can be reached, and what was ever tried, in any episode and by any provider.
with tried as (
    select
        plan_item.person_id,
        jsonb_agg(
            jsonb_build_object(
                'contacted_on', contact.contacted_on,
                'channel', contact.channel,
                'outcome', contact.outcome,
                'call_back_on', contact.call_back_on,
                'step', contact.step,
                'round', contact.round,
                'time_of_day', contact.time_of_day,
                'is_unasked', contact.is_unasked,
                'is_of_episode', contact.episode_id = plan_item.episode_id,
                'appointment', case
                    when booked.appointment_id is not null
                        then jsonb_build_object(
                            'held_on', booked.held_on,
                            'state', booked.state,
                            'state_on', booked.state_on,
                            'why_not', booked.why_not
                        )
                end,
                'check', case
                    when reported.check_report_id is not null
                        then jsonb_build_object(
                            'done_on', reported.done_on,
                            'elements', to_jsonb(reported.elements),
                            'declined', to_jsonb(reported.declined_elements)
                        )
                end
            )
            order by contact.contacted_on, contact.contact_attempt_id
        ) as history
    from contact_attempt as contact
    inner join plan_item on contact.person_id = plan_item.person_id
    left join appointment as booked on contact.contact_attempt_id = booked.contact_attempt_id
    left join check_report as reported
        on contact.contact_attempt_id = reported.contact_attempt_id and not reported.is_in_error
    where
        plan_item.as_of = cast(:as_of as date)
        and plan_item.disposition = 'listed'
        and contact.contacted_on <= cast(:as_of as date)
    group by plan_item.person_id
),

said_wrong as (
    select
        contact_attempt.person_id,
        max(contact_attempt.contacted_on) filter (
            where contact_attempt.channel in ('call', 'text', 'contact')
        ) as number_on,
        max(contact_attempt.contacted_on) filter (
            where contact_attempt.channel in ('letter', 'visit', 'in_person')
        ) as address_on
    from contact_attempt
    where contact_attempt.outcome = 'wrong_contact_details' and contact_attempt.contacted_on <= cast(:as_of as date)
    group by contact_attempt.person_id
),

-- A practice that has since sent another number or address has put it right.
wrong as (
    select
        said_wrong.person_id,
        said_wrong.number_on > coalesce(
            max(extract.extract_on) filter (where register_change.columns && array['phone_home', 'phone_mobile']),
            '-infinity'
        ) as is_number,
        said_wrong.address_on > coalesce(
            max(extract.extract_on) filter (
                where
                register_change.columns
                && array['address_1', 'address_2', 'address_3', 'address_4', 'address_5', 'postcode']
            ),
            '-infinity'
        ) as is_address
    from said_wrong
    left join register_change on said_wrong.person_id = register_change.person_id
    left join extract
        on
            register_change.extract_id = extract.extract_id
            and extract.fate = 'accepted'
            and extract.extract_on <= cast(:as_of as date)
    group by said_wrong.person_id, said_wrong.number_on, said_wrong.address_on
)

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
    coalesce(wrong.is_number, false) as is_number_wrong,
    coalesce(wrong.is_address, false) as is_address_wrong,
    coalesce(refused.channels, '{}') as refused_channels,
    coalesce(minded.codes, '{}') as safe_contact_codes,
    risk.verdict as visit_verdict,
    coalesce(tried.history, '[]') as history
from plan_item
inner join registration
    on
        plan_item.practice_code = registration.practice_code
        and plan_item.person_id = registration.person_id
left join tried on plan_item.person_id = tried.person_id
left join wrong on plan_item.person_id = wrong.person_id
left join refused_channels_on(cast(:as_of as date)) as refused on plan_item.person_id = refused.person_id
left join safe_contact_on(cast(:as_of as date)) as minded on plan_item.person_id = minded.person_id
left join visit_risk_on(cast(:as_of as date)) as risk on plan_item.person_id = risk.person_id
where plan_item.as_of = cast(:as_of as date) and plan_item.disposition = 'listed'
order by plan_item.person_id
