-- Settles a date of birth without a person where practices do: every practice that has somebody now gives one and the
-- same date, which is not the one we hold, and it was given by two of them, or by the only practice that ever had
-- them in two of its registers, with names and sex unchanged.
with waiting as (
    select
        staged_change.person_id,
        staged_change.practice_code,
        extract.extract_on,
        landed_person.born_on,
        row_number() over (
            partition by staged_change.person_id, staged_change.practice_code
            order by extract.extract_on desc, extract.extract_id desc
        ) as newest_first,
        exists(
            select 1
            from registration
            where
                registration.practice_code = staged_change.practice_code
                and registration.person_id = staged_change.person_id
                and lower(btrim(registration.family_name)) = lower(btrim(landed_person.family_name))
                and lower(btrim(registration.given_name)) is not distinct from lower(btrim(landed_person.given_name))
                and registration.sex is not distinct from landed_person.sex
        ) as is_same_name
    from staged_change
    inner join extract on staged_change.extract_id = extract.extract_id
    inner join landed_person
        on
            staged_change.extract_id = landed_person.extract_id
            and staged_change.person_id = landed_person.person_id
    where staged_change.settled_by_extract_id is null and staged_change.reason = 'different_birth_date'
),

word as (
    select
        person_id,
        practice_code,
        born_on
    from waiting
    where newest_first = 1
    union all
    select
        registration.person_id,
        registration.practice_code,
        registration.born_on
    from registration
    where
        registration.state = 'registered'
        and registration.person_id in (select waiting.person_id from waiting)
        and not exists (
            select 1
            from waiting
            where
                waiting.person_id = registration.person_id
                and waiting.practice_code = registration.practice_code
        )
),

agreed as (
    select
        person_id,
        min(practice_code) as practice_code,
        min(born_on) as born_on,
        count(*) as practices
    from word
    group by person_id
    having min(born_on) = max(born_on)
)

insert into staged_decision (
    staged_id, reason, person_id, practice_code, took, decided_by, why, decided_on, right_born_on, wrong_born_on
)
select
    staged_birth_id(agreed.person_id, agreed.practice_code, agreed.born_on),
    'different_birth_date',
    agreed.person_id,
    agreed.practice_code,
    'sent',
    'the practices',
    case when agreed.practices > 1 then 'every practice gives this date' else 'two registers give this date' end,
    (
        select max(waiting.extract_on)
        from waiting
        where waiting.person_id = agreed.person_id
    ),
    agreed.born_on,
    person.born_on
from agreed
inner join person on agreed.person_id = person.person_id
where
    agreed.born_on <> person.born_on
    -- Where a person said that the row is somebody else's, sending it again changes nothing.
    and not exists (
        select 1
        from staged_decision
        where
            staged_decision.person_id = agreed.person_id
            and staged_decision.took in ('held', 'another_person')
            and staged_decision.wrong_born_on = agreed.born_on
    )
    and (
        agreed.practices > 1
        or (
            (
                select count(distinct waiting.extract_on)
                from waiting
                where
                    waiting.person_id = agreed.person_id
                    and waiting.born_on = agreed.born_on
                    and waiting.is_same_name
            ) > 1
            and not exists (
                select 1
                from registration
                where
                    registration.person_id = agreed.person_id
                    and registration.practice_code <> agreed.practice_code
            )
        )
    )
