-- A named person has read the words and decided whether workers see them.
update contact_note
set
    read_by = :read_by,
    read_on = cast(:as_of as date),
    read_why = :read_why,
    is_shown = :is_shown,
    is_told = not :is_shown
where contact_note_id = :contact_note_id
