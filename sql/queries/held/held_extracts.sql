-- Held extracts with what they were held for, where they lay, and how they stand beside the register in force.
select
    extract.extract_id,
    extract.practice_code,
    practice.name,
    extract.extract_on,
    extract.fate_reason,
    extract.fate_detail,
    extract.is_releasable,
    extract.rows_read,
    extract.rows_quarantined,
    before.extract_on as before_on,
    extract_measure.people,
    extract_measure.people_before,
    extract_measure.people_recognised,
    extract_measure.people_landed,
    extract_measure.people_never_checked,
    extract_measure.people_landed_before,
    extract_measure.people_never_checked_before,
    decided.decision,
    decided.decided_by,
    decided.decided_on,
    (
        select string_agg(extract_file.inbox_path, ', ' order by extract_file.part)
        from extract_file
        where extract_file.extract_id = extract.extract_id
    ) as inbox_paths
from extract
left join practice on extract.practice_code = practice.practice_code
left join extract_measure on extract.extract_id = extract_measure.extract_id
left join extract_decision_in_force as decided on extract.extract_id = decided.extract_id
left join lateral (
    select max(accepted.extract_on) as extract_on
    from extract as accepted
    where accepted.fate = 'accepted' and accepted.practice_code = extract.practice_code
) as before on true
where extract.fate = 'held'
order by extract.practice_code, extract.extract_on, extract.extract_id
