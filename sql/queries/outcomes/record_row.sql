-- What became of one row of a returned list.
insert into outcome_row (
    file_sha256, sheet, line_no, worklist_item_id, fate, reason, detail, remarks, taken_on
)
values (
    :file_sha256, :sheet, :line_no, :worklist_item_id, :fate, :reason, :detail, cast(:remarks as text[]), :as_of
)
on conflict (file_sha256, sheet, line_no) do nothing
