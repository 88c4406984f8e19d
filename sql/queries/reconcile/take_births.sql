-- The date of birth that was decided to be right is the one we hold.
update person
set born_on = decided.right_born_on
from (
    select distinct on (person_id)
        person_id,
        right_born_on
    from staged_decision
    where not is_carried_out and took in ('held', 'sent')
    order by person_id, decided_order desc
) as decided
where person.person_id = decided.person_id and person.born_on <> decided.right_born_on
