-- Takes up the episodes that ended since then for people an extract spoke of: what ended them may never have been.
-- The next plan ends them again by what the register then says.
update episode
set
    closed_on = null,
    close_reason = null
from (
    select distinct on (person_id)
        person_id,
        episode_id
    from episode
    where person_id in (select touched.person_id from touched)
    order by person_id, closed_on desc nulls first, opened_on desc, episode_id
) as newest
where
    episode.episode_id = newest.episode_id
    and episode.closed_on >= cast(:since as date)
