-- Results kept for staged people, once nothing waits for them any more.
delete from landed_observation
using extract
where
    landed_observation.extract_id = extract.extract_id
    and extract.fate = 'accepted'
    and not exists (
        select 1
        from staged_change
        where
            staged_change.extract_id = landed_observation.extract_id
            and staged_change.person_id = landed_observation.person_id
            and staged_change.settled_by_extract_id is null
    )
