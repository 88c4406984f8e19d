-- What this extract changed is no change any more.
delete from register_change
where extract_id = :extract_id
