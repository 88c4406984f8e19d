-- The providers with somebody on a day's lists.
select distinct worklist.provider_code
from worklist
inner join worklist_item on worklist.worklist_id = worklist_item.worklist_id
where worklist.as_of = :as_of and not worklist_item.is_withdrawn
order by worklist.provider_code
