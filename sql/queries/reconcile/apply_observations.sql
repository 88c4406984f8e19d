-- Adds what the practice recorded; a result it had deleted and recorded again counts again.
insert into observation (
    practice_code, person_id, element, observed_on, is_declined, is_precise, value, unit, term, first_extract_id
)
select distinct
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
    -- Nearly everything was sent before: what counts already is not written again.
    and not exists (
        select 1
        from observation as known
        where
            known.practice_code = extract.practice_code
            and known.person_id = landed_observation.person_id
            and known.element = landed_observation.element
            and known.observed_on = landed_observation.observed_on
            and known.is_declined = landed_observation.is_declined
            and known.is_precise = landed_observation.is_precise
            and known.term = landed_observation.term
            and known.value = landed_observation.value
            and known.unit = landed_observation.unit
            and known.retracted_by_extract_id is null
    )
on conflict (person_id, element, observed_on, practice_code, is_declined, is_precise, term, value, unit) do update
    set retracted_by_extract_id = null
    where observation.retracted_by_extract_id is not null
