-- Whose status is new or no longer holds, also of people on no register any more, whose extract was withdrawn; kept for
-- this transaction as status_changed. `from_run_id` is of the status that ends.
create temporary table status_changed on commit drop as
select
    recall_status.from_run_id,
    coalesce(recall_status.person_id, status_now.person_id) as person_id
from status_now
full join (
    select standing.*
    from recall_status as standing
    where standing.to_run_id is null
) as recall_status
    on status_now.person_id = recall_status.person_id
where
    recall_status.practice_code is distinct from status_now.practice_code
    or recall_status.status is distinct from status_now.status
    or recall_status.reason is distinct from status_now.reason
    or recall_status.outreach_route is distinct from status_now.outreach_route
    or recall_status.last_complete_on is distinct from status_now.last_complete_on
    or recall_status.last_check_done_on is distinct from status_now.last_check_done_on
    or recall_status.last_element_on is distinct from status_now.last_element_on
    or recall_status.last_blood_pressure_on is distinct from status_now.last_blood_pressure_on
    or recall_status.missing_elements is distinct from status_now.missing_elements
    or recall_status.out_of_date_elements is distinct from status_now.out_of_date_elements
    or recall_status.declined_elements is distinct from status_now.declined_elements
    or recall_status.is_counted_nationally is distinct from status_now.is_counted_nationally
    or recall_status.is_counted_by_qof is distinct from status_now.is_counted_by_qof
