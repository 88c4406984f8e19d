-- How many extracts were ever accepted.
select count(*)
from extract
where fate = 'accepted'
