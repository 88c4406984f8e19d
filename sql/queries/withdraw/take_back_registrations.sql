-- People this extract brought onto the practice's register are not on it.
delete from registration
using register_change, extract
where
    register_change.extract_id = :extract_id
    and register_change.change = 'new'
    and extract.extract_id = register_change.extract_id
    and registration.practice_code = extract.practice_code
    and registration.person_id = register_change.person_id
