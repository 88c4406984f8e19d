-- What was decided about rows that waited, and their sender has not been told on an earlier day. What the sender took
-- back itself is no news.
select
    returned_file.sender_code,
    staged_outcome.sheet,
    staged_outcome.line_no,
    staged_outcome.worklist_item_id,
    worklist_item.rank,
    staged_outcome.decision as fate,
    cast(null as text) as reason,
    cast(null as text) as detail,
    cast('{}' as text[]) as remarks
from staged_outcome
inner join returned_file on staged_outcome.file_sha256 = returned_file.file_sha256
inner join worklist_item on staged_outcome.worklist_item_id = worklist_item.worklist_item_id
where
    staged_outcome.decided_on <= cast(:as_of as date)
    and staged_outcome.why <> 'entered in error'
    and (staged_outcome.told_on is null or staged_outcome.told_on = cast(:as_of as date))
order by returned_file.sender_code nulls first, staged_outcome.worklist_item_id, staged_outcome.staged_outcome_id
