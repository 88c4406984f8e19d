-- Sets aside people whose NHS number is known with another date of birth: nobody is contacted on a contradiction.
with contradiction as (
    select
        landed_person.extract_id,
        extract.practice_code,
        landed_person.person_id
    from landed_person
    inner join extract on landed_person.extract_id = extract.extract_id
    inner join person on landed_person.person_id = person.person_id
    where extract.fate = 'reconciling' and landed_person.born_on <> person.born_on
),

staged as (
    insert into staged_change (extract_id, practice_code, person_id, reason)
    select
        extract_id,
        practice_code,
        person_id,
        'different_birth_date'
    from contradiction
    on conflict do nothing
    returning extract_id, person_id
),

noted as (
    insert into register_change (extract_id, person_id, change, columns)
    select
        extract_id,
        person_id,
        'staged',
        '{born_on}'
    from staged
    on conflict do nothing
)

update extract
set
    rows_landed = extract.rows_landed - per_extract.staged,
    rows_staged = extract.rows_staged + per_extract.staged
from (
    select
        extract_id,
        count(*) as staged
    from staged
    group by extract_id
) as per_extract
where extract.extract_id = per_extract.extract_id
