-- The letters of a day's batches in one state, in printing order.
select
    letter_batch.as_of,
    letter_batch.provider_code,
    letter_batch.letter_batch_id,
    letter_batch.template,
    letter_batch.template_sha256,
    letter_batch.released_on,
    letter.letter_id,
    letter.content,
    letter.data_sha256,
    letter.pdf_sha256,
    letter.page_count
from letter_batch
inner join letter on letter_batch.letter_batch_id = letter.letter_batch_id
where letter_batch.as_of = :as_of and letter.state = :state
order by letter_batch.provider_code, letter.letter_id
