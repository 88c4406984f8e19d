-- Each item beside the provider's list before: on it with the same words for the same worker, changed, or new. The rank
-- moves with everybody else's and what was tried grows with every contact: neither is a change a worker must look for.
with before as (
    select distinct on (worklist.provider_code)
        worklist.provider_code,
        worklist.worklist_id
    from worklist
    where worklist.as_of < cast(:as_of as date)
    order by worklist.provider_code asc, worklist.as_of desc
),

was as (
    select
        before.provider_code,
        coalesce(same_person.is_now, item.person_id) as person_id,
        item.partner_code,
        item.worker_code,
        item.content
        - array['worklist_item_id', 'rank', 'band', 'tried', 'mark'] as said
    from before
    inner join worklist_item as item on before.worklist_id = item.worklist_id and not item.is_withdrawn
    left join same_person on item.person_id = same_person.person_id
)

update listed_item
set
    mark = case
        when was.person_id is null then 'new'
        when
            was.said is distinct from (
                listed_item.content - array['worklist_item_id', 'rank', 'band', 'tried', 'mark']
            )
            then 'changed'
        else 'carried_over'
    end
from listed_item as listed
inner join worklist on listed.worklist_id = worklist.worklist_id
left join was
    on
        worklist.provider_code = was.provider_code
        and listed.person_id = was.person_id
        and listed.partner_code is not distinct from was.partner_code
        and listed.worker_code is not distinct from was.worker_code
where listed_item.worklist_item_id = listed.worklist_item_id
