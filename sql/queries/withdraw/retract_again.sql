-- Results this extract had recorded again are retracted, as they were before it.
update observation
set retracted_by_extract_id = before.retracted_by_extract_id
from unretracted_observation as before
where
    before.extract_id = :extract_id
    and observation.practice_code = before.practice_code
    and observation.person_id = before.person_id
    and observation.element = before.element
    and observation.observed_on = before.observed_on
    and observation.is_declined = before.is_declined
    and observation.is_precise = before.is_precise
    and observation.term = before.term
    and observation.value = before.value
    and observation.unit = before.unit
