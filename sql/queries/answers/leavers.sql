-- Who was on the practice's register before this extract and is not in it: the practice's own people.
select
    registration.nhs_number,
    registration.family_name,
    registration.is_restricted
from register_change
inner join extract on register_change.extract_id = extract.extract_id
inner join registration
    on
        extract.practice_code = registration.practice_code
        and register_change.person_id = registration.person_id
where register_change.extract_id = :extract_id and register_change.change = 'left'
order by registration.is_restricted, registration.family_name, registration.nhs_number
