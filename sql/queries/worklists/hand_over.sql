-- The items of a day's lists are in a file that a worker can open.
update worklist_item
set is_handed_over = true
from worklist
where
    worklist_item.worklist_id = worklist.worklist_id
    and worklist.as_of = :as_of
    and not worklist_item.is_withdrawn
    and not worklist_item.is_handed_over
