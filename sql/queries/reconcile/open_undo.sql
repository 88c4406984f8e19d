-- Each extract of the round can be backed out from here on; the day is the one on which it was let in.
insert into reconciled_extract (extract_id, reconciled_on)
select
    extract.extract_id,
    greatest(extract.first_as_of, case when decided.decision = 'release' then decided.decided_on end)
from extract
left join extract_decision_in_force as decided on extract.extract_id = decided.extract_id
where extract.fate = 'reconciling'
order by extract.extract_on, extract.practice_code
