-- Takes up again the last episode of somebody overdue that no check had ended: who was missing from one extract, or
-- contradicted for a week, is not invited from the beginning, and what they answered still holds.
update episode
set
    closed_on = null,
    close_reason = null
from (
    select distinct on (person_id)
        person_id,
        episode_id,
        close_reason
    from episode
    order by person_id, closed_on desc nulls first, opened_on desc, episode_id
) as newest
inner join recall_status on newest.person_id = recall_status.person_id and recall_status.to_run_id is null
where
    episode.episode_id = newest.episode_id
    and episode.closed_on is not null
    and newest.close_reason not in ('due', 'up_to_date')
    and recall_status.outreach_route is not null
