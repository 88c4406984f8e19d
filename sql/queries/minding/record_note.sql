-- One thing to mind, by its code or in words; words wait to be read.
insert into contact_note (contact_note_id, person_id, code, words, from_on, said_by, source, is_told)
values (:contact_note_id, :person_id, :code, :words, cast(:as_of as date), :said_by, :source, false)
