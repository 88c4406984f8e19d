-- A run of the same day finds anew who is taken back today.
update worklist_item
set
    withdrawn_reason = null,
    withdrawn_on = null,
    withdrawn_until_on = null,
    is_name_withheld = false
from worklist
where
    worklist_item.worklist_id = worklist.worklist_id
    and worklist.as_of between cast(:as_of as date) - cast(:open_list_days as integer) and cast(:as_of as date)
    and worklist_item.withdrawn_on = cast(:as_of as date)
