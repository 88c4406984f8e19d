-- Newcomers who look like somebody whose NHS number has gone from the same register: the old number's row, then the
-- newest row under the new one.
with staged as (
    select distinct on (staged_change.person_id, staged_change.practice_code)
        staged_number_id(staged_change.person_id, staged_change.old_person_id, staged_change.practice_code)
            as staged_id,
        staged_change.old_person_id,
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
    where staged_change.settled_by_extract_id is null and staged_change.reason = 'new_nhs_number'
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
        waiting.old_person_id,
        'old' as role,
        1 as place_in_order,
        waiting.practice_code,
        registration.registered_on,
        before.extract_on,
        registration.nhs_number,
        registration.born_on,
        marks_of(
            registration.is_dead,
            registration.is_restricted,
            registration.is_not_to_be_shared,
            registration.refuses_outreach
        ) as marks,
        differing_columns(to_jsonb(registration), waiting.said) as differs
    from waiting
    inner join registration
        on
            waiting.practice_code = registration.practice_code
            and waiting.old_person_id = registration.person_id
    left join lateral (
        select max(extract.extract_on) as extract_on
        from extract
        inner join seen_number on extract.extract_id = seen_number.extract_id
        where
            extract.practice_code = waiting.practice_code
            and extract.fate = 'accepted'
            and seen_number.nhs_number = registration.nhs_number
    ) as before on true
    union all
    select
        staged_id,
        person_id,
        old_person_id,
        'new',
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
    'new_nhs_number' as reason,
    side.person_id,
    side.old_person_id,
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
