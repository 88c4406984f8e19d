-- Sets aside newcomers who have the names, date of birth and sex of somebody whose NHS number has just gone from the
-- same register: a superseded number, or another person. Until a person decides they stay set aside.
with gone as (
    select
        extract.extract_id,
        registration.practice_code,
        registration.person_id,
        registration.family_name,
        registration.given_name,
        registration.born_on,
        registration.sex
    from extract
    inner join registration on extract.practice_code = registration.practice_code
    where
        extract.fate = 'reconciling'
        and (
            exists (
                select 1
                from register_change
                where
                    register_change.extract_id = extract.extract_id
                    and register_change.person_id = registration.person_id
                    and register_change.change = 'left'
            )
            or exists (
                select 1
                from staged_change
                where
                    staged_change.practice_code = registration.practice_code
                    and staged_change.old_person_id = registration.person_id
                    and staged_change.settled_by_extract_id is null
            )
        )
)

insert into staged_change (extract_id, practice_code, person_id, reason, old_person_id)
select distinct on (landed_person.extract_id, landed_person.person_id)
    landed_person.extract_id,
    gone.practice_code,
    landed_person.person_id,
    'new_nhs_number',
    gone.person_id
from gone
inner join landed_person
    on
        gone.extract_id = landed_person.extract_id
        and gone.born_on = landed_person.born_on
        and lower(btrim(gone.family_name)) = lower(btrim(landed_person.family_name))
        and lower(btrim(gone.given_name)) = lower(btrim(landed_person.given_name))
        and gone.sex is not distinct from landed_person.sex
where
    not exists (
        select 1
        from registration
        where
            registration.practice_code = gone.practice_code
            and registration.person_id = landed_person.person_id
    )
    and not exists (
        select 1
        from staged_decision
        where
            staged_decision.reason = 'new_nhs_number'
            and staged_decision.practice_code = gone.practice_code
            and staged_decision.person_id = landed_person.person_id
    )
order by landed_person.extract_id, landed_person.person_id, gone.person_id
on conflict do nothing
