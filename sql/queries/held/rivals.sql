-- Other extracts of the same practice and day that could still be used: held, or released and not yet in force.
select
    extract.extract_id,
    coalesce(extract.fate_reason, decided.held_for) as held_for,
    coalesce(extract.fate_detail, decided.held_detail) as held_detail
from extract
left join extract_decision_in_force as decided on extract.extract_id = decided.extract_id
where
    extract.practice_code = :practice_code
    and extract.extract_on = cast(:extract_on as date)
    and extract.extract_id <> :extract_id
    and (extract.fate = 'held' or (extract.fate = 'landed' and decided.decision = 'release'))
order by extract.extract_id
for update of extract
