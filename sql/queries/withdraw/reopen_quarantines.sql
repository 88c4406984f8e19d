-- Rows set aside that this extract had closed are open again.
update quarantine
set closed_by_extract_id = null
where closed_by_extract_id = :extract_id
