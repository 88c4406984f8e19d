-- Ends the statuses of people on no register any more: the extract that had brought them was withdrawn.
update recall_status
set to_run_id = :run_id
where
    to_run_id is null
    and not exists (
        select 1
        from status_now
        where status_now.person_id = recall_status.person_id
    )
