-- Ranks count from one without a gap again, once those who wait have left the list.
update plan_item
set rank = closed.rank
from (
    select
        person_id,
        row_number() over (partition by provider_code order by rank) as rank
    from plan_item
    where as_of = cast(:as_of as date) and disposition = 'listed'
) as closed
where
    plan_item.as_of = cast(:as_of as date)
    and plan_item.person_id = closed.person_id
    and plan_item.rank <> closed.rank
