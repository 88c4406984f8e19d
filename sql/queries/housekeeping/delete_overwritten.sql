-- What an extract overwrote is kept for so long; after that it can no longer be withdrawn.
with gone as (
    delete from reconciled_extract
    where reconciled_extract.reconciled_on < cast(:as_of as date) - cast(:days as integer)
    returning reconciled_extract.extract_id
)

select count(*) from gone
