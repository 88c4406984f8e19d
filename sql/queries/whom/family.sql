-- Everybody a person is known as: under one NHS number, or under two.
select cast(:person_id as text) as person_id
union
select sibling.person_id
from same_person as known
inner join same_person as sibling on known.is_now = sibling.is_now
where known.person_id = :person_id
order by person_id
