-- A run that was cut off and goes on had begun some of them itself: a status that ends where it began never was.
delete from recall_status
using status_changed
where
    recall_status.person_id = status_changed.person_id
    and recall_status.from_run_id = status_changed.from_run_id
    and recall_status.from_run_id = :run_id
