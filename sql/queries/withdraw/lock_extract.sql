-- The extract somebody wants to back out, locked, with what was decided about it before.
select
    extract.extract_id,
    extract.practice_code,
    extract.extract_on,
    extract.form,
    extract.fate,
    extract.fate_reason,
    decided.decision,
    decided.decided_by,
    decided.decided_on,
    decided.held_for,
    decided.held_detail,
    decided.extract_on as decided_extract_on,
    reconciled_extract.reconciled_order,
    reconciled_extract.reconciled_on
from extract
left join extract_decision_in_force as decided on extract.extract_id = decided.extract_id
left join reconciled_extract on extract.extract_id = reconciled_extract.extract_id
where extract.extract_id = :extract_id
for update of extract
