-- People overdue whom only the practice may or can contact, once an episode.
insert into proposed_update (
    register_update_id, practice_code, person_id, section, kind, effective_on, content, first_as_of
)
select
    'u' || left(encode(sha256(convert_to(disposition_reason || episode_id, 'UTF8')), 'hex'), 16),
    practice_code,
    person_id,
    'please_contact_yourselves',
    disposition_reason,
    as_of,
    '{}',
    as_of
from plan_item
where as_of = :as_of and disposition = 'practice_only'
on conflict do nothing
