-- Ends the statuses that no longer hold.
update recall_status
set to_run_id = :run_id
from status_now
where
    recall_status.to_run_id is null
    and recall_status.person_id = status_now.person_id
    and (
        recall_status.practice_code,
        recall_status.status,
        recall_status.reason,
        recall_status.outreach_route,
        recall_status.last_complete_on,
        recall_status.last_element_on,
        recall_status.missing_elements
    ) is distinct from (
        status_now.practice_code,
        status_now.status,
        status_now.reason,
        status_now.outreach_route,
        status_now.last_complete_on,
        status_now.last_element_on,
        status_now.missing_elements
    )
