-- Where can somebody be seen, and when?
select
    venue.name,
    pcn.name as pcn,
    concat_ws(', ', venue.address, venue.postcode) as address,
    coalesce(venue.weekday, cast(venue.held_on as text)) as held,
    to_char(venue.opens_at, 'HH24:MI') || ' to ' || to_char(venue.closes_at, 'HH24:MI') as hours,
    venue.status
from region_venue as venue
left join region_pcn as pcn on venue.pcn_code = pcn.pcn_code
order by venue.name, venue.held_on nulls first, venue.weekday, venue.opens_at
