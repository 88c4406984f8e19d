-- Whom a practice's delta may speak of without naming them anew: on its register, or in a file that waits before it.
select
    registration.nhs_number,
    registration.born_on
from registration
where registration.practice_code = :practice_code
union
select
    landed_person.nhs_number,
    landed_person.born_on
from landed_person
inner join extract on landed_person.extract_id = extract.extract_id
where
    extract.practice_code = :practice_code
    and extract.fate = 'landed'
    and not exists (
        select 1
        from registration
        where
            registration.practice_code = extract.practice_code
            and registration.person_id = landed_person.person_id
    )
