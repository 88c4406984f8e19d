-- Contradictions this extract had settled are open again.
update staged_change
set settled_by_extract_id = null
where settled_by_extract_id = :extract_id
