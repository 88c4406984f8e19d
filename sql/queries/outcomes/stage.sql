-- A row that a person decides about.
insert into staged_outcome (
    staged_outcome_id, file_sha256, sheet, line_no, worklist_item_id, reason, content, staged_on
)
values (
    :staged_outcome_id, :file_sha256, :sheet, :line_no, :worklist_item_id, :reason, cast(:content as jsonb), :as_of
)
on conflict do nothing
