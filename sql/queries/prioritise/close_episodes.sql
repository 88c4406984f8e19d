-- Ends the episodes of people who are no longer overdue, with the status that ended them; and of those who have no
-- status any more, because the extract that had brought them was withdrawn.
update episode
set
    closed_on = cast(:as_of as date),
    close_reason = coalesce(standing.status, 'no_status')
from episode as open_episode
left join recall_status as standing
    on open_episode.person_id = standing.person_id and standing.to_run_id is null
where
    episode.episode_id = open_episode.episode_id
    and open_episode.closed_on is null
    and standing.outreach_route is null
