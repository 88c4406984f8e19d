-- Begins an episode for everybody overdue who has none open.
insert into episode (episode_id, person_id, opened_on)
select
    'e' || left(encode(sha256(convert_to(recall_status.person_id || cast(:as_of as text), 'UTF8')), 'hex'), 16),
    recall_status.person_id,
    cast(:as_of as date)
from recall_status
where
    recall_status.to_run_id is null
    and recall_status.outreach_route is not null
    and not exists (
        select 1
        from episode
        where episode.person_id = recall_status.person_id and episode.closed_on is null
    )
on conflict (episode_id) do update
    set
        closed_on = null,
        close_reason = null
