-- What a practice registered under a date of birth that was decided to be wrong counts with the right one.
update registration
set born_on = person.born_on
from staged_decision
inner join person on staged_decision.person_id = person.person_id and staged_decision.right_born_on = person.born_on
where
    not staged_decision.is_carried_out
    and staged_decision.took in ('held', 'sent')
    and registration.person_id = staged_decision.person_id
    and registration.born_on = staged_decision.wrong_born_on
