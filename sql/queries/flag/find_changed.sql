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
    (
        recall_status.practice_code,
        recall_status.status,
        recall_status.reason,
        recall_status.outreach_route,
        recall_status.last_complete_on,
        recall_status.last_check_done_on,
        recall_status.last_element_on,
        recall_status.last_blood_pressure_on,
        recall_status.missing_elements,
        recall_status.out_of_date_elements,
        recall_status.declined_elements,
        recall_status.is_counted_nationally,
        recall_status.is_counted_by_qof
    ) is distinct from (
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
    )
