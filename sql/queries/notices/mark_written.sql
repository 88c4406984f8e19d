-- A file of notices is in the outbox.
update withdrawal_notice
set is_written = true
where
    as_of = cast(:as_of as date)
    and organisation_code = :organisation_code
    and file_number = :file_number
