-- Approaches to somebody and what came of each; no note, which is free text.
select
    contact_attempt_id,
    provider_code,
    step,
    channel,
    contacted_on,
    outcome,
    call_back_on
from contact_attempt
where person_id = :person_id and contacted_on <= cast(:as_of as date)
order by contacted_on, contact_attempt_id
