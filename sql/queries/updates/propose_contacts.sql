-- What outreach did: released letters and returned outcomes, never a draft. A safeguarding concern leaves the tool: it is
-- rung through, and no file speaks of it.
insert into proposed_update (
    register_update_id, practice_code, person_id, section, kind, effective_on, content, first_as_of
)
select
    'u' || left(encode(sha256(convert_to('contact' || contact_attempt_id, 'UTF8')), 'hex'), 16),
    practice_code,
    person_id,
    case
        when outcome in ('reported_dead', 'moved_away') then 'please_answer'
        when outcome = 'wrong_contact_details' then 'please_correct'
        else 'record_contact'
    end,
    case channel when 'letter' then 'letter_sent' else outcome end,
    contacted_on,
    jsonb_build_object('provider_code', provider_code, 'channel', channel, 'source', source),
    cast(:as_of as date)
from contact_attempt
where contacted_on <= cast(:as_of as date) and outcome not in ('entered_in_error', 'safeguarding')
on conflict do nothing
