-- Results that only this extract brought are no longer known.
delete from observation
where first_extract_id = :extract_id
