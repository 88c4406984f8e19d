-- Keeps leavers on record as left.
update registration
set
    state = 'left',
    extract_id = register_change.extract_id
from register_change
inner join extract on register_change.extract_id = extract.extract_id
where
    extract.fate = 'reconciling'
    and register_change.change = 'left'
    and registration.practice_code = extract.practice_code
    and registration.person_id = register_change.person_id
