-- The run is complete.
update run
set finished_at = now()
where run_id = :run_id
