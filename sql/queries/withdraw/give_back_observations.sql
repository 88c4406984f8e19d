-- Results this extract had retracted count again.
update observation
set retracted_by_extract_id = null
where retracted_by_extract_id = :extract_id
