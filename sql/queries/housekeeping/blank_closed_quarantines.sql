-- The practice's own words of rows set aside, once the row was closed, or its rejected file overtaken, long enough ago.
-- That the row was set aside, where it stood, why, and what closed it stays.
with closed as materialized (
    select
        quarantine.extract_id,
        quarantine.part,
        quarantine.line_no
    from quarantine
    left join extract as closing on quarantine.closed_by_extract_id = closing.extract_id
    left join extract on quarantine.extract_id = extract.extract_id and extract.fate = 'rejected'
    left join overtaken_extract on extract.extract_id = overtaken_extract.extract_id
    where
        coalesce(closing.first_as_of, overtaken_extract.overtaken_on) <= cast(:as_of as date) - cast(:days as integer)
        and quarantine.cells <> '{}'
),

raw_rows as (
    delete from quarantine_row
    using closed
    where
        quarantine_row.extract_id = closed.extract_id
        and quarantine_row.part = closed.part
        and quarantine_row.of_line_no = closed.line_no
    returning 1
),

blanked as (
    update quarantine
    set
        cells = '{}',
        nhs_number = null
    from closed
    where
        quarantine.extract_id = closed.extract_id
        and quarantine.part = closed.part
        and quarantine.line_no = closed.line_no
    returning 1
)

select (select count(*) from blanked) + (select count(*) from raw_rows)
