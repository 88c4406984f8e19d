-- What an extract of the round staged: noted as a change, and counted as staged, not as landed.
with noted as (
    insert into register_change (extract_id, person_id, change, columns)
    select
        staged_change.extract_id,
        staged_change.person_id,
        'staged',
        case staged_change.reason when 'new_nhs_number' then '{nhs_number}'::text[] else '{born_on}' end
    from staged_change
    inner join extract on staged_change.extract_id = extract.extract_id
    where extract.fate = 'reconciling'
    on conflict do nothing
    returning extract_id
)

update extract
set
    rows_landed = extract.rows_landed - per_extract.staged,
    rows_staged = extract.rows_staged + per_extract.staged
from (
    select
        extract_id,
        count(*) as staged
    from noted
    group by extract_id
) as per_extract
where extract.extract_id = per_extract.extract_id
