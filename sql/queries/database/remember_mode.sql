-- Stores the mode on the first call; returns the mode the database was made in.
with made as (
    insert into database_mode (is_live)
    select cast(:is_live as boolean)
    where not exists (select 1 from database_mode)
    returning is_live
)

select is_live from made
union all
select is_live from database_mode
