-- One approach and what came of it; the same outcome returned again changes nothing, unless it had been taken back.
insert into contact_attempt (
    contact_attempt_id, person_id, practice_code, provider_code, episode_id, step, channel, contacted_on, outcome,
    source, call_back_on, note
)
values (
    :contact_attempt_id,
    :person_id,
    :practice_code,
    :provider_code,
    :episode_id,
    'call',
    'contact',
    :contacted_on,
    :outcome,
    :source,
    cast(:call_back_on as date),
    :note
)
on conflict (contact_attempt_id) do update
    set
        outcome = excluded.outcome,
        call_back_on = excluded.call_back_on,
        note = excluded.note
    where contact_attempt.outcome = 'entered_in_error'
