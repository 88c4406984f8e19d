-- Begins the statuses that are new with this run.
insert into recall_status (
    person_id, from_run_id, practice_code, status, reason, outreach_route,
    last_complete_on, last_check_done_on, last_element_on, last_blood_pressure_on,
    missing_elements, out_of_date_elements, declined_elements, is_counted_nationally, is_counted_by_qof
)
select
    status_now.person_id,
    :run_id,
    status_now.practice_code,
    status_now.status,
    status_now.reason,
    status_now.outreach_route,
    status_now.last_complete_on,
    status_now.last_check_done_on,
    status_now.last_element_on,
    status_now.last_blood_pressure_on,
    status_now.missing_elements,
    status_now.out_of_date_elements,
    status_now.declined_elements,
    status_now.is_counted_nationally,
    status_now.is_counted_by_qof
from status_now
inner join status_changed on status_now.person_id = status_changed.person_id
