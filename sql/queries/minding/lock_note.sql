-- One note, for whoever reads or lifts it; two at once wait for each other.
select
    contact_note_id,
    person_id,
    code,
    words,
    from_on,
    read_by,
    read_on,
    is_shown,
    lifted_on,
    lifted_by
from contact_note
where contact_note_id = :contact_note_id
for update
