-- Stops that were set from the rows of this extract, or from it as a whole while it was held. One that a person
-- has lifted goes too: released again, the extract sets it anew.
delete from stop
where source in ('row kept back, extract ' || :extract_id, 'held extract ' || :extract_id)
