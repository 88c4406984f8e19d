-- The rows of an extract, every copy but the archived file; its ledger stays.
with
no_numbers as (
    delete from seen_number
    where extract_id = :extract_id
),

no_removals as (
    delete from removed_number
    where extract_id = :extract_id
),

no_people as (
    delete from landed_person
    where extract_id = :extract_id
),

no_observations as (
    delete from landed_observation
    where extract_id = :extract_id
),

no_raw_rows as (
    delete from quarantine_row
    where extract_id = :extract_id
),

no_tables as (
    delete from extract_table
    where extract_id = :extract_id
),

no_corrections as (
    delete from corrected_row
    where extract_id = :extract_id
),

no_quarantine as (
    delete from quarantine
    where extract_id = :extract_id
),

no_values as (
    delete from value_set_aside
    where extract_id = :extract_id
)

delete from extract_measure
where extract_id = :extract_id
