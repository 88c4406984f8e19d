-- What this extract contradicted is no contradiction without it.
delete from staged_change
where extract_id = :extract_id
