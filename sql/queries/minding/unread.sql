-- Notes in words that nobody has read yet, the oldest first: never the words.
select
    contact_note.contact_note_id,
    contact_note.person_id,
    contact_note.from_on,
    cast(:as_of as date) - contact_note.from_on as days,
    contact_note.said_by,
    contact_note.source
from contact_note
where
    contact_note.words <> ''
    and contact_note.from_on <= cast(:as_of as date)
    and (contact_note.read_on is null or contact_note.read_on > cast(:as_of as date))
    and (contact_note.lifted_on is null or contact_note.lifted_on > cast(:as_of as date))
order by contact_note.from_on, contact_note.contact_note_id
