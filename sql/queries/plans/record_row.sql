-- What became of one row of a sheet of plans.
insert into outcome_row (file_sha256, sheet, line_no, worklist_item_id, fate, reason, taken_on)
values (:file_sha256, :sheet, :line_no, :worklist_item_id, :fate, :reason, :taken_on)
on conflict (file_sha256, sheet, line_no) do nothing
