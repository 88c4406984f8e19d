-- Observations live on in the register; the landed copy of an applied extract is not kept, but for staged people:
-- theirs are applied once it is settled who they are.
delete from landed_observation
using extract
where
    landed_observation.extract_id = extract.extract_id
    and extract.fate = 'reconciling'
    and not exists (
        select 1
        from staged_change
        where
            staged_change.extract_id = landed_observation.extract_id
            and staged_change.person_id = landed_observation.person_id
            and staged_change.settled_by_extract_id is null
    )
