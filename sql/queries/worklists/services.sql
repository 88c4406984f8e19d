-- What people can be pointed to; a blank place: everywhere.
select
    coalesce(service.place_code, '') as place_code,
    coalesce(place.name, '') as place_name,
    service.name,
    service.what,
    coalesce(service.how_to_reach, '') as how_to_reach,
    coalesce(service.only_through, '') as only_through
from region_service as service
left join region_place as place on service.place_code = place.place_code
order by service.place_code nulls first, service.name
