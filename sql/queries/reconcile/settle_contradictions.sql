-- Closes a staged contradiction once the same practice sends the date of birth we hold.
update staged_change
set settled_by_extract_id = extract.extract_id
from extract
inner join landed_person on extract.extract_id = landed_person.extract_id
inner join person on landed_person.person_id = person.person_id
where
    extract.fate = 'reconciling'
    and staged_change.practice_code = extract.practice_code
    and staged_change.person_id = landed_person.person_id
    and staged_change.settled_by_extract_id is null
    and landed_person.born_on = person.born_on
