-- What was decided about an outcome that had waited.
select
    decision,
    decided_by,
    decided_on
from staged_outcome
where staged_outcome_id = :staged_outcome_id
