-- Closes what is decided or has come to agree, and tells the newest row of each practice and person: it is heard,
-- unless it was decided to be another person's, or the practice has sent a whole register since.
with settled as (
    update staged_change
    set settled_by_extract_id = staged_change.extract_id
    from landed_person
    where
        staged_change.settled_by_extract_id is null
        and staged_change.extract_id = landed_person.extract_id
        and staged_change.person_id = landed_person.person_id
        and (
            (
                staged_change.reason = 'different_birth_date'
                and exists (
                    select 1
                    from person
                    where person.person_id = staged_change.person_id and person.born_on = landed_person.born_on
                )
            )
            or exists (
                select 1
                from staged_decision
                where
                    staged_decision.person_id = staged_change.person_id
                    and staged_decision.practice_code = staged_change.practice_code
                    and (
                        staged_decision.reason = 'new_nhs_number'
                        or (
                            staged_decision.took = 'another_person'
                            and staged_decision.wrong_born_on = landed_person.born_on
                        )
                    )
                    and staged_decision.reason = staged_change.reason
            )
        )
    returning
        staged_change.extract_id,
        staged_change.practice_code,
        staged_change.person_id,
        landed_person.born_on
)

select distinct on (settled.practice_code, settled.person_id)
    settled.extract_id,
    settled.person_id,
    settled.born_on = person.born_on
    and not exists (
        select 1
        from extract as newer
        where
            newer.practice_code = extract.practice_code
            and newer.fate = 'accepted'
            and newer.is_full
            and newer.extract_on > extract.extract_on
    ) as is_heard
from settled
inner join extract on settled.extract_id = extract.extract_id
inner join person on settled.person_id = person.person_id
order by settled.practice_code, settled.person_id, extract.extract_on desc, extract.extract_id desc
