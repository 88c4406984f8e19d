-- The places of the region in force by code.
select
    place_code,
    name
from region_place
order by place_code
