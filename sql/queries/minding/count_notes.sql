-- How many notes there have been of somebody: what tells two of one day apart.
select count(*)
from contact_note
where person_id = :person_id
