-- Results a delta says were deleted are kept, marked, and not counted. A deletion that repeats no value means every
-- value of that entry; what the same file records again stays.
update observation
set retracted_by_extract_id = extract.extract_id
from extract
inner join landed_observation as removed on extract.extract_id = removed.extract_id
where
    extract.fate = 'reconciling'
    and removed.is_removed
    and observation.practice_code = extract.practice_code
    and observation.person_id = removed.person_id
    and observation.element = removed.element
    and observation.observed_on = removed.observed_on
    and observation.is_precise = removed.is_precise
    and observation.is_declined = removed.is_declined
    and (removed.term = '' or observation.term = removed.term)
    and (removed.value = '' or observation.value = removed.value)
    and observation.retracted_by_extract_id is null
    and not exists (
        select 1
        from landed_observation as again
        where
            again.extract_id = extract.extract_id
            and not again.is_removed
            and again.person_id = observation.person_id
            and again.element = observation.element
            and again.observed_on = observation.observed_on
            and again.term = observation.term
            and again.value = observation.value
    )
