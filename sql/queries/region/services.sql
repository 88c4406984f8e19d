-- Which services can people be pointed to, where, and through whom alone?
select
    coalesce(place.name, 'everywhere') as place,
    service.name,
    service.how_to_reach,
    service.only_through,
    service.status
from region_service as service
left join region_place as place on service.place_code = place.place_code
order by place.name nulls first, service.name
