-- How many people a day have room: with each provider, each partner, and in each network, where somebody said so.
select
    'provider' as whose,
    provider_code,
    provider_code as code,
    capacity_a_day,
    cast(null as integer) as floor_a_day
from region_capacity
where partner_code is null and capacity_a_day is not null
union all
select
    'partner',
    provider_code,
    partner_code,
    capacity_a_day,
    null
from region_capacity
where partner_code is not null and capacity_a_day is not null
union all
select
    'pcn',
    null,
    pcn_code,
    capacity_a_day,
    floor_a_day
from local_plan_on(cast(:as_of as date))
where capacity_a_day is not null or floor_a_day is not null
