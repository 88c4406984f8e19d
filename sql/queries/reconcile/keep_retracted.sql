-- Keeps which results were retracted before the extracts of the round record them again.
insert into unretracted_observation (
    extract_id, practice_code, person_id, element, observed_on, is_declined, is_precise, term, value, unit,
    retracted_by_extract_id
)
select
    extract.extract_id,
    observation.practice_code,
    observation.person_id,
    observation.element,
    observation.observed_on,
    observation.is_declined,
    observation.is_precise,
    observation.term,
    observation.value,
    observation.unit,
    observation.retracted_by_extract_id
from extract
inner join observation on extract.practice_code = observation.practice_code
where
    extract.fate = 'reconciling'
    and observation.retracted_by_extract_id is not null
    and exists (
        select 1
        from landed_observation
        where
            landed_observation.extract_id = extract.extract_id
            and not landed_observation.is_removed
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
