-- New people, and those whom only a withdrawn extract had known; where two extracts of one round know somebody, the
-- older one introduces them.
insert into person (person_id, nhs_number, born_on, first_extract_id)
select distinct on (landed_person.person_id)
    landed_person.person_id,
    landed_person.nhs_number,
    landed_person.born_on,
    landed_person.extract_id
from landed_person
inner join extract on landed_person.extract_id = extract.extract_id
where extract.fate = 'reconciling'
order by landed_person.person_id, extract.extract_on, extract.practice_code
on conflict (person_id) do update
    set
        born_on = excluded.born_on,
        first_extract_id = excluded.first_extract_id
    where person.first_extract_id is null
