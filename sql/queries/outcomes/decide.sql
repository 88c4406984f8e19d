-- A person's decision about an outcome that waited; it is made once.
update staged_outcome
set
    decision = :decision,
    decided_on = cast(:as_of as date),
    decided_by = :decided_by,
    why = :why
where staged_outcome_id = :staged_outcome_id and decision is null
