-- What was decided about an extract: by whom, why, on which day, and what it was held for.
insert into extract_decision (
    extract_id, practice_code, decision, decided_by, why, decided_on, held_for, held_detail, was_compared, extract_on
)
values (
    :extract_id,
    :practice_code,
    :decision,
    :decided_by,
    :why,
    :decided_on,
    :held_for,
    :held_detail,
    :was_compared,
    cast(:extract_on as date)
)
