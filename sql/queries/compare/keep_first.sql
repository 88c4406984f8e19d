-- Keeps what the first rule says, while the second is worked out.
alter table pg_temp.status_now rename to status_first
