-- Episodes of somebody that had begun.
select
    episode_id,
    opened_on,
    case when closed_on <= cast(:as_of as date) then closed_on end as closed_on,
    close_reason
from episode
where person_id = :person_id and opened_on <= cast(:as_of as date)
order by opened_on, episode_id
