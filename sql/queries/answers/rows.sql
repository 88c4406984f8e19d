-- The rows of an extract that were set aside, as sent, and whether anybody says that the person is protected.
select
    quarantine_row.part,
    quarantine_row.line_no,
    quarantine_row.of_line_no,
    quarantine_row.cells,
    quarantine.reasons,
    quarantine.is_restricted
    or exists (
        select 1
        from registration
        where
            registration.nhs_number = quarantine.nhs_number
            and (registration.is_restricted or registration.is_not_to_be_shared)
    ) as is_protected
from quarantine_row
inner join quarantine
    on
        quarantine_row.extract_id = quarantine.extract_id
        and quarantine_row.part = quarantine.part
        and quarantine_row.of_line_no = quarantine.line_no
where quarantine_row.extract_id = :extract_id
order by quarantine_row.part, quarantine_row.line_no
