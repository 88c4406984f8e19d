-- Batches of earlier days that nobody approved give way to today's.
update letter_batch
set state = 'superseded'
where state = 'drafted' and as_of < :as_of
