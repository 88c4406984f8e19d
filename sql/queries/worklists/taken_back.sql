-- Who was on a provider's list before and is not on today's, by whom they were with; read under the provider's own role.
-- Whoever answered knows why.
select
    worklist_item.partner_code,
    worklist_item.worker_code,
    worklist_item.worklist_item_id,
    worklist.as_of as listed_on,
    worklist_item.withdrawn_reason,
    worklist_item.withdrawn_until_on,
    case when worklist_item.is_name_withheld then '' else worklist_item.content ->> 'name' end as name
from worklist
inner join worklist_item on worklist.worklist_id = worklist_item.worklist_id
where
    worklist.provider_code = :provider_code
    and worklist.as_of between cast(:as_of as date) - cast(:open_list_days as integer) and cast(:as_of as date)
    and worklist_item.withdrawn_on = cast(:as_of as date)
    and worklist_item.withdrawn_reason <> 'answered'
order by worklist.as_of desc, worklist_item.rank asc, worklist_item.worklist_item_id asc
