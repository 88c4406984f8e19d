-- Items about somebody on providers' lists.
select
    worklist_item.worklist_item_id,
    worklist.as_of,
    worklist.provider_code,
    worklist_item.rank,
    worklist_item.is_withdrawn
from worklist_item
inner join worklist on worklist_item.worklist_id = worklist.worklist_id
where worklist_item.person_id = :person_id and worklist.as_of <= cast(:as_of as date)
order by worklist.as_of, worklist.provider_code, worklist_item.worklist_item_id
