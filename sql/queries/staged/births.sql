-- NHS numbers that come with another date of birth: the practices that have the person as we hold them, then the
-- newest row that contradicts them.
with staged as (
    select distinct on (staged_change.person_id, staged_change.practice_code)
        staged_birth_id(staged_change.person_id, staged_change.practice_code, landed_person.born_on) as staged_id,
        staged_change.practice_code,
        extract.extract_on,
        landed_person.person_id,
        landed_person.registered_on,
        landed_person.nhs_number,
        landed_person.born_on,
        to_jsonb(landed_person) as said,
        marks_of(
            landed_person.is_dead,
            landed_person.is_restricted,
            landed_person.is_not_to_be_shared,
            landed_person.refuses_outreach
        ) as marks
    from staged_change
    inner join extract on staged_change.extract_id = extract.extract_id
    inner join landed_person
        on
            staged_change.extract_id = landed_person.extract_id
            and staged_change.person_id = landed_person.person_id
    where staged_change.settled_by_extract_id is null and staged_change.reason = 'different_birth_date'
    order by staged_change.person_id, staged_change.practice_code, extract.extract_on desc, extract.extract_id desc
),

waiting as (
    select staged.*
    from staged
    where
        not exists (
            select 1
            from staged_decision
            where staged_decision.staged_id = staged.staged_id and not staged_decision.is_carried_out
        )
),

side as (
    select
        waiting.staged_id,
        waiting.person_id,
        'held' as role,
        1 as place_in_order,
        coalesce(registration.practice_code, first.practice_code) as practice_code,
        registration.registered_on,
        newest.extract_on,
        waiting.nhs_number,
        person.born_on,
        case
            when registration.person_id is null then '{}'
            else marks_of(
                registration.is_dead,
                registration.is_restricted,
                registration.is_not_to_be_shared,
                registration.refuses_outreach
            )
        end as marks,
        differing_columns(to_jsonb(registration), waiting.said) as differs
    from waiting
    inner join person on waiting.person_id = person.person_id
    inner join extract as first on person.first_extract_id = first.extract_id
    left join registration on waiting.person_id = registration.person_id and registration.state = 'registered'
    left join extract as newest on registration.extract_id = newest.extract_id
    union all
    select
        staged_id,
        person_id,
        'sent',
        2,
        practice_code,
        registered_on,
        extract_on,
        nhs_number,
        born_on,
        marks,
        '{}'
    from waiting
)

select
    side.staged_id,
    'different_birth_date' as reason,
    side.person_id,
    null as old_person_id,
    side.role,
    side.practice_code,
    practice.name as practice_name,
    side.registered_on,
    side.extract_on,
    side.nhs_number,
    side.born_on,
    side.marks,
    side.differs
from side
inner join practice on side.practice_code = practice.practice_code
order by side.staged_id, side.place_in_order, side.practice_code
