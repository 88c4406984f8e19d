-- How many words on visiting there have been of somebody: what tells two of one day apart.
select count(*)
from visit_risk
where person_id = :person_id
