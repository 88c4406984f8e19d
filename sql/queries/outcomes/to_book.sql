-- Who would come to a check and is not booked, where somebody else than the practice delivers checks: with the least that
-- is needed to book them. Nobody who is stopped or protected.
select
    delivering.check_provider_code,
    delivering.name as check_provider_name,
    asked.source,
    asked.asked_on,
    coalesce(region_provider.name, asked.provider_code) as asked_by,
    covering.practice_name,
    registration.title,
    registration.given_name,
    registration.family_name,
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
    coalesce(refused.channels, '{}') as refused,
    coalesce(minded.codes, '{}') as codes,
    coalesce(minded.words, '{}') as words,
    recall_status.missing_elements || recall_status.out_of_date_elements as missing
from open_booking_request_on(cast(:as_of as date)) as asked
inner join recall_status on asked.person_id = recall_status.person_id and recall_status.to_run_id is null
inner join practice_on(cast(:as_of as date)) as covering on recall_status.practice_code = covering.practice_code
inner join check_provider_on(cast(:as_of as date)) as delivering on covering.pcn_code = delivering.pcn_code
inner join registration
    on
        recall_status.practice_code = registration.practice_code
        and asked.person_id = registration.person_id
left join region_provider on asked.provider_code = region_provider.provider_code
left join refused_channels_on(cast(:as_of as date)) as refused on asked.person_id = refused.person_id
left join safe_contact_on(cast(:as_of as date)) as minded on asked.person_id = minded.person_id
where
    covering.coverage_state = 'covered'
    and not exists (
        select 1
        from decisive_stop_on(cast(:as_of as date)) as stopped
        where stopped.person_id = asked.person_id
    )
    and not exists (
        select 1
        from protected_person
        where protected_person.person_id = asked.person_id
    )
order by delivering.check_provider_code, asked.asked_on, asked.source
