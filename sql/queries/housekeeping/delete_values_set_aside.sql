-- Values set aside of overtaken extracts that came long enough ago; the ledger keeps their number.
with deleted as (
    delete from value_set_aside
    using overtaken_extract
    where
        value_set_aside.extract_id = overtaken_extract.extract_id
        and overtaken_extract.first_as_of <= cast(:as_of as date) - cast(:days as integer)
    returning 1
)

select count(*)
from deleted
