-- What a practice's register held of somebody makes way for the row that is heard now.
delete from registration
using extract
where
    extract.extract_id = :extract_id
    and registration.practice_code = extract.practice_code
    and registration.person_id = :person_id
