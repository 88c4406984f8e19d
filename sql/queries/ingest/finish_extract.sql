-- The counts of a landed extract; the table's check refuses counts that do not add up.
update extract
set
    form = :form,
    extract_on = :extract_on,
    is_full = :is_full,
    is_full_history = :is_full_history,
    is_correction = :is_correction,
    fate = :fate,
    fate_reason = :fate_reason,
    fate_detail = :fate_detail,
    rows_read = :rows_read,
    rows_landed = :rows_landed,
    rows_folded = :rows_folded,
    rows_collapsed = :rows_collapsed,
    rows_quarantined = :rows_quarantined,
    values_set_aside = :values_set_aside,
    columns_unknown = cast(:columns_unknown as text[])
where extract_id = :extract_id
