-- Ends the episodes of people who are no longer overdue, with the status that ended them.
update episode
set
    closed_on = cast(:as_of as date),
    close_reason = recall_status.status
from recall_status
where
    episode.closed_on is null
    and recall_status.person_id = episode.person_id
    and recall_status.to_run_id is null
    and recall_status.status not in ('never_checked', 'overdue')
