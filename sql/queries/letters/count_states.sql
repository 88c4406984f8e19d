-- How many letters of a day's batches are in each state.
select
    letter.state,
    count(*) as letters
from letter
inner join letter_batch on letter.letter_batch_id = letter_batch.letter_batch_id
where letter_batch.as_of = :as_of
group by letter.state
order by letter.state
