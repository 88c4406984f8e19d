-- Released letters to people an extract spoke of, approved since it was applied: nothing calls them back.
select
    letter.letter_id,
    letter_batch.as_of,
    letter_batch.provider_code,
    letter_batch.is_written
from letter
inner join letter_batch on letter.letter_batch_id = letter_batch.letter_batch_id
where
    letter.state = 'released'
    and letter_batch.as_of >= cast(:since as date)
    and letter.person_id in (select touched.person_id from touched)
order by letter_batch.as_of, letter_batch.provider_code, letter.letter_id
