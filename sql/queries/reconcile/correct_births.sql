-- Reads a date of birth that a person decided to be wrong as the right one, in rows that are about to be compared.
update landed_person
set born_on = person.born_on
from staged_decision
inner join person on staged_decision.person_id = person.person_id and staged_decision.right_born_on = person.born_on
where
    staged_decision.took in ('held', 'sent')
    and landed_person.person_id = staged_decision.person_id
    and landed_person.born_on = staged_decision.wrong_born_on
    and (
        exists (
            select 1
            from extract
            where extract.extract_id = landed_person.extract_id and extract.fate = 'reconciling'
        )
        or exists (
            select 1
            from staged_change
            where
                staged_change.extract_id = landed_person.extract_id
                and staged_change.person_id = landed_person.person_id
                and staged_change.settled_by_extract_id is null
        )
    )
