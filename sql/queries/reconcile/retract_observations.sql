-- Results a full-history extract no longer shows are kept, marked, and not counted (another patient's, say).
update observation
set retracted_by_extract_id = extract.extract_id
from extract
inner join landed_person on extract.extract_id = landed_person.extract_id
where
    extract.fate = 'reconciling'
    and extract.is_full_history
    and observation.practice_code = extract.practice_code
    and observation.person_id = landed_person.person_id
    and observation.retracted_by_extract_id is null
    -- What this very extract brought cannot be missing from it.
    and observation.first_extract_id <> extract.extract_id
    and not exists (
        select 1
        from landed_observation
        where
            landed_observation.extract_id = extract.extract_id
            and landed_observation.person_id = observation.person_id
            and landed_observation.element = observation.element
            and landed_observation.observed_on = observation.observed_on
            and landed_observation.is_declined = observation.is_declined
            and landed_observation.is_precise = observation.is_precise
            and landed_observation.term = observation.term
            and landed_observation.value = observation.value
            and landed_observation.unit = observation.unit
    )
    and not exists (
        select 1
        from staged_change
        where
            staged_change.extract_id = extract.extract_id
            and staged_change.person_id = observation.person_id
    )
