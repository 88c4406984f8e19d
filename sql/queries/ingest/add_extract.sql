-- The ledger row of an extract.
insert into extract (
    extract_id, practice_code, extract_on, is_full, is_full_history, fate, fate_reason, fate_detail, first_as_of,
    is_releasable
)
values (
    :extract_id, :practice_code, cast(:extract_on as date), true, true, :fate, :fate_reason, :fate_detail, :first_as_of,
    :is_releasable
)
