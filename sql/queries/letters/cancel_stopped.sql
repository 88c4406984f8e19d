-- Whoever was stopped, or refused letters, between the release and the writing gets no letter: it goes back, and it was
-- never a contact.
with ruled_out as (
    select
        letter.letter_id,
        case
            when stopped.reason is not null then stopped.reason
            when 'letter' = any(refusal.channels) then 'channel_refused'
            when minded.codes && cast(:letters_ruled_out_by as text[]) then 'not_safe_by_letter'
        end as reason
    from letter
    left join decisive_stop_on(cast(:as_of as date)) as stopped on letter.person_id = stopped.person_id
    left join refused_channels_on(cast(:as_of as date)) as refusal on letter.person_id = refusal.person_id
    left join safe_contact_on(cast(:as_of as date)) as minded on letter.person_id = minded.person_id
    where letter.state = 'released'
),

cancelled as (
    update letter
    set
        state = 'cancelled',
        state_reason = ruled_out.reason
    from letter_batch, ruled_out
    where
        letter.letter_batch_id = letter_batch.letter_batch_id
        and letter.letter_id = ruled_out.letter_id
        and ruled_out.reason is not null
        and letter.state = 'released'
        and letter_batch.state = 'released'
        and not letter_batch.is_written
    returning letter.letter_id
)

delete from contact_attempt
using cancelled
where contact_attempt.source = cancelled.letter_id and contact_attempt.channel = 'letter'
