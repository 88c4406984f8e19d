-- The newest decision about a staged thing.
select
    decided_by,
    decided_on,
    took
from staged_decision
where staged_id = :staged_id
order by decided_order desc
limit 1
