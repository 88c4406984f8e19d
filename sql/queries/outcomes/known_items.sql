-- The worklist items named in a returned list, with whom they are about.
select
    worklist_item.worklist_item_id,
    worklist_item.person_id,
    worklist.provider_code,
    worklist.as_of,
    recall_status.practice_code,
    newest.episode_id
from worklist_item
inner join worklist on worklist_item.worklist_id = worklist.worklist_id
inner join recall_status on worklist_item.person_id = recall_status.person_id and recall_status.to_run_id is null
inner join lateral (
    select episode.episode_id
    from episode
    where episode.person_id = worklist_item.person_id
    order by episode.opened_on desc
    limit 1
) as newest on true
where worklist_item.worklist_item_id = any(cast(:item_ids as text[]))
