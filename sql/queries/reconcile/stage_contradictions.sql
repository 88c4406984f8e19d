-- Sets aside people whose NHS number is known with another date of birth: nobody is contacted on a contradiction.
insert into staged_change (extract_id, practice_code, person_id, reason)
select
    landed_person.extract_id,
    extract.practice_code,
    landed_person.person_id,
    'different_birth_date'
from landed_person
inner join extract on landed_person.extract_id = extract.extract_id
inner join person on landed_person.person_id = person.person_id
where extract.fate = 'reconciling' and landed_person.born_on <> person.born_on
on conflict do nothing
