-- Keeps the released batches that are not written yet to this transaction, until they are: a stop that comes meanwhile
-- waits, and then knows that the letter is outside.
select letter_batch_id
from letter_batch
where state = 'released' and not is_written
order by letter_batch_id
for update
