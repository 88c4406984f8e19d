-- The extract somebody decides about, locked so that of two decisions at once the second sees the first.
select
    extract.extract_id,
    extract.practice_code,
    extract.extract_on,
    extract.form,
    extract.fate,
    extract.fate_reason,
    extract.fate_detail,
    extract.is_releasable,
    extract.landed_rows_deleted_on,
    decided.decision,
    decided.decided_by,
    decided.decided_on,
    decided.held_for,
    decided.held_detail,
    decided.extract_on as decided_extract_on,
    (
        select max(accepted.extract_on)
        from extract as accepted
        where accepted.fate = 'accepted' and accepted.practice_code = extract.practice_code
    ) as newest_accepted_on
from extract
left join extract_decision_in_force as decided on extract.extract_id = decided.extract_id
where extract.extract_id = :extract_id
for update of extract
