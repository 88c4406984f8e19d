-- A day's released batches are in the outbox.
update letter_batch
set is_written = true
where as_of = :as_of and state = 'released'
