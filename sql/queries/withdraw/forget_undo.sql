-- What the extract had overwritten is back in place, and its copy goes.
delete from reconciled_extract
where extract_id = :extract_id
