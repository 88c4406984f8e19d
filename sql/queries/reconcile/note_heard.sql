-- The extract whose row was staged changes the register after all, and the row counts as landed.
with noted as (
    insert into register_change (extract_id, person_id, change)
    select
        extract.extract_id,
        cast(:person_id as text),
        case
            when registration.person_id is null then 'new'
            when registration.state = 'left' then 'returned'
            else 'changed'
        end
    from extract
    left join registration
        on extract.practice_code = registration.practice_code and registration.person_id = :person_id
    where extract.extract_id = :extract_id
    on conflict do nothing
    returning extract_id
)

update extract
set
    rows_landed = extract.rows_landed + 1,
    rows_staged = extract.rows_staged - 1
from noted
where extract.extract_id = noted.extract_id and extract.rows_staged > 0
