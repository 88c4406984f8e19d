-- What people of a place can be pointed to, through whom alone, and how sure the pack is of it.
select
    service_code,
    name,
    what,
    how_to_reach,
    only_through,
    status
from services_of(:place_code)
