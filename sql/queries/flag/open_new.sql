-- Begins the statuses that are new with this run.
insert into recall_status (
    person_id, from_run_id, practice_code, status, reason, outreach_route, last_complete_on, last_element_on,
    missing_elements
)
select
    status_now.person_id,
    :run_id,
    status_now.practice_code,
    status_now.status,
    status_now.reason,
    status_now.outreach_route,
    status_now.last_complete_on,
    status_now.last_element_on,
    status_now.missing_elements
from status_now
where
    not exists (
        select 1
        from recall_status
        where recall_status.person_id = status_now.person_id and recall_status.to_run_id is null
    )
on conflict (person_id, from_run_id) do update
    set
        to_run_id = null,
        practice_code = excluded.practice_code,
        status = excluded.status,
        reason = excluded.reason,
        outreach_route = excluded.outreach_route,
        last_complete_on = excluded.last_complete_on,
        last_element_on = excluded.last_element_on,
        missing_elements = excluded.missing_elements
