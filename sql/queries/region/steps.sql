-- The steps of a round in the region in force, in order, with the days waited for each.
select
    listed.place,
    listed.said ->> 'step' as step,
    cast(listed.said ->> 'wait_days' as integer) as wait_days
from region_in_force as region
cross join lateral jsonb_array_elements(coalesce(region.content -> 'steps', '[]')) with ordinality as listed (said, place)
order by listed.place
