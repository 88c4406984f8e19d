-- Removes kept-back extracts that are about to be looked at again (a new column map, a new practice, a later day).
with
no_files as (
    delete from extract_file
    where extract_id = any(cast(:extract_ids as text[]))
),

no_numbers as (
    delete from seen_number
    where extract_id = any(cast(:extract_ids as text[]))
),

no_removals as (
    delete from removed_number
    where extract_id = any(cast(:extract_ids as text[]))
),

no_people as (
    delete from landed_person
    where extract_id = any(cast(:extract_ids as text[]))
),

no_observations as (
    delete from landed_observation
    where extract_id = any(cast(:extract_ids as text[]))
),

no_raw_rows as (
    delete from quarantine_row
    where extract_id = any(cast(:extract_ids as text[]))
),

no_tables as (
    delete from extract_table
    where extract_id = any(cast(:extract_ids as text[]))
),

no_corrections as (
    delete from corrected_row
    where extract_id = any(cast(:extract_ids as text[]))
),

no_quarantine as (
    delete from quarantine
    where extract_id = any(cast(:extract_ids as text[]))
),

no_values as (
    delete from value_set_aside
    where extract_id = any(cast(:extract_ids as text[]))
),

no_measure as (
    delete from extract_measure
    where extract_id = any(cast(:extract_ids as text[]))
)

delete from extract
where extract_id = any(cast(:extract_ids as text[]))
