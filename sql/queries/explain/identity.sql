-- Whether somebody is known at all, under which number, and which number is in force.
select
    person.person_id,
    person.nhs_number,
    person.first_extract_id,
    same_person.is_now
from person
left join same_person on person.person_id = same_person.person_id
where person.person_id = :person_id
