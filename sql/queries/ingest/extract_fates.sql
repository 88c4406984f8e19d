-- What became of these very files before, if they were seen, and what a person decided about them.
select
    asked.extract_id,
    extract.fate,
    extract.fate_reason,
    decided.decision,
    decided.held_for,
    decided.extract_on as decided_extract_on
from unnest(cast(:extract_ids as text[])) as asked (extract_id)
left join extract on asked.extract_id = extract.extract_id
left join extract_decision_in_force as decided on asked.extract_id = decided.extract_id
