-- The updates a practice's file of a day holds: not yet sent, or sent with this very day's file.
select
    register_update.register_update_id,
    register_update.practice_code,
    register_update.section,
    register_update.kind,
    register_update.effective_on,
    register_update.content,
    practice.name as practice_name,
    coalesce(registration.nhs_number, person.nhs_number) as nhs_number,
    coalesce(registration.born_on, person.born_on) as born_on,
    registration.family_name,
    registration.given_name,
    coalesce(registration.is_restricted, false)
    or coalesce(staged.is_restricted, false)
    -- Said by a person, or by the national record.
    or exists (
        select 1
        from stop
        where
            stop.person_id = register_update.person_id
            and stop.reason = 'is_restricted'
            and (stop.lifted_on is null or stop.lifted_on > cast(:as_of as date))
    ) as is_restricted,
    newest.extract_on
from register_update
inner join practice on register_update.practice_code = practice.practice_code
left join person on register_update.person_id = person.person_id
left join registration
    on
        register_update.practice_code = registration.practice_code
        and register_update.person_id = registration.person_id
-- A staged row may protect somebody the register does not know yet.
left join lateral (
    select bool_or(landed_person.is_restricted) as is_restricted
    from staged_change
    inner join landed_person
        on
            staged_change.extract_id = landed_person.extract_id
            and staged_change.person_id = landed_person.person_id
    where
        staged_change.practice_code = register_update.practice_code
        and staged_change.person_id = register_update.person_id
        and staged_change.settled_by_extract_id is null
) as staged on true
left join (
    select
        practice_code,
        max(extract_on) as extract_on
    from extract
    where fate = 'accepted'
    group by practice_code
) as newest on register_update.practice_code = newest.practice_code
where
    register_update.first_as_of <= cast(:as_of as date)
    and (register_update.sent_as_of is null or register_update.sent_as_of = cast(:as_of as date))
order by register_update.practice_code, register_update.register_update_id
