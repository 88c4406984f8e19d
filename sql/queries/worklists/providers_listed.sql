-- The providers with somebody on a day's lists, and how many.
select
    worklist.provider_code,
    count(*) as people
from worklist
inner join worklist_item on worklist.worklist_id = worklist_item.worklist_id
where worklist.as_of = :as_of and not worklist_item.is_withdrawn
group by worklist.provider_code
order by worklist.provider_code
