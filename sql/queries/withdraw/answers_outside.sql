-- How many answers of workers since then are about people an extract spoke of: they stay on record.
select count(*)
from contact_attempt
where
    contacted_on >= cast(:since as date)
    and channel <> 'letter'
    and person_id in (select touched.person_id from touched)
