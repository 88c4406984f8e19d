-- A released extract goes into the next reconciliation. What one with entries missing does not show was not deleted
-- by the practice, so it may retract nothing.
update extract
set
    fate = 'landed',
    fate_reason = null,
    fate_detail = null,
    is_full_history = is_full_history and :held_for not in ('part_missing', 'history_shorter')
where extract_id = :extract_id
