-- The days with a released batch whose files are not in the outbox yet.
select distinct as_of
from letter_batch
where state = 'released' and not is_written
order by as_of
