-- Letters of the stopped, and of whoever must have none, that nobody can have posted: drafts, and what was released and
-- never written.
with cancelled as (
    update letter
    set
        state = 'cancelled',
        state_reason = stopped.reason
    from letter_batch, no_letter_on(cast(:as_of as date)) as stopped
    where
        letter.letter_batch_id = letter_batch.letter_batch_id
        and letter.person_id = stopped.person_id
        and (letter.state = 'draft' or (letter.state = 'released' and not letter_batch.is_written))
        and (
            cast(:person_ids as text[]) is null
            or letter.person_id = any(cast(:person_ids as text[]))
        )
    returning letter.letter_id
),

never_sent as (
    delete from contact_attempt
    using cancelled
    where contact_attempt.source = cancelled.letter_id and contact_attempt.channel = 'letter'
)

select letter_id
from cancelled
order by letter_id
