-- A note no longer counts, from a day on; by whom and why.
update contact_note
set
    lifted_on = cast(:as_of as date),
    lifted_by = :lifted_by,
    lifted_why = :lifted_why
where contact_note_id = :contact_note_id
