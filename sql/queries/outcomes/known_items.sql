-- The worklist items named in a returned list, with whom they are about: under the NHS number in force, where theirs
-- was superseded since.
select
    worklist_item.worklist_item_id,
    whoever.person_id,
    worklist.provider_code,
    worklist.as_of,
    coalesce(recall_status.practice_code, home.practice_code) as practice_code,
    newest.episode_id
from worklist_item
inner join worklist on worklist_item.worklist_id = worklist.worklist_id
left join same_person on worklist_item.person_id = same_person.person_id
cross join lateral (select coalesce(same_person.is_now, worklist_item.person_id) as person_id) as whoever
left join recall_status on whoever.person_id = recall_status.person_id and recall_status.to_run_id is null
-- Whoever came onto a register in this very run has no status yet.
left join lateral (
    select registration.practice_code
    from registration
    where registration.person_id = whoever.person_id
    order by registration.state = 'registered' desc, registration.registered_on desc nulls last, registration.practice_code
    limit 1
) as home on true
inner join lateral (
    select episode.episode_id
    from episode
    where episode.person_id = whoever.person_id
    order by episode.opened_on desc
    limit 1
) as newest on true
where worklist_item.worklist_item_id = any(cast(:item_ids as text[]))
