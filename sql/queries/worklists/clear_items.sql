-- A run of the same day makes the day's items anew; their ids stay what they were.
delete from worklist_item
using worklist
where worklist_item.worklist_id = worklist.worklist_id and worklist.as_of = :as_of
