-- The results that came with a staged row count once it is heard.
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
where
    landed_observation.extract_id = :extract_id
    and landed_observation.person_id = :person_id
    and not landed_observation.is_removed
on conflict (person_id, element, observed_on, practice_code, is_declined, is_precise, term, value, unit) do update
    set retracted_by_extract_id = null
    where observation.retracted_by_extract_id is not null
