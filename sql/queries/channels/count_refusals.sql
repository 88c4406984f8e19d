-- How many refusals there have been of somebody: what tells two of one day apart.
select count(*)
from channel_refusal
where person_id = :person_id
