-- One approach and what came of it, as far as it has been said; more said of it later, or said again after it was taken
-- back, changes the same row.
insert into contact_attempt (
    contact_attempt_id, person_id, practice_code, provider_code, partner_code, worker_code, episode_id, round, step,
    channel, time_of_day, is_unasked, contacted_on, outcome, source, call_back_on, note, taken_on
)
values (
    :contact_attempt_id,
    :person_id,
    :practice_code,
    :provider_code,
    :partner_code,
    :worker_code,
    :episode_id,
    :round,
    :step,
    :channel,
    :time_of_day,
    :is_unasked,
    :contacted_on,
    :outcome,
    :source,
    cast(:call_back_on as date),
    :note,
    :as_of
)
on conflict (contact_attempt_id) do update
    set
        outcome = excluded.outcome,
        channel = excluded.channel,
        time_of_day = excluded.time_of_day,
        is_unasked = excluded.is_unasked,
        call_back_on = excluded.call_back_on,
        note = excluded.note
