-- Whoever an extract that was taken in again had introduced first is introduced by it again.
update person
set first_extract_id = earlier.extract_id
from (
    select distinct on (landed_person.person_id)
        landed_person.person_id,
        landed_person.extract_id,
        reconciled_extract.reconciled_order
    from landed_person
    inner join reconciled_extract on landed_person.extract_id = reconciled_extract.extract_id
    where landed_person.extract_id = any(cast(:extract_ids as text[]))
    order by landed_person.person_id, reconciled_extract.reconciled_order
) as earlier,
    reconciled_extract as first_known
where
    person.person_id = earlier.person_id
    and person.first_extract_id = first_known.extract_id
    and first_known.reconciled_order > earlier.reconciled_order
