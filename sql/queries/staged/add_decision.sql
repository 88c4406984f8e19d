-- What was decided about a staged thing: by whom, why, on which day.
insert into staged_decision (
    staged_id, reason, person_id, practice_code, took, decided_by, why, decided_on, right_born_on, wrong_born_on,
    old_person_id
)
values (
    :staged_id,
    :reason,
    :person_id,
    :practice_code,
    :took,
    :decided_by,
    :why,
    :decided_on,
    cast(:right_born_on as date),
    cast(:wrong_born_on as date),
    :old_person_id
)
returning decided_order
