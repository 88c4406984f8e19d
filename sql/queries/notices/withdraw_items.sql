-- Items of the stopped on lists that may still be worked from are taken back; what a worker did about one still has a
-- home.
update worklist_item
set is_withdrawn = true
from worklist, decisive_stop_on(cast(:as_of as date)) as stopped
where
    worklist_item.worklist_id = worklist.worklist_id
    and worklist_item.person_id = stopped.person_id
    and not worklist_item.is_withdrawn
    and worklist.as_of >= cast(:as_of as date) - cast(:open_list_days as integer)
    and (
        cast(:person_ids as text[]) is null
        or worklist_item.person_id = any(cast(:person_ids as text[]))
    )
