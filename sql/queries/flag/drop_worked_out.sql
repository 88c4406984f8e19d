-- What an earlier call in the same transaction had worked out.
drop table if exists pg_temp.home_now, pg_temp.to_gather, pg_temp.status_now, pg_temp.status_changed
