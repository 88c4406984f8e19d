-- Adds what the practice recorded; a result it had deleted and recorded again counts again.
insert into observation (
    practice_code, person_id, element, observed_on, is_declined, is_precise, value, unit, term, first_extract_id
)
select
    extract.practice_code,
    landed_observation.person_id,
    landed_observation.element,
    landed_observation.observed_on,
    landed_observation.is_declined,
    landed_observation.is_precise,
    landed_observation.value,
    landed_observation.unit,
    landed_observation.term,
    landed_observation.extract_id
from landed_observation
inner join extract on landed_observation.extract_id = extract.extract_id
-- In a delta an entry may be of somebody whose own row came in a file that was held since.
inner join registration
    on
        extract.practice_code = registration.practice_code
        and landed_observation.person_id = registration.person_id
where
    extract.fate = 'reconciling'
    and not landed_observation.is_removed
    and not exists (
        select 1
        from staged_change
        where
            staged_change.extract_id = landed_observation.extract_id
            and staged_change.person_id = landed_observation.person_id
    )
    -- Nearly all of a register is known from last time: what counts already is not tried against the key again.
    and not exists (
        select 1
        from observation as held
        where
            held.retracted_by_extract_id is null
            and held.practice_code = extract.practice_code
            and held.person_id = landed_observation.person_id
            and held.element = landed_observation.element
            and held.observed_on = landed_observation.observed_on
            and held.is_declined = landed_observation.is_declined
            and held.is_precise = landed_observation.is_precise
            and held.term = landed_observation.term
            and held.value = landed_observation.value
            and held.unit = landed_observation.unit
    )
-- In the order of the key, so that its index is written from one end to the other.
order by landed_observation.person_id, landed_observation.element, landed_observation.observed_on
on conflict (person_id, element, observed_on, practice_code, is_declined, is_precise, term, value, unit) do update
    set retracted_by_extract_id = null
    where observation.retracted_by_extract_id is not null
