-- Items as they were decided; read under the provider's own role.
select
    worklist_item_id,
    content
from worklist_item
where worklist_item_id = any(cast(:worklist_item_ids as text[]))
