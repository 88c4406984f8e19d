-- The rows of the files that were read on a day, file by file in the order of their lines. An item is named only where the
-- row is that item's.
select
    returned_file.file_sha256,
    returned_file.sender_code,
    outcome_row.sheet,
    outcome_row.line_no,
    worklist_item.worklist_item_id,
    worklist_item.rank,
    outcome_row.fate,
    outcome_row.reason,
    outcome_row.detail,
    outcome_row.remarks
from returned_file
inner join outcome_row on returned_file.file_sha256 = outcome_row.file_sha256
left join worklist_item
    on
        outcome_row.worklist_item_id = worklist_item.worklist_item_id
        and outcome_row.reason is distinct from 'name_differs'
        and outcome_row.reason is distinct from 'item_of_another_provider'
where returned_file.taken_on = cast(:as_of as date)
order by returned_file.file_sha256, outcome_row.sheet, outcome_row.line_no
