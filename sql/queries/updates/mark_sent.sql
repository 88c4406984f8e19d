-- The updates of a practice that went into the file of a day.
update register_update
set sent_as_of = cast(:as_of as date)
where
    practice_code = :practice_code
    and sent_as_of is null
    and first_as_of <= cast(:as_of as date)
