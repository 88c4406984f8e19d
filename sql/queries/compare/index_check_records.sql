-- Looked up a person at a time.
alter table pg_temp.check_record add primary key (person_id)
