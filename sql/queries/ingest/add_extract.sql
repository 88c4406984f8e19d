-- The ledger row of an extract; the table's check refuses counts that do not add up.
insert into extract (
    extract_id, practice_code, extract_on, form, is_full, is_full_history, is_correction, fate, fate_reason,
    fate_detail, first_as_of, is_releasable, rows_read, rows_landed, rows_folded, rows_collapsed, rows_quarantined,
    values_set_aside, columns_unknown
)
values (
    :extract_id, :practice_code, cast(:extract_on as date), :form, :is_full, :is_full_history, :is_correction, :fate,
    :fate_reason, :fate_detail, :first_as_of, :is_releasable, :rows_read, :rows_landed, :rows_folded, :rows_collapsed,
    :rows_quarantined, :values_set_aside, cast(:columns_unknown as text[])
)
