-- Ends the statuses that no longer hold.
update recall_status
set to_run_id = :run_id
from status_changed
where
    recall_status.person_id = status_changed.person_id
    and recall_status.from_run_id = status_changed.from_run_id
