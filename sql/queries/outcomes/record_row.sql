-- What became of one row of a returned list.
insert into outcome_row (file_sha256, line_no, worklist_item_id, fate, reason)
values (:file_sha256, :line_no, :worklist_item_id, :fate, :reason)
on conflict (file_sha256, sheet, line_no) do nothing
