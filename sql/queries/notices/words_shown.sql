-- The words of notes that a named person has read and lets workers see, of the notes that notices name.
select
    contact_note_id,
    words
from contact_note
where is_shown and words is not null and contact_note_id = any(cast(:note_ids as text[]))
