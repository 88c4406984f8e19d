-- Letters to somebody, drafted on or before a day, with what became of each.
select
    letter.letter_id,
    letter.letter_batch_id,
    letter_batch.as_of,
    letter_batch.provider_code,
    letter_batch.template,
    letter.step,
    letter.state,
    letter.state_reason,
    letter_batch.state as batch_state,
    letter_batch.released_on,
    letter_batch.released_by,
    letter_batch.released_why
from letter
inner join letter_batch on letter.letter_batch_id = letter_batch.letter_batch_id
where letter.person_id = :person_id and letter_batch.as_of <= cast(:as_of as date)
order by letter_batch.as_of, letter.letter_id
