-- Rows of people, and NHS numbers seen, of overtaken extracts that came long enough ago; the ledger keeps the extract.
with old as materialized (
    select overtaken_extract.extract_id
    from overtaken_extract
    inner join extract on overtaken_extract.extract_id = extract.extract_id
    where
        overtaken_extract.first_as_of <= cast(:as_of as date) - cast(:days as integer)
        and extract.landed_rows_deleted_on is null
),

people as (
    delete from landed_person
    using old
    where landed_person.extract_id = old.extract_id
    returning 1
),

observations as (
    delete from landed_observation
    using old
    where landed_observation.extract_id = old.extract_id
    returning 1
),

seen as (
    delete from seen_number
    using old
    where seen_number.extract_id = old.extract_id
    returning 1
),

removed as (
    delete from removed_number
    using old
    where removed_number.extract_id = old.extract_id
    returning 1
),

noted as (
    update extract
    set landed_rows_deleted_on = cast(:as_of as date)
    from old
    where extract.extract_id = old.extract_id
)

select
    (select count(*) from people)
    + (select count(*) from observations)
    + (select count(*) from seen)
    + (select count(*) from removed)
