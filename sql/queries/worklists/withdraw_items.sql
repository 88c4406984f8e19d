-- A run of the same day decides the day's items anew. Those no longer listed stay, withdrawn: an outcome for one
-- may still come back.
update worklist_item
set is_withdrawn = true
from worklist
where worklist_item.worklist_id = worklist.worklist_id and worklist.as_of = :as_of
