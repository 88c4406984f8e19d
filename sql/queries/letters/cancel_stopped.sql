-- Whoever was stopped, or refused letters, between the release and the writing gets no letter: it goes back, and it was
-- never a contact.
with cancelled as (
    update letter
    set
        state = 'cancelled',
        state_reason = stopped.reason
    from letter_batch, no_letter_on(cast(:as_of as date)) as stopped
    where
        letter.letter_batch_id = letter_batch.letter_batch_id
        and letter.person_id = stopped.person_id
        and letter.state = 'released'
        and letter_batch.state = 'released'
        and not letter_batch.is_written
    returning letter.letter_id
)

delete from contact_attempt
using cancelled
where contact_attempt.source = cancelled.letter_id and contact_attempt.channel = 'letter'
