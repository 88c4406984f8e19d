-- The outcomes that wait for a person, with what had been taken of the same item.
select
    staged_outcome.staged_outcome_id,
    staged_outcome.worklist_item_id,
    worklist.provider_code,
    coalesce(recall_status.practice_code, '') as practice_code,
    worklist.as_of as list_on,
    staged_outcome.staged_on,
    staged_outcome.reason,
    staged_outcome.content,
    taken_outcome.content as taken
from staged_outcome
inner join worklist_item on staged_outcome.worklist_item_id = worklist_item.worklist_item_id
inner join worklist on worklist_item.worklist_id = worklist.worklist_id
left join recall_status on worklist_item.person_id = recall_status.person_id and recall_status.to_run_id is null
left join taken_outcome on staged_outcome.worklist_item_id = taken_outcome.worklist_item_id
where staged_outcome.decision is null
order by staged_outcome.staged_on, worklist.provider_code, staged_outcome.staged_outcome_id
