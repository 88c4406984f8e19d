-- A provider's list of a day as it was decided, by partner and worker, ranked; read under the provider's own role.
select
    worklist.provider_code,
    worklist_item.partner_code,
    worklist_item.worker_code,
    worklist_item.content
from worklist
inner join worklist_item on worklist.worklist_id = worklist_item.worklist_id
where worklist.as_of = :as_of and worklist.provider_code = :provider_code and not worklist_item.is_withdrawn
order by worklist_item.partner_code nulls first, worklist_item.worker_code nulls first, worklist_item.rank
