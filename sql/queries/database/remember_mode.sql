-- Stores mode and key's fingerprint on the first call; returns those the database was made with.
with made as (
    insert into database_mode (is_live, key_fingerprint)
    select
        cast(:is_live as boolean),
        cast(:key_fingerprint as text)
    where not exists (select 1 from database_mode)
    returning is_live, key_fingerprint
)

select
    is_live,
    key_fingerprint
from made
union all
select
    is_live,
    key_fingerprint
from database_mode
