-- A day's lists as they were decided, provider by provider, ranked.
select
    worklist.provider_code,
    worklist_item.content
from worklist
inner join worklist_item on worklist.worklist_id = worklist_item.worklist_id
where worklist.as_of = :as_of and not worklist_item.is_withdrawn
order by worklist.provider_code, worklist_item.rank
