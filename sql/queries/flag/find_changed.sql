-- Statuses that no longer hold, also of people on no register any more, whose extract was withdrawn; kept for this
-- transaction as status_changed.
create temporary table status_changed on commit drop as
select
    recall_status.person_id,
    recall_status.from_run_id
from recall_status
left join status_now on recall_status.person_id = status_now.person_id
where
    recall_status.to_run_id is null
    and (
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
