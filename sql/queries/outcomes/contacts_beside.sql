-- The contacts that count by now with the person whom a waiting outcome is about; no note, which is free text.
select
    attempt.contacted_on,
    attempt.provider_code,
    attempt.channel,
    attempt.outcome
from staged_outcome
inner join worklist_item on staged_outcome.worklist_item_id = worklist_item.worklist_item_id
left join same_person on worklist_item.person_id = same_person.person_id
inner join contact_attempt as attempt
    on coalesce(same_person.is_now, worklist_item.person_id) = attempt.person_id
where staged_outcome.staged_outcome_id = :staged_outcome_id and attempt.outcome <> 'entered_in_error'
order by attempt.contacted_on, attempt.contact_attempt_id
