-- The lists of a day as invented workers work through them: which items each provider has, and what is to do.
select
    worklist.provider_code,
    worklist_item.worklist_item_id,
    coalesce(
        nullif(worklist_item.content ->> 'step', ''), worklist_item.step, plan_item.next_step, follow_up.step, 'call'
    ) as step
from worklist
inner join worklist_item on worklist.worklist_id = worklist_item.worklist_id
left join plan_item on worklist.as_of = plan_item.as_of and worklist_item.person_id = plan_item.person_id
left join follow_up on worklist.as_of = follow_up.as_of and worklist_item.person_id = follow_up.person_id
where worklist.as_of = :as_of and not worklist_item.is_withdrawn
order by worklist.provider_code, worklist_item.rank, worklist_item.worklist_item_id
