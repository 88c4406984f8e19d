-- Closes what an extract of the same practice settles by itself: it sends the date of birth we hold, or has the old
-- NHS number back, or has dropped the new one.
update staged_change
set settled_by_extract_id = extract.extract_id
from extract
where
    extract.fate = 'reconciling'
    and staged_change.practice_code = extract.practice_code
    and staged_change.settled_by_extract_id is null
    and (
        (
            staged_change.reason = 'different_birth_date'
            and exists (
                select 1
                from landed_person
                inner join person on landed_person.person_id = person.person_id
                where
                    landed_person.extract_id = extract.extract_id
                    and landed_person.person_id = staged_change.person_id
                    and landed_person.born_on = person.born_on
            )
        )
        or (
            staged_change.reason = 'new_nhs_number'
            and (
                exists (
                    select 1
                    from seen_number
                    inner join person on seen_number.nhs_number = person.nhs_number
                    where
                        seen_number.extract_id = extract.extract_id
                        and person.person_id = staged_change.old_person_id
                )
                or (
                    extract.is_full
                    and not exists (
                        select 1
                        from seen_number
                        inner join person on seen_number.nhs_number = person.nhs_number
                        where
                            seen_number.extract_id = extract.extract_id
                            and person.person_id = staged_change.person_id
                    )
                )
            )
        )
    )
