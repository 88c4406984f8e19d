-- Rows of an extract set aside, by reason; a row with two reasons counts under both.
select
    given.reason,
    count(*) as row_count
from quarantine
cross join unnest(quarantine.reasons) as given (reason)
where quarantine.extract_id = :extract_id
group by given.reason
order by row_count desc, given.reason
