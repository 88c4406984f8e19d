-- Releases what passed the gate and records each letter as a contact, in one statement.
with released as (
    update letter
    set state = 'released'
    from letter_batch
    where
        letter.letter_batch_id = letter_batch.letter_batch_id
        and letter.state = 'draft'
        and letter_batch.state = 'drafted'
    returning
        letter.letter_id, letter.person_id, letter.practice_code, letter.episode_id, letter.round, letter.step,
        letter_batch.provider_code
)

insert into contact_attempt (
    contact_attempt_id, person_id, practice_code, provider_code, episode_id, round, step, channel, contacted_on, outcome,
    source, taken_on
)
select
    'c' || letter_id,
    person_id,
    practice_code,
    provider_code,
    episode_id,
    round,
    step,
    'letter',
    cast(:as_of as date),
    'sent',
    letter_id,
    cast(:as_of as date)
from released
