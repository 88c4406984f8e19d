-- Items of the newest plan's lists go with it; what a worker did about one still has a home.
update worklist_item
set is_withdrawn = true
from worklist
inner join plan_item on worklist.as_of = plan_item.as_of
where
    worklist_item.worklist_id = worklist.worklist_id
    and worklist_item.person_id = plan_item.person_id
    and plan_item.as_of = (select max(newest.as_of) from plan_item as newest)
    and plan_item.practice_code = any(cast(:practice_codes as text[]))
