-- Under which id a person goes on: their own, or that of the NHS number that superseded theirs. Until this transaction
-- ends nobody else records what is to be minded with them.
with who as (
    select coalesce(
        (
            select same_person.is_now
            from same_person
            where same_person.person_id = :person_id
        ),
        cast(:person_id as text)
    ) as person_id
)

select
    person_id,
    pg_advisory_xact_lock(hashtextextended(person_id, 26))
from who
