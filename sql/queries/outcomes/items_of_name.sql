-- The items of a list that carry a name: whoever a shifted row may be about.
select other.worklist_item_id
from worklist_item as other
where other.worklist_id = :worklist_id and lower(other.content ->> 'name') = lower(:who)
order by other.worklist_item_id
