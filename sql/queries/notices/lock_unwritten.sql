-- Waits for whoever is writing a released letter of these people; what is not written then stays so until this
-- transaction ends.
select letter_batch_id
from letter_batch
where
    state = 'released'
    and not is_written
    and exists (
        select 1
        from letter
        where
            letter.letter_batch_id = letter_batch.letter_batch_id
            and letter.state = 'released'
            and (
                cast(:person_ids as text[]) is null
                or letter.person_id = any(cast(:person_ids as text[]))
            )
    )
order by letter_batch_id
for update
